public import Domain
import Sheets

/// A file of persons who move on one day: numbers, units and, where they change, grades. What is in the cells is for the moves' import to judge.
public enum TransferFile {
  static let kind = Kind(
    "transfers", "異動",
    [.key("staff_no", "職員番号", .reference(.staff)), .key("unit_code", "所属コード", .reference(.units)), Column("grade", "職層", .reference(.grades))])

  /// The moves of its rows, as many as are wanted, or what is wrong with the file as a whole.
  public static func moves(path: String, most: Int, language: Language) -> Result<[TransferEntry.Move], TransferFileProblems> {
    switch Import(kind: kind, path: path, language: language).open() {
    case .failure(let bad): return .failure(TransferFileProblems(problems: bad.problems))
    case .success(let opened):
      var table = opened.table
      func text(_ column: String, of row: SheetRow) -> String { opened.header.place(of: column).map { row.text($0) } ?? "" }
      var moves: [TransferEntry.Move] = []
      do throws(SheetError) {
        while moves.count < most, let row = try table.next() {
          moves.append(TransferEntry.Move(number: text("staff_no", of: row), unit: text("unit_code", of: row), grade: text("grade", of: row)))
        }
        return .success(moves)
      } catch {
        return .failure(TransferFileProblems(problems: [error.problem(in: language)]))
      }
    }
  }
}

/// A file that can't be read as one of moves.
public struct TransferFileProblems: Error {
  public let problems: [Problem]
}
