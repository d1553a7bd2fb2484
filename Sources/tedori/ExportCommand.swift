public import ArgumentParser
import Domain
public import Reports

/// `tedori export`: writes a kind of record as CSV that imports again.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: say("一種類の記録を、そのまま取り込み直せる CSV か Excel ブックに書き出します。", "Write a kind of record as CSV or as an Excel workbook that imports again."))

  @Argument(help: ArgumentHelp(say("書き出す種類: \(Kind.list)。", "What to write: \(Kind.list)."), valueName: "kind")) var kind: String
  @Option(help: ArgumentHelp(say("utf-8（BOM 付き）か cp932。", "utf-8 (with BOM) or cp932."))) var encoding: FileEncoding = .utf8
  @Option(help: ArgumentHelp(say("csv か xlsx（Excel ブック）。", "csv or xlsx (an Excel workbook)."))) var format: ExportFormat = .csv
  @Option(
    help: ArgumentHelp(
      say("見出しの言語: ja か en。どちらも取り込み直せます。", "The headings' language: ja or en; either imports again."), valueName: "language")) var headings: Language = .english
  @Option(help: ArgumentHelp(say("書き出すファイル。なければ標準出力。", "The file; else standard output."), valueName: "file")) var output: String?
  @OptionGroup var settings: Settings

  func validate() throws {
    if format == .xlsx, encoding == .cp932 { throw ValidationError(say("xlsx に文字コードはありません", "a workbook has no encoding")) }
  }

  func run() async throws {
    guard let kind = Kind.named(kind) else {
      throw Failure.usage(say("\(kind) という種類はありません。種類は \(Kind.list) です", "\(kind) isn't a kind of file; the kinds are \(Kind.list)"))
    }
    try await Session.run(settings) { session in
      let export = Export(kind: kind, format: format.format(encoding), language: Speech.language, headings: headings)
      let lost: [String]
      if let output {
        lost = try await Output.write(output) { sink in try await export.run(in: session.database, as: session.viewer, to: sink) }
      } else {
        lost = try await export.run(in: session.database, as: session.viewer) { try Output.answer($0) }
      }
      for line in lost { Output.error(line) }
    }
  }
}

extension Kind {
  /// Every kind of its own table, by both names.
  static let list = all.map { "\($0.name) \($0.japanese)" }.joined(separator: ", ")
}

extension FileEncoding: ExpressibleByArgument {}

/// Which kind of file a command writes.
enum ExportFormat: String, ExpressibleByArgument, CaseIterable {
  case csv, xlsx

  func format(_ encoding: FileEncoding) -> FileFormat { self == .xlsx ? .workbook : .csv(encoding) }
}
