/// One value on its way to the server, in the form in which it travels.
public enum Parameter: Sendable, Hashable {
  /// SQL's null.
  case null
  /// The value's text as PostgreSQL reads it; the server derives the type from the statement.
  case text(String)
  /// The value's binary form, with the object identifier of its type (17 is bytea).
  case binary([UInt8], type: UInt32)
}
