/// A connection outside of any transaction that a task has for itself, inside `ConnectionPool.withSession`.
///
/// Each statement commits by itself. What it sets (`set`, advisory locks, temporary tables, `listen`) holds to the end of the closure and no longer.
public struct Session: LeasedConnection {
  public let lease: Lease
}
