/// Where in the Swift sources a statement stands; errors carry it in place of the statement's values.
public struct Location: Sendable, Hashable, CustomStringConvertible {
  /// `Module/File.swift`
  public let file: String
  /// Counted from 1.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public var description: String { "\(file):\(line)" }
}
