import Domain
import Postgres
import Store

/// How a sheet becomes records: each row that says its cases is a time record, and each of its categories with minutes a redirection.
struct SheetImport {
  let categories: [Category]
  let sheet: Staging

  init(categories: [Category], columns: [Column]) {
    self.categories = categories
    let ignored = Set(Kind.shaded.map(\.english))
    sheet = Staging(kind: .sheet(categories), columns: columns.filter { !ignored.contains($0.english) })
  }

  /// What is said of rows that report nothing.
  func note(in transaction: Transaction) async throws -> Sentence? {
    let (rows, recorded) = try await sheet.unreported(in: transaction)
    guard rows > 0 else { return nil }
    return Sentence(
      "件数も総削減時間も空欄の行が \(rows) 行あります（未報告）。" + (recorded > 0 ? "うち \(recorded) 行は、すでにある記録をそのまま残します。" : ""),
      "\(rows) rows say neither cases nor gross_minutes: not reported" + (recorded > 0 ? "; \(recorded) of them leave the record that is there as it is" : ""))
  }

  /// Takes the staged rows apart.
  ///
  /// A row without cases is not filled in: it reports nothing, and leaves what is recorded.
  func stagings(in transaction: Transaction) async throws -> [Staging] {
    let timeColumns = Kind.sheetTime.columns.filter { column in sheet.columns.contains { $0.english == column.english } }
    let time = Staging(kind: .sheetTime, columns: timeColumns)
    try await time.open(in: transaction)
    try await time.fill(from: sheet, in: transaction)
    let codes = Set(categories.map(\.code))
    let used = sheet.columns.filter { codes.contains($0.english) }
    try await sheet.refuseUnfilled(categories: used, in: transaction)
    let named = ["adoption_code", "month", "category", "minutes", "output", "confirmed_by_id", "confirmed_on"]
    let redirections = Staging(kind: .sheetRedirections, columns: Kind.sheetRedirections.columns.filter { named.contains($0.english) })
    try await redirections.openBeside(in: transaction)
    try await redirections.fillRedirections(
      from: sheet, categories: used, hasOutput: sheet.columns.contains { $0.english == "output" }, in: transaction)
    return [time, redirections]
  }
}
