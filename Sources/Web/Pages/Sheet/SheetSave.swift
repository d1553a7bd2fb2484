import Domain
import HTTPTypes
import Reports
import Store

/// Takes a filled-in sheet: all of it or none, unless the good rows were asked for; what was typed comes back wherever it isn't recorded.
enum SheetSave {
  static func save(_ call: Call<SheetFiller>) async throws -> Answer {
    guard let month = call.fields["month"].flatMap(Month.init) else {
      throw Fault.field("month", .unprocessableContent, "2026-10 のように入れてください", "give it like 2026-10")
    }
    guard let unit = call.fields["unit"], !unit.isEmpty else {
      throw Fault.field("unit", .unprocessableContent, "所属のコードを入れてください", "give the unit's code")
    }
    let rows = SheetForm(call.fields).rows.filter(\.isTouched)
    let reason = FormText(call.fields["reason"], longest: 4_000, visit: call.visit, empty: nil)
    let took = seconds(call)
    guard case .text(let why) = reason else {
      return try await shown(call, month, unit, rows, .unprocessableContent) { $0.reason = (call.fields["reason"] ?? "", reason.problem) }
    }
    if rows.isEmpty { return saved(0, took, month, unit) }
    var entry = SheetEntry(
      month: month, unit: unit, language: call.visit.language,
      rows: rows.map { SheetEntry.Row(adoption: $0.adoption, seen: $0.seen, typed: $0.typed, isWithdrawn: $0.isWithdrawn) })
    entry.keepsGood = call.fields["keep"] == "yes"
    entry.endsConfirmations = call.fields["agree"] == "yes"
    entry.reason = why
    switch try await entry.save(in: call.services.database, as: call.context.viewer) {
    case .written(let count, let problems) where problems.isEmpty:
      if let took, count > 0 {
        try await call.services.database.note(sheetSeconds: took, adoptions: count, of: month, unit: unit, as: call.context.viewer)
      }
      return saved(count, took, month, unit)
    case .written(let count, let problems):
      let faulty = Set(problems.map(\.adoption))
      return try await shown(call, month, unit, rows.filter { faulty.contains($0.adoption) }, .unprocessableContent) {
        $0.problems = problems
        $0.saved = count
      }
    case .refused(let problems): return try await shown(call, month, unit, rows, .unprocessableContent) { $0.problems = problems }
    case .changed(let adoptions): return try await shown(call, month, unit, rows, .conflict) { $0.changed = adoptions }
    case .endsConfirmations(let endings): return try await shown(call, month, unit, rows, .conflict) { $0.endings = endings }
    }
  }

  /// As a script says; whatever else stands there is no time.
  private static func seconds(_ call: Call<SheetFiller>) -> Int? { call.fields["took"].flatMap { Int($0) }.flatMap { (1...86_400).contains($0) ? $0 : nil } }

  private static func saved(_ count: Int, _ took: Int?, _ month: Month, _ unit: String) -> Answer {
    .seeOther("/sheet?month=\(month)&unit=\(Percent.encode(unit))&saved=\(count)" + (took.map { "&took=\($0)" } ?? ""))
  }

  /// The page once more, with what was typed.
  private static func shown(
    _ call: Call<SheetFiller>, _ month: Month, _ unit: String, _ rows: [SheetForm.Row], _ status: HTTPResponse.Status, _ change: (inout SheetPage) -> Void
  ) async throws -> Answer {
    let sheet = try await UnitSheet.load(month, unit: unit, language: call.visit.language, in: call.services.database, as: call.context.viewer)
    var page = SheetPage(visit: call.visit, sheet: sheet, form: Dictionary(rows.map { ($0.adoption, $0) }) { first, _ in first })
    page.reason.text = call.fields["reason"] ?? ""
    page.typedFor = seconds(call)
    change(&page)
    var answer = page.answer
    answer.status = status
    return answer
  }
}

/// The same sheet as a file, which the import takes back.
enum SheetFile {
  static func file(_ call: Call<SheetFiller>) async throws -> Answer {
    guard let month = call.arguments["month"].flatMap(Month.init), let unit = call.arguments["unit"] else {
      throw Fault.field("unit", "月と所属を指定してください", "give a month and a unit")
    }
    let format: FileFormat = call.arguments["format"] == "xlsx" ? .workbook : .csv(.utf8)
    let sheets = MonthlySheets(month: month, unit: unit, language: call.visit.language, format: format)
    guard let bytes = try await sheets.own(in: call.services.database, as: call.context.viewer) else { throw Fault.notFound }
    let file = try TemporaryFile()
    try file.append(bytes)
    // Codes of units may have any characters; a file's name in a header has not.
    let name = unit.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) } ? unit : "unit"
    return Answer(file: file, type: format.mediaType, name: "sheet_\(month)_\(name).\(format.ending)")
  }
}
