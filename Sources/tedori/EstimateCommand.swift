import ArgumentParser
import Domain
import Reports

/// `tedori estimate`: what a scheme did, on any panel, so that the engine can be held against other software.
struct EstimateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate", abstract: say("所属と時期の表から、施策の効果を推定します。", "Estimate what a scheme did, from a panel of units and periods."),
    discussion: say(
      "一行が一つの所属の一時期。施策の開始時期の列は、対象外なら 0 か空。時期は整数か 2026-10 の形。データベースは使いません。",
      "A row is a unit in a period; the column of first periods under the scheme has 0, or nothing, for units that never come under it. Periods are whole numbers or like 2026-10. No database is used."
    ))

  @Argument(help: ArgumentHelp(say("CSV か Excel ブック。", "A CSV file or an Excel workbook."), valueName: "panel")) var panel: String
  @Option(help: ArgumentHelp(say("所属の列。", "The column of units."), valueName: "column")) var unit: String
  @Option(help: ArgumentHelp(say("時期の列。", "The column of periods."), valueName: "column")) var time: String
  @Option(help: ArgumentHelp(say("開始時期の列。", "The column of first periods under the scheme."), valueName: "column")) var firstTreated: String
  @Option(help: ArgumentHelp(say("結果の列。", "The column of outcomes."), valueName: "column")) var outcome: String
  @Option(help: ArgumentHelp(say("比較対象: never（最後まで対象外）か not-yet（まだ対象でない）。", "Compare with never or not-yet treated units."))) var control: Control = .notYet
  @Option(help: ArgumentHelp(say("開始前の基準: varying か universal。", "The base of periods before the start: varying or universal."))) var base: Base = .varying
  @Option(help: ArgumentHelp(say("開始前に反応しうる時期の数。", "Periods before the start in which units may react."), valueName: "n")) var anticipation = 0
  @Option(help: ArgumentHelp(say("共変量の列をコンマで区切って。", "Columns of covariates, with commas."), valueName: "columns")) var covariates: String?
  @Option(help: ArgumentHelp(say("imputation、callaway-santanna、both。", "imputation, callaway-santanna or both."))) var estimator: Estimator = .both
  @Flag(help: ArgumentHelp(say("開始の順序が無作為に決められた。", "The order of starts was drawn at random."))) var randomised = false
  @Option(help: ArgumentHelp(say("順序を決めた層の列。", "The column of strata in which it was drawn."), valueName: "column")) var strata: String?
  @Option(help: ArgumentHelp(say("乱数の種。", "The seed of what is drawn."), valueName: "n")) var seed: UInt64 = 1
  @Option(help: ArgumentHelp(say("text、json、csv。", "text, json or csv."))) var format: Format = .text
  @Option(help: ArgumentHelp(say("書き出すファイル。なければ標準出力。", "The file; else standard output."), valueName: "file")) var output: String?
  @Option(help: ArgumentHelp(say("ja か en（TEDORI_LANGUAGE、なければロケール）。", "ja or en (TEDORI_LANGUAGE, else the locale)."), valueName: "language")) var language:
    Language?

  enum Control: String, ExpressibleByArgument, CaseIterable {
    case never
    case notYet = "not-yet"
  }
  enum Base: String, ExpressibleByArgument, CaseIterable { case varying, universal }
  enum Estimator: String, ExpressibleByArgument, CaseIterable {
    case imputation
    case callawaySantAnna = "callaway-santanna"
    case both
  }
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv }

  func run() async throws {
    guard (0...1000).contains(anticipation) else {
      throw Failure.usage(say("--anticipation は 0 以上の時期の数です", "--anticipation is a number of periods, from 0 on"))
    }
    let names = covariates.map { $0.split(separator: ",").map { $0.trimmingPrefix(" ") }.map(String.init) } ?? []
    let columns = PanelFile.Columns(unit: unit, time: time, firstTreated: firstTreated, outcome: outcome, covariates: names, stratum: strata)
    let file: PanelFile
    do {
      file = try PanelFile.read(panel, columns, language: Speech.language)
    } catch {
      for line in ProblemDigest(error.problems, language: Speech.language).lines { Output.error(line) }
      throw Failure(status: 65, "")
    }
    var options = PanelStudy.Options()
    options.control = control.rawValue
    options.base = base.rawValue
    options.anticipation = anticipation
    options.estimator = PanelStudy.Options.Estimator(rawValue: estimator.rawValue) ?? .both
    options.isRandomised = randomised
    options.seed = seed
    let study = PanelStudy(file, options, language: Speech.language)
    let bytes =
      switch format {
      case .json: Array(study.json.text.utf8)
      case .csv: try study.csv()
      case .text: Array(study.text.utf8)
      }
    if let output { try await Output.write(output) { try $0(bytes) } } else { try Output.answer(bytes) }
  }
}
