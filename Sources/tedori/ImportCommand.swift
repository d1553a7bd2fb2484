import ArgumentParser
import Domain
import Foundation
import Reports
import Store

/// `tedori import`: takes in a file, or says what is wrong with it.
struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: say("CSV か Excel ブック（.xlsx）を取り込みます。", "Take in a file, CSV or an Excel workbook (.xlsx)."),
    discussion:
      say(
        "書き込む前に全行を確かめ、一つでも問題があれば何も書き込みません。種類は \(Kind.list)、sheets 月次票 です。月次票はフォルダーごとでも取り込めます。",
        "Every row is checked before anything is written; one problem refuses the file. KIND is one of \(Kind.list), sheets 月次票. A folder of sheets is taken file by file."
      )
  )

  @Argument(help: ArgumentHelp(say("ファイルの種類。", "What the file holds."), valueName: "kind")) var kind: String
  @Argument(help: ArgumentHelp(say("取り込むファイル。月次票ではフォルダーも。", "The file; of sheets also a folder."), valueName: "file")) var file: String
  @Option(help: ArgumentHelp(say("auto（自動）、utf-8、cp932。", "auto, utf-8 or cp932."))) var encoding: ImportEncoding = .auto
  @Flag(help: ArgumentHelp(say("確認だけを行い、何も書き込みません。", "Check only: nothing is written."))) var check = false
  @Flag(help: ArgumentHelp(say("問題のない行だけを書き込みます。", "Write the rows without a problem."))) var keepGood = false
  @Option(
    help: ArgumentHelp(
      say("問題のある行を、直して取り込めるようにこのファイル（.csv か .xlsx）に書きます。", "Write the rows with a problem to this file (.csv or .xlsx), ready to be mended."),
      valueName: "out.csv"))
  var problems: String?
  @OptionGroup var settings: Settings

  private static func nothingWritten(isCheck: Bool) -> String {
    isCheck ? say("確認だけを行いました。何も書き込んでいません", "only checked: nothing was written") : say("問題があるため、何も書き込んでいません", "nothing was written, because of the problems")
  }

  /// Says what HR should look at in the months that have changed; each takes a while in a large organisation, so a file of many months is left to `doctor`.
  static func review(_ months: [Month], in session: Session) async throws {
    guard months.count <= 3 else {
      return Output.error(
        say(
          "\(months.count) か月の記録が変わりました。要確認のものは tedori doctor --month で月ごとに確かめられます。",
          "records of \(months.count) months changed: tedori doctor --month says for each what is to be reviewed"))
    }
    for month in months {
      for finding in try await session.database.flags(of: month, as: session.viewer) { Output.error(say(finding.japanese, finding.english)) }
    }
  }

  func run() async throws {
    guard Kind.named(kind) != nil || ["sheets", "月次票"].contains(kind) else {
      throw Failure.usage(
        say("\(kind) という種類はありません。種類は \(Kind.list)、sheets 月次票 です", "\(kind) isn't a kind of file; the kinds are \(Kind.list), sheets 月次票"))
    }
    if let problems, URL(fileURLWithPath: problems).resolvingSymlinksInPath() == URL(fileURLWithPath: file).resolvingSymlinksInPath() {
      throw Failure.usage(say("--problems が取り込むファイルと同じです。別のファイルにしてください", "--problems names the file that is imported; give another one"))
    }
    var isDirectory: ObjCBool = false
    let isFolder = FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory) && isDirectory.boolValue && Kind.named(kind) == nil
    if isFolder, problems != nil {
      throw Failure.usage(say("フォルダーの取り込みに --problems は使えません", "--problems can't be used with a folder"))
    }
    try await Session.run(settings) { session in
      if isFolder { return try await FolderOfSheets(path: file, isCheck: check, keepsGood: keepGood, encoding: encoding.choice).take(in: session) }
      let job = try await job(in: session)
      let work: @Sendable () async throws -> ImportOutcome = { try await job.run(in: session.database, as: session.viewer) { Output.progress(file, $0) } }
      let outcome: ImportOutcome
      if let problems {
        // Opened first: a place that can't be written is found before anything is imported.
        outcome = try await Output.write(problems) { sink in
          let outcome = try await work()
          try job.writeProblems(outcome, format: FileFormat(named: problems), to: sink)
          return outcome
        }
      } else {
        outcome = try await work()
      }
      for note in outcome.notes { Output.error(note.text(in: Speech.language)) }
      for line in ProblemDigest(outcome.problems, language: Speech.language).lines { Output.error(line) }
      if check || !outcome.isWritten { Output.error(Self.nothingWritten(isCheck: check)) }
      if outcome.isWritten { try await Self.review(outcome.months, in: session) }
      Output.error(outcome.counts.line)
      if !check && outcome.isWritten { try await session.tidy() }
      if !outcome.problems.isEmpty { throw Failure(status: 65, "") }
    }
  }

  private func job(in session: Session) async throws -> Import {
    var job =
      if let kind = Kind.named(kind) {
        Import(kind: kind, path: file, language: Speech.language)
      } else {
        try await Import.sheet(path: file, language: Speech.language, in: session.database, as: session.viewer)
      }
    job.encoding = encoding.choice
    job.isCheck = check
    job.keepsGood = keepGood
    return job
  }
}

extension MergeCounts {
  /// The last line of an import, for people and scripts.
  var line: String { "created \(created), updated \(updated), unchanged \(unchanged), refused \(refused)" }
}

/// In which encoding a file is.
enum ImportEncoding: String, ExpressibleByArgument, CaseIterable {
  case auto
  case utf8 = "utf-8"
  case cp932

  var choice: FileEncoding? { FileEncoding(rawValue: rawValue) }
}
