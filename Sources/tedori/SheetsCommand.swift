import ArgumentParser
import Domain
import Foundation
import Reports

/// `tedori sheets`: writes prefilled monthly sheets.
struct SheetsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sheets", abstract: say("課ごとに、前月の値を入れた月次票を書き出します。", "Write prefilled monthly sheets, one a section, that import again."),
    discussion: say(
      "担当者は件数と、振向け先ごとの時間（分）を入れます。tedori import sheets FILE で取り込みます。FILE は返送された月次票のフォルダーでもかまいません。",
      "The clerk fills in cases, and then the minutes that went to each category; `tedori import sheets FILE` takes the sheet back, or a folder of them."))

  @Argument(help: ArgumentHelp(say("2026-10 のように。", "Like 2026-10."), valueName: "month")) var month: Month
  @Option(help: ArgumentHelp(say("この所属（コード、または一意な所属名）とその下だけ。", "Only this unit, by its code or its unique name, and what is under it."), valueName: "code"))
  var unit: String?
  @Option(help: ArgumentHelp(say("書き出すフォルダー。", "The folder for them."), valueName: "folder")) var output: String = "."
  @Option(help: ArgumentHelp(say("csv か xlsx（Excel ブック）。", "csv or xlsx (an Excel workbook)."))) var format: ExportFormat = .csv
  @OptionGroup var settings: Settings

  func run() async throws {
    try await Session.run(settings) { session in
      let folder = output
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Failure(status: 73, say("フォルダー \(folder) を作れません。", "the folder \(folder) can't be made"))
      }
      let format = format.format(.utf8)
      let sheets = try await MonthlySheets(month: month, unit: unit, language: Speech.language, format: format).run(in: session.database, as: session.viewer) {
        code, name, file in
        // Names of units are for people; a slash or a leading dot in one must not lead elsewhere.
        let safe = "\(month)_\(code)_\(name)".map { "/\\:*?\"<>|\0\n".contains($0) ? "_" : $0 }
        let path = URL(fileURLWithPath: folder).appending(path: "\(String(safe)).\(format.ending)")
        do {
          try Data(file).write(to: path, options: .atomic)
        } catch {
          throw Failure(status: 73, say("\(path.path) に書けません。", "\(path.path) can't be written"))
        }
      }
      guard sheets > 0 else {
        throw Failure.data(say("\(month) に実施中の導入がありません。", "no adoption is in force in \(month)\(unit.map { " at \($0)" } ?? "")"))
      }
      Output.error(say("\(sheets) 枚の月次票を \(folder) に書きました。", "wrote \(sheets) sheets to \(folder)"))
    }
  }
}
