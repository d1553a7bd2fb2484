/// How much a transaction sees of others (PostgreSQL manual, 13.2).
public enum IsolationLevel: String, Sendable, Hashable {
  /// Each statement sees what was committed before it began.
  case readCommitted = "read committed"
  /// The whole transaction sees one moment.
  case repeatableRead = "repeatable read"
  /// As if transactions ran one after the other.
  case serializable = "serializable"
}
