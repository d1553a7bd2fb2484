/// A value as the server sent it: text in UTF-8.
public struct ColumnText: Sendable {
  let table: Table
  nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

  /// The text; nil if it isn't UTF-8, as a database without an encoding may send.
  public var string: String? { String(validating: bytes, as: UTF8.self) }

  /// The text's bytes, without a copy, for the time of the call.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(table) { try body(bytes) }
  }
}
