import ArgumentParser
import Domain
import Reports

/// `tedori report`: prints the month's account.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: say("ある所属、または全組織の、その月の勘定。", "The month's account of a unit, or of the whole organisation."))

  @Argument(help: ArgumentHelp(say("2026-10 や 令和8年10月 のように。", "Like 2026-10 or 令和8年10月."), valueName: "month")) var month: Month
  @Option(
    help: ArgumentHelp(say("所属コード、または一意な所属名。なければ全組織。", "The unit's code, or its name where that is unique; else the whole organisation."), valueName: "code"))
  var unit: String?
  @Flag(help: ArgumentHelp(say("現在の組織で。", "On the organisation as it is now."))) var asNow = false
  @Option(help: ArgumentHelp(say("公表版の番号。", "A published edition."), valueName: "n")) var edition: Int?
  @Option(help: ArgumentHelp(say("読み手: leadership（経営層）か hr（人事）。", "leadership or hr."))) var reader: Reader = .leadership
  @Option(help: ArgumentHelp(say("text、json、csv。", "text, json or csv."))) var format: Format = .text
  @Option(help: ArgumentHelp(say("書き出すファイル。なければ標準出力。", "The file; else standard output."), valueName: "file")) var output: String?
  @OptionGroup var settings: Settings

  enum Reader: String, ExpressibleByArgument, CaseIterable { case leadership, hr }
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, xlsx, pdf }

  func run() async throws {
    let language = Speech.language
    guard edition == nil, !asNow else {
      throw Failure.usage(say("公表版（--edition）と現在の組織（--as-now）はまだありません。", "there are no editions (--edition) and no view as now (--as-now) yet"))
    }
    guard [.text, .json, .csv].contains(format) else {
      throw Failure.usage(say("形式は text、json、csv です。", "the formats are text, json and csv"))
    }
    try await Session.run(settings) { session in
      let report =
        switch reader {
        case .hr: try await MonthlyReport.live(month, unit: unit, in: session.database, as: session.viewer)
        case .leadership: try await MonthlyReport.published(month, unit: unit, in: session.database, as: session.viewer)
        }
      let bytes =
        switch format {
        case .json: Array(report.json.text.utf8)
        case .csv: try report.csv(language)
        default: Array(report.text(language).utf8)
        }
      if let output { try await Output.write(output) { try $0(bytes) } } else { try Output.answer(bytes) }
    }
  }
}
