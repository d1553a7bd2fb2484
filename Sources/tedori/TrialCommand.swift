import ArgumentParser
import Domain
import Foundation
import Reports

/// `tedori trial`: trials of schemes, registered before they start, with what they have found.
struct TrialCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trial", abstract: say("施策の効果検証。", "Trials of schemes."),
    subcommands: [ListCommand.self, RegisterCommand.self, EffectCommand.self, AmendCommand.self])

  /// `tedori trial list`: all of them, the newest first.
  struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: say("登録された効果検証の一覧。", "List the registered trials."))

    @OptionGroup var settings: Settings

    func run() async throws {
      try await Session.run(settings) { session in
        for trial in try await TrialEntry.all(in: session.database, as: session.viewer) { try Output.answer(trial.line(Speech.language) + "\n") }
      }
    }
  }

  /// `tedori trial register`: locks a plan before it starts.
  struct RegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "register", abstract: say("始まる前に計画を登録し、順番を決めて固定します。", "Register a plan before it starts: the order is drawn, and all of it locked."),
      discussion: say(
        "計画は JSON で、code、title、hypothesis、scheme_code、units、assignment（random か chosen）、starts、never、strata、seed、primary、guardrails、window、looks、estimator、stopping_rule を書きます。見つけられる効果の大きさを、これまでの記録から計算して示します。",
        "The plan is JSON with code, title, hypothesis, scheme_code, units, assignment (random or chosen), starts, never, strata, seed, primary, guardrails, window, looks, estimator and stopping_rule. What it can find is worked out from the record and said."
      ))

    @Argument(help: ArgumentHelp(say("計画のファイル。", "The plan."), valueName: "file")) var file: String
    @OptionGroup var settings: Settings

    func run() async throws {
      guard let contents = FileManager.default.contents(atPath: file) else {
        throw Failure(status: 66, say("\(file) を読めません", "\(file) can't be read"))
      }
      let plan = try TrialPlan(json: Array(contents))
      try await Session.run(settings) { session in
        let registration = try await TrialRegister.register(plan, in: session.database, as: session.viewer)
        try await session.tidy()
        try Output.answer(registration.text(Speech.language))
      }
    }
  }

  /// `tedori trial effect`: what was found at the last look that has come.
  struct EffectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "effect", abstract: say("登録された確認の月までに分かったこと。", "What was found at the last registered look."),
      discussion: say(
        "確認の月の間は、データの状態だけを示します。毎月見て止めると、ない効果を見つけてしまうからです。",
        "Between looks only the state of the data is shown: who looks each month and stops finds what isn't there."))

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

    @Argument(help: ArgumentHelp(say("効果検証コード。", "The trial's code."), valueName: "code")) var code: String
    @Option(help: ArgumentHelp(say("text、json、csv。", "text, json or csv."))) var format: Format = .text
    @OptionGroup var settings: Settings

    func run() async throws {
      try await Session.run(settings) { session in
        let report = try await TrialReport.read(code, in: session.database, as: session.viewer)
        try await session.tidy()
        switch format {
        case .text: try Output.answer(report.text(Speech.language))
        case .json: try Output.answer(try report.json())
        case .csv: try Output.answer(report.csv())
        }
      }
    }
  }

  /// `tedori trial amend`: says in public what is done otherwise than was registered.
  struct AmendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "amend", abstract: say("登録と違うことをした記録を残します。", "Note what is done otherwise than was registered."))

    @Argument(help: ArgumentHelp(say("効果検証コード。", "The trial's code."), valueName: "code")) var code: String
    @Option(help: ArgumentHelp(say("何を、なぜ。", "What, and why."))) var text: String
    @OptionGroup var settings: Settings

    func validate() throws {
      guard (1...4000).contains(text.count) else { throw ValidationError(say("--text は 1 文字から 4000 文字です", "--text has 1 to 4000 characters")) }
    }

    func run() async throws {
      try await Session.run(settings) { session in
        try await TrialReport.amend(code, text, in: session.database, as: session.viewer)
        try await session.tidy()
      }
    }
  }
}
