public import Postgres
import Synchronization

/// Two transactions that meet: each is fine alone, together they break a rule.
public struct Race: Sendable {
  /// How far one transaction gets before the other goes on.
  public enum Order: CaseIterable, Sendable {
    /// Both have changed something, then both settle, then both commit.
    case stepByStep
    /// One has settled before the other begins.
    case settledFirst
  }

  public let first: String
  public let second: String

  public init(first: String, second: String) {
    self.first = first
    self.second = second
  }

  /// Runs both at once on connections of their own; answers why each was refused, nil where it was committed.
  public func run(_ order: Order, isolation: IsolationLevel = .readCommitted, on pool: ConnectionPool) async throws -> [String?] {
    let one = Runner(pool, "begin isolation level \(isolation.rawValue); " + first)
    let other = Runner(pool, "begin isolation level \(isolation.rawValue); " + second)
    let steps: [(Runner, String)] =
      switch order {
      case .stepByStep:
        [(one, one.opening), (other, other.opening), (one, Self.settle), (other, Self.settle), (one, "commit"), (other, "commit")]
      case .settledFirst:
        [(one, one.opening), (one, Self.settle), (other, other.opening), (other, Self.settle), (one, "commit"), (other, "commit")]
      }
    for (runner, step) in steps { try await runner.go(step) }
    return [try await one.end(), try await other.end()]
  }

  /// Runs a transaction of the program's own while this one stands; it is committed as soon as the other waits for it, or has ended.
  public static func during<Value: Sendable>(
    _ sql: String, on pool: ConnectionPool, _ other: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await pool.withSession { session in
      try await session.script("begin; " + sql)
      let backend = try await session.query("select pg_backend_pid() as id").first?.decode("id", as: Int.self) ?? 0
      let state = Ending()
      let work = Task {
        defer { state.end() }
        return try await other()
      }
      while !state.hasEnded {
        try await Task.sleep(for: .milliseconds(2))
        let waits = try await pool.query("select exists (select from pg_stat_activity a where \(backend) = any (pg_blocking_pids(a.pid))) as waits")
        if try waits.first?.decode("waits", as: Bool.self) == true { break }
      }
      try await session.script("commit")
      return try await work.value
    }
  }

  private static let settle = "set constraints all immediate"
}

/// Whether somebody has done what they were about.
private final class Ending: Sendable {
  private let state = Mutex(false)

  var hasEnded: Bool { state.withLock { $0 } }
  func end() { state.withLock { $0 = true } }
}

/// One side of a race: a connection that does its steps in order, each begun when the one before has ended.
private actor Runner {
  nonisolated let opening: String
  private let pool: ConnectionPool
  private var steps: AsyncStream<String>.Continuation?
  private var work: Task<String?, any Error>?
  private var backend: Int?
  private var asked = 0
  private var done = 0

  init(_ pool: ConnectionPool, _ opening: String) {
    self.pool = pool
    self.opening = opening
  }

  /// Begins a step and returns when it has ended, or waits for the other side's lock.
  func go(_ step: String) async throws {
    if work == nil { start() }
    asked += 1
    steps?.yield(step)
    while done < asked {
      try await Task.sleep(for: .milliseconds(2))
      guard done < asked, let backend else { continue }
      let waits = try await pool.query("select cardinality(pg_blocking_pids(\(backend))) > 0 as waits").first?.decode("waits", as: Bool.self)
      if waits == true { return }
    }
  }

  /// Waits for all steps; answers the refusal.
  func end() async throws -> String? {
    steps?.finish()
    return try await work?.value
  }

  private func start() {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    steps = continuation
    work = Task {
      try await pool.withSession { session in
        self.backend = try await session.query("select pg_backend_pid() as id").first?.decode("id", as: Int.self)
        var refusal: String?
        for await step in stream {
          if refusal == nil {
            do { try await session.script(step) } catch let error as ServerError {
              refusal = error.constraint ?? error.sqlState
              try await session.script("rollback")
            }
          }
          self.done += 1
        }
        return refusal
      }
    }
  }
}
