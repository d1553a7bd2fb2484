import Domain
import Foundation
import Sheets
import Store

/// Turns rows of cells into lines for COPY, and faults of rows into problems.
struct RowReading: Sendable {
  let header: Header
  let kind: Kind
  let language: Language
  /// Whether 〓 can stand for what the file's encoding could not hold.
  private let isCP932: Bool
  private let cells: [(reading: CellReading, place: Int)]
  private let withdrawn = CellReading(column: .withdrawn)
  private let why = CellReading(column: .reason)

  init(header: Header, kind: Kind, staged: [Column], isCP932: Bool, language: Language) {
    self.header = header
    self.kind = kind
    self.language = language
    self.isCP932 = isCP932
    let names = Set(staged.map(\.english))
    self.cells = header.columns.filter { names.contains($0.column.english) }.map { (CellReading(column: $0.column), $0.place) }
  }

  /// Appends the row; a cell that can't be read is left empty and the row marked, so that the rest of it is still looked at.
  func append(_ row: SheetRow, to lines: inout [UInt8]) -> [Problem] {
    var problems = row.faults.map { $0.problem(column: $0.column < header.names.count ? header.names[$0.column] : "", in: language) }
    let faulty = Set(row.faults.map(\.column))
    for place in header.names.count..<max(header.names.count, row.count) where !row.isEmpty(place) {
      problems.append(
        Problem(
          line: row.line, column: String(place + 1), value: row.text(place),
          language.pair(("見出しのない列に値があります", "見出しを付けるか、消してください"), ("there is a value in a column without a heading", "give the column a heading or clear it"))))
    }
    for place in 0..<min(header.names.count, row.count) where header.names[place].isEmpty && !row.isEmpty(place) {
      problems.append(
        Problem(
          line: row.line, column: String(place + 1), value: row.text(place),
          language.pair(("見出しのない列に値があります", "見出しを付けるか、消してください"), ("there is a value in a column without a heading", "give the column a heading or clear it"))))
    }
    var fields: [UInt8] = []
    func read(_ reading: CellReading, at place: Int) {
      fields.append(0x09)
      guard !row.isEmpty(place), !faulty.contains(place) else { return reading.appendEmpty(to: &fields) }
      let start = fields.count
      if isCP932, row.bytes(place).contains(0xE3), row.text(place).contains("〓") {
        problems.append(
          Problem(
            line: row.line, column: header.names[place], value: row.text(place),
            language.pair(
              ("CP932 で表せない文字の代わりの 〓 が入っています", "UTF-8 で書き出したファイルを直して取り込んでください"),
              ("〓 stands for a character that CP932 can't hold", "mend and import a file exported as UTF-8"))))
        return reading.appendEmpty(to: &fields)
      }
      do throws(ValueFault) {
        try reading.append(row.bytes(place), to: &fields)
      } catch {
        fields.removeSubrange(start...)
        reading.appendEmpty(to: &fields)
        problems.append(Problem(line: row.line, column: header.names[place], value: row.text(place), error.sentence(for: reading.column, in: language)))
      }
    }
    var isWithdrawn = false
    if let place = header.withdrawn, !row.isEmpty(place) {
      var word: [UInt8] = []
      do throws(ValueFault) {
        try withdrawn.append(row.bytes(place), to: &word)
        isWithdrawn = word == [UInt8(ascii: "t")]
      } catch {
        problems.append(Problem(line: row.line, column: header.names[place], value: row.text(place), error.sentence(for: .withdrawn, in: language)))
      }
    }
    if let place = header.reason { read(why, at: place) } else { fields += [0x09, UInt8(ascii: "\\"), UInt8(ascii: "N")] }
    for cell in cells {
      let column = cell.reading.column
      let (start, found) = (fields.count + 1, problems.count)
      read(cell.reading, at: cell.place)
      // What reads as nothing is empty, also an apostrophe that keeps white space from running as a formula.
      if column.isRequired, column.isKey || !isWithdrawn, !faulty.contains(cell.place), problems.count == found,
        fields[start...].elementsEqual(CellReading.null)
      {
        problems.append(Problem(line: row.line, column: header.names[cell.place], language.pair(Rule.named("empty").explain([:]))))
      }
    }
    lines += String(row.line).utf8
    lines += [0x09, UInt8(ascii: problems.isEmpty ? "f" : "t"), 0x09, UInt8(ascii: isWithdrawn ? "t" : "f")]
    lines += fields
    lines.append(0x0A)
    return problems
  }

  /// The problem that a fault of a merged row is.
  func problem(_ fault: RowFault) throws -> Problem {
    let rule = Rule.named(fault.rule)
    var details = try Self.details(fault.detail)
    if let lines = details["lines"] {
      details["lines"] = lines.split(separator: ",").filter { $0 != String(fault.line) }.joined(separator: ",")
    }
    let english = fault.column ?? rule.column
    let column = english.flatMap { header.place(of: $0).map { header.names[$0] } ?? kind.column(named: $0)?.name(in: language) } ?? ""
    return Problem(line: fault.line, column: column, rule: fault.rule, language.pair(rule.explain(details)))
  }

  /// Whose time a fault tells of.
  func person(of fault: RowFault) throws -> Int? { try Self.details(fault.detail)["person"].flatMap { Int($0) } }

  /// The numbers and codes of a fault, as texts.
  private static func details(_ json: String?) throws -> [String: String] {
    guard let json, let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else { return [:] }
    return object.mapValues { value in
      if let list = value as? [Any] { return list.map { "\($0)" }.joined(separator: ",") }
      return "\(value)"
    }
  }
}

/// The problems found while a file is read, up to a bound that keeps memory small.
final class ProblemList: @unchecked Sendable {
  // Only the one task that reads the file adds to it.
  private(set) var problems: [Problem] = []
  private(set) var isCut = false
  /// Rows that a spreadsheet hides, which are read all the same.
  var hiddenRows = 0
  static let limit = Staging.listed

  func add(_ more: [Problem]) {
    guard problems.count < Self.limit else { return isCut = isCut || !more.isEmpty }
    problems += more
  }
}
