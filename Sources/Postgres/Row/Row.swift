/// One row of a result. It keeps the whole result in memory, so decode what's needed and let it go.
public struct Row: Sendable {
  let table: Table
  let index: Int

  /// The columns' names in order.
  public var columns: [String] { (0..<table.columnCount).map { table.name(of: $0) } }

  /// The value of a named column. Throws `RowError` if the column isn't there, is null, or isn't such a value.
  public func decode<Value: ColumnValue>(_ column: String, as type: Value.Type = Value.self) throws -> Value {
    try decode(number(of: column, as: type), as: type)
  }

  /// The value of a named column, or nil where it's null.
  public func decode<Value: ColumnValue>(_ column: String, as type: Value?.Type = Value?.self) throws -> Value? {
    try decode(number(of: column, as: type), as: type)
  }

  /// The value of a column by its number, from 0.
  public func decode<Value: ColumnValue>(_ column: Int, as type: Value.Type = Value.self) throws -> Value {
    guard let value = try decode(column, as: Value?.self) else { throw error(.null, column, type) }
    return value
  }

  /// The value of a column by its number, from 0, or nil where it's null.
  public func decode<Value: ColumnValue>(_ column: Int, as type: Value?.Type = Value?.self) throws -> Value? {
    guard (0..<table.columnCount).contains(column) else {
      throw RowError(column: "\(column)", problem: .unknownColumn, type: "\(Value.self)", location: table.location)
    }
    guard let bytes = table.value(row: index, column: column) else { return nil }
    guard let value = Value(column: ColumnText(table: table, bytes: bytes)) else { throw error(.malformed, column, Value.self) }
    return value
  }

  private func number(of column: String, as type: Any.Type) throws -> Int {
    guard let number = table.column(named: column) else {
      throw RowError(column: column, problem: .unknownColumn, type: "\(type)", location: table.location)
    }
    return number
  }

  private func error(_ problem: RowError.Problem, _ column: Int, _ type: Any.Type) -> RowError {
    RowError(column: table.name(of: column), problem: problem, type: "\(type)", location: table.location)
  }
}
