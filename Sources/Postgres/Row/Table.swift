internal import CLibPQ
import Glibc

/// A statement's result as libpq holds it; freed with the last row that looks into it. Read-only, so any thread may.
final class Table: @unchecked Sendable {
  let location: Location
  let rowCount: Int
  let columnCount: Int
  private let result: OpaquePointer

  /// Takes over the result.
  init(_ result: OpaquePointer, location: Location) {
    self.result = result
    self.location = location
    rowCount = Int(PQntuples(result))
    columnCount = Int(PQnfields(result))
  }

  deinit { PQclear(result) }

  var rows: [Row] { (0..<rowCount).map { Row(table: self, index: $0) } }

  /// Rows inserted, updated, deleted, copied or selected; 0 for what has no number.
  var affectedRows: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }

  /// The command as the server names it, for example `ROLLBACK` for a commit of a failed transaction.
  var command: String { String(cString: PQcmdStatus(result)) }

  func name(of column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "" }

  /// The first column of that name.
  func column(named name: String) -> Int? {
    name.withCString { name in
      (0..<columnCount).first { column in
        guard let candidate = PQfname(result, Int32(column)) else { return false }
        return strcmp(candidate, name) == 0
      }
    }
  }

  /// The value's text, or nil for null. The memory lives as long as the table.
  func value(row: Int, column: Int) -> UnsafeRawBufferPointer? {
    guard PQgetisnull(result, Int32(row), Int32(column)) == 0 else { return nil }
    return UnsafeRawBufferPointer(start: PQgetvalue(result, Int32(row), Int32(column)), count: Int(PQgetlength(result, Int32(row), Int32(column))))
  }
}
