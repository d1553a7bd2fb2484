import CXlsxWriter
import Glibc

/// How a sheet of a workbook is laid out for people.
public struct WorkbookLayout: Sendable {
  /// A column with the cells under its heading.
  public struct Column: Sendable {
    public enum Holds: Sendable {
      /// Kept as it is typed: what looks like a number or a date stays a text.
      case text
      case whole
      /// With up to so many decimals.
      case decimal
      /// Days as 2026-11-23, which the spreadsheet takes for days.
      case day
    }

    let name: String
    let holds: Holds
    /// For the reader only: grey, and kept from being typed over.
    let isShaded: Bool
    /// Words that its cells offer.
    let choices: [String]

    public init(_ name: String, _ holds: Holds, isShaded: Bool = false, choices: [String] = []) {
      self.name = name
      self.holds = holds
      self.isShaded = isShaded
      self.choices = choices
    }
  }

  let title: String
  let columns: [Column]
  /// So many columns from the left stay in sight.
  let frozenColumns: Int

  public init(title: String, columns: [Column], frozenColumns: Int = 0) {
    self.title = title
    self.columns = columns
    self.frozenColumns = frozenColumns
  }
}

/// Writes an Excel workbook with one sheet: headings, then rows, in constant memory.
///
/// Texts are written as texts, so that none of them can run as a formula.
public final class WorkbookWriter {
  /// What a workbook can't hold.
  public enum Failure: Error, Hashable {
    case notWritable(errno: Int32)
    /// More rows than a sheet has.
    case tooManyRows
    /// A text longer than a cell may have, in this line.
    case textTooLong(line: Int)
  }

  private static let greatestRow = 1 << 20
  private static let longestText = 32_767
  /// As many rows as are looked at for the width of columns.
  private static let measured = 1_000

  private let layout: WorkbookLayout
  private let path: String
  private let folder: UnsafeMutablePointer<CChar>?
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private let sheet: UnsafeMutablePointer<lxw_worksheet>
  private let formats: [UnsafeMutablePointer<lxw_format>?]
  private var widths: [Int]
  private var rows = 0
  private var isOpen = true

  public init(_ layout: WorkbookLayout) throws {
    self.layout = layout
    let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array("\(place)/tedori-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw Failure.notWritable(errno: errno) }
    close(descriptor)
    path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    folder = strdup(place)
    guard let workbook = tedori_workbook_begin(path, folder), let sheet = workbook_add_worksheet(workbook, WorkbookWriter.sheetName(layout.title)) else {
      unlink(path)
      throw Failure.notWritable(errno: EIO)
    }
    self.workbook = workbook
    self.sheet = sheet
    formats = layout.columns.map { WorkbookWriter.format($0, in: workbook) }
    widths = layout.columns.map { WorkbookWriter.width(of: $0.name) + 3 }
    try writeHeader()
  }

  deinit {
    if isOpen { workbook_close(workbook) }
    unlink(path)
    free(folder)
  }

  /// Writes a row.
  ///
  /// - Parameter choices: words that single cells offer, by column.
  public func write(_ row: [SheetCell], offering choices: [Int: [String]] = [:]) throws {
    rows += 1
    guard rows < WorkbookWriter.greatestRow else { throw Failure.tooManyRows }
    for (column, cell) in row.enumerated() where column < layout.columns.count { try write(cell, column: column) }
    for (column, words) in choices { offer(words, from: rows, to: rows, column: column) }
  }

  /// Ends the workbook and hands its bytes to the sink in pieces.
  public func finish(to sink: ([UInt8]) throws -> Void) throws {
    for (column, width) in widths.enumerated() {
      worksheet_set_column(sheet, lxw_col_t(column), lxw_col_t(column), Double(min(max(width, 8), 44)), formats[column])
      offer(layout.columns[column].choices, from: 1, to: max(rows, 1), column: column)
    }
    if layout.columns.contains(where: \.isShaded) {
      tedori_protect(sheet)
    } else if !layout.columns.isEmpty {
      worksheet_autofilter(sheet, 0, 0, lxw_row_t(rows), lxw_col_t(layout.columns.count - 1))
    }
    worksheet_freeze_panes(sheet, 1, lxw_col_t(layout.frozenColumns))
    isOpen = false
    guard workbook_close(workbook) == LXW_NO_ERROR else { throw Failure.notWritable(errno: errno) }
    var file: ByteSource
    do throws(SheetError) { file = .file(try OpenFile(path: path)) } catch { throw Failure.notWritable(errno: EIO) }
    var offset = 0
    var piece: [UInt8] = []
    repeat {
      try file.read(into: &piece, at: offset, capacity: 256 << 10)
      offset += piece.count
      if !piece.isEmpty { try sink(piece) }
    } while !piece.isEmpty
  }

  private func writeHeader() throws {
    let plain = workbook_add_format(workbook)
    let shaded = workbook_add_format(workbook)
    for format in [plain, shaded] {
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
    format_set_bg_color(plain, 0xE8_F1FE)
    format_set_bg_color(shaded, 0xCC_CCCC)
    for (column, heading) in layout.columns.enumerated() {
      worksheet_write_string(sheet, 0, lxw_col_t(column), EscapedCharacters.escaped(heading.name), heading.isShaded ? shaded : plain)
    }
  }

  private func write(_ cell: SheetCell, column: Int) throws {
    let (row, place, format) = (lxw_row_t(rows), lxw_col_t(column), formats[column])
    switch cell {
    case .empty: worksheet_write_blank(sheet, row, place, format)
    case .decimal(let number) where SheetCell.isNumber(number) && number.utf8.count <= 15:
      guard let value = Double(number) else { return }
      measure(number, column: column)
      worksheet_write_number(sheet, row, place, value, format)
    case .text(let text), .decimal(let text):
      measure(text, column: column)
      if layout.columns[column].holds == .day, var day = WorkbookWriter.day(text) {
        worksheet_write_datetime(sheet, row, place, &day, format)
        return
      }
      guard text.unicodeScalars.count <= WorkbookWriter.longestText else { throw Failure.textTooLong(line: rows + 1) }
      worksheet_write_string(sheet, row, place, EscapedCharacters.escaped(text), format)
    }
  }

  private func measure(_ text: String, column: Int) {
    guard rows <= WorkbookWriter.measured else { return }
    widths[column] = max(widths[column], WorkbookWriter.width(of: text) + 2)
  }

  private func offer(_ words: [String], from first: Int, to last: Int, column: Int) {
    // A list longer than this is refused by spreadsheets.
    guard !words.isEmpty, words.map(\.utf16.count).reduce(words.count - 1, +) <= 255 else { return }
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    tedori_offer(sheet, lxw_row_t(first), lxw_row_t(last), lxw_col_t(column), &pointers)
  }

  private static func format(_ column: WorkbookLayout.Column, in workbook: UnsafeMutablePointer<lxw_workbook>) -> UnsafeMutablePointer<lxw_format>? {
    let format = workbook_add_format(workbook)
    switch column.holds {
    case .text: format_set_num_format(format, "@")
    case .whole: format_set_num_format(format, "#,##0")
    case .decimal: format_set_num_format(format, "#,##0.##")
    case .day: format_set_num_format(format, "yyyy-mm-dd")
    }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if column.isShaded {
      format_set_bg_color(format, 0xF2_F2F2)
      format_set_font_color(format, 0x4D_4D4D)
    } else {
      format_set_unlocked(format)
    }
    return format
  }

  /// In half-width characters.
  private static func width(of text: String) -> Int {
    text.split(separator: "\n").map { $0.unicodeScalars.reduce(0) { $0 + ($1.value < 0x1100 ? 1 : 2) } }.max() ?? 0
  }

  /// A name as sheets may have it.
  private static func sheetName(_ title: String) -> String {
    let fit = title.map { "[]:*?/\\'".contains($0) ? "_" : $0 }
    return fit.isEmpty ? "Sheet" : String(String(fit).utf16.prefix(31)) ?? "Sheet"
  }

  /// The days that spreadsheets count rightly.
  private static func day(_ text: String) -> lxw_datetime? {
    let parts = text.split(separator: "-").compactMap { Int32($0) }
    guard text.utf8.count == 10, parts.count == 3, text >= "1900-03-01" else { return nil }
    return lxw_datetime(year: parts[0], month: parts[1], day: parts[2], hour: 0, min: 0, sec: 0)
  }
}
