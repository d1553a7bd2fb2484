import ArgumentParser
import Domain
import Reports

/// `tedori report`: prints the month's account.
struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "report", abstract: "The month's account of a unit, or of the whole organisation.")

  @Argument(help: ArgumentHelp("Like 2026-10 or 令和8年10月.", valueName: "month")) var month: Month
  @Option(help: ArgumentHelp("The unit; else the whole organisation.", valueName: "code")) var unit: String?
  @Flag(help: "On the organisation as it is now.") var asNow = false
  @Option(help: ArgumentHelp("A published edition.", valueName: "n")) var edition: Int?
  @Option(help: "leadership or hr.") var reader: Reader = .leadership
  @Option(help: "text, json or csv.") var format: Format = .text
  @Option(help: ArgumentHelp("The file; else standard output.", valueName: "file")) var output: String?
  @OptionGroup var settings: Settings

  enum Reader: String, ExpressibleByArgument, CaseIterable { case leadership, hr }
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, csv, xlsx, pdf }

  func run() async throws {
    let language = try settings.resolve().language
    guard reader == .hr else {
      throw Failure.data(
        language.choose(
          "小規模な集団の秘匿がまだないため、人事（--reader hr）以外には答えられません。", "figures of small groups can't be withheld yet, so only HR is answered: --reader hr"))
    }
    guard edition == nil, !asNow else {
      throw Failure.usage(language.choose("公表版（--edition）と現在の組織（--as-now）はまだありません。", "there are no editions (--edition) and no view as now (--as-now) yet"))
    }
    guard [.text, .json, .csv].contains(format) else {
      throw Failure.usage(language.choose("形式は text、json、csv です。", "the formats are text, json and csv"))
    }
    try await Session.run(settings) { session in
      let report: MonthlyReport
      do {
        report = try await MonthlyReport.live(month, unit: unit, in: session.database, as: session.viewer)
      } catch let error as UnitNotInForce {
        throw Failure.data(language.choose("\(error.month) に所属 \(error.code) は存在しません。", "there is no unit \(error.code) in force in \(error.month)"))
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
