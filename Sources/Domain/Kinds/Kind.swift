/// A kind of file that people give us and get from us: what one row of it is and which columns it has.
///
/// The kinds are the contract at the edges; imports, exports and the printed list of columns are all drawn from them.
public struct Kind: Sendable {
  /// The name on the command line: `use-cases`.
  public let name: String
  /// The name people use: 利活用事例.
  public let japanese: String
  /// Its columns, in the order in which an export writes them; `withdrawn` and `reason` are understood beside them.
  public let columns: [Column]

  public init(_ name: String, _ japanese: String, _ columns: [Column]) {
    self.name = name
    self.japanese = japanese
    self.columns = columns
  }

  /// The kind with either of its names.
  public static func named(_ name: String) -> Kind? { all.first { $0.name == name || $0.japanese == name } }

  /// The column with either of its names.
  public func column(named name: String) -> Column? { columns.first { $0.english == name || $0.japanese == name } }
}
