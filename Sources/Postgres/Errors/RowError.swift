/// A column that can't be read as asked. It names the column, never the value.
public struct RowError: Error, Sendable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    /// The result has no column of this name or number.
    case unknownColumn
    /// The value is null, and the type asked for isn't optional.
    case null
    /// The text isn't a value of the type asked for.
    case malformed
  }

  /// The column's name, or its number when it was asked for by number and isn't there.
  public let column: String
  public let problem: Problem
  /// The Swift type asked for.
  public let type: String
  /// The statement that gave the row.
  public let location: Location

  public var description: String {
    switch problem {
    case .unknownColumn: "\(location): the result has no column \(column)"
    case .null: "\(location): column \(column) is null, not \(type)"
    case .malformed: "\(location): column \(column) isn't \(type)"
    }
  }
}
