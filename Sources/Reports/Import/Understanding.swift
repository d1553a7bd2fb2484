public import Domain
import Foundation
import Sheets
public import Store

/// How a file is read: for people to see before they trust the counts.
public struct Understanding: Codable, Sendable, Equatable {
  public struct Column: Codable, Sendable, Equatable {
    /// As the file names it.
    public let heading: String
    /// The kind's column, by its English name; nil: it is ignored.
    public let name: String?
  }

  public struct Row: Codable, Sendable, Equatable {
    public let line: Int
    public let cells: [String]
  }

  /// Of a text; nil: a workbook.
  public let encoding: String?
  /// Of a workbook with several.
  public let sheet: String?
  public let headerLine: Int
  public let columns: [Column]
  /// The first ones.
  public let rows: [Row]

  /// As the database keeps it, without the NUL characters that it can't.
  public var json: String {
    get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self).replacing("\\u0000", with: "\u{FFFD}") }
  }

  public init(json: String) throws { self = try JSONDecoder().decode(Understanding.self, from: Data(json.utf8)) }

  init(encoding: String?, sheet: String?, headerLine: Int, columns: [Column], rows: [Row]) {
    self.encoding = encoding
    self.sheet = sheet
    self.headerLine = headerLine
    self.columns = columns
    self.rows = rows
  }
}

extension Import {
  /// How the file is read, with its first rows; nil where its header can't be.
  public func understanding(rows limit: Int) throws -> Understanding? {
    guard case .success(let opened) = open() else { return nil }
    var table = opened.table
    let header = opened.header
    let shown = header.names.indices.filter { !header.names[$0].isEmpty }
    let names = Dictionary(uniqueKeysWithValues: header.columns.map { ($0.place, $0.column.english) } + header.beside.map { ($0.place, $0.name) })
    var rows: [Understanding.Row] = []
    do {
      while rows.count < limit, let row = try table.next() {
        rows.append(.init(line: row.line, cells: shown.map { String(FormulaGuard.unguarded(row.text($0)).prefix(200)) }))
      }
    } catch {
      // It can be read up to here; what is wrong there is one of its problems.
    }
    let encoding = table.reader.encoding.map { $0 == .utf8 ? FileEncoding.utf8.rawValue : FileEncoding.cp932.rawValue }
    return Understanding(
      encoding: encoding, sheet: opened.sheet, headerLine: table.headerLine, columns: shown.map { .init(heading: header.names[$0], name: names[$0]) },
      rows: rows)
  }
}

/// Which kind of file somebody has, told by its headings.
public enum FileGuess: Sendable {
  case kind(String)
  /// Its headings are of no kind, or of several.
  case unknown
  /// It can't be read at all.
  case unreadable(Problem)

  /// Looks at the first rows of a file's sheets.
  public init(path: String, language: Language) {
    do throws(SheetError) { self = try FileGuess.look(at: SheetFile(path: path)) } catch { self = .unreadable(error.problem(in: language)) }
  }

  private static func look(at file: SheetFile) throws(SheetError) -> FileGuess {
    var readers: [SheetFileReader] = []
    if let sheets = file.sheets {
      for sheet in (sheets.filter { !$0.isHidden } + sheets.filter(\.isHidden)).prefix(10) { readers.append(try file.reader(of: sheet)) }
    } else {
      readers.append(try file.reader())
    }
    for var reader in readers {
      var rows = 0
      while rows < 20, let row = try reader.next() {
        if row.isBlank { continue }
        rows += 1
        if let name = KindGuess(names: (0..<row.count).map { HeaderName.folded(row.text($0)) }).nearest { return .kind(name) }
      }
    }
    return .unknown
  }
}

extension KindGuess {
  /// The one kind that has the most of these headings; nil where two have as many, or where it has hardly any.
  var nearest: String? {
    let filled = names.filter { !$0.isEmpty && !Header.isRemark($0) }
    guard filled.count >= 2 else { return nil }
    let sheet = Kind.sheet([])
    // A sheet has columns for categories too, which are in the database and not known here.
    if sheet.columns.filter(\.isKey).allSatisfy({ key in filled.contains(where: key.isNamed) }),
      filled.count(where: { name in Kind.shaded.contains { $0.isNamed(name) } }) >= 3
    {
      return sheet.name
    }
    let scores = Kind.all.map { kind in
      let known = filled.count { Header.isKnown($0, kind: kind) }
      let keys = kind.columns.filter(\.isKey)
      // Headings of keys tell kinds apart; the titles and dates that many have in common don't.
      return (name: kind.name, known: known, score: known * 4 + keys.count { key in filled.contains(where: key.isNamed) } * 3 - keys.count * 2)
    }
    guard let best = scores.map(\.score).max() else { return nil }
    let nearest = scores.filter { $0.score == best }
    guard nearest.count == 1, nearest[0].known >= 2, nearest[0].known * 2 >= filled.count else { return nil }
    return nearest[0].name
  }
}

extension Problem {
  /// A problem as it was kept, for a reader of a language.
  public init(_ kept: UploadProblem, in language: Language) {
    self.init(line: kept.line, column: kept.column, value: kept.value, rule: kept.rule, language.pair((kept.wrong, kept.right)))
  }
}
