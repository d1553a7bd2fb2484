/// One thing asked of a connection, from its place in the queue to its answer.
@Reactor final class Request {
  enum Kind {
    /// A statement of the extended protocol; several may be under way.
    case statement
    /// The transaction's pending `begin` alone, for what can't carry it along.
    case begin
    /// Tells the server to forget a prepared statement; nobody waits for it.
    case deallocate(name: String)
    /// Several statements as one text of the simple protocol.
    case script
    case copyIn
    case copyOut

    /// What can't share the connection with anything else, since pipeline mode excludes it.
    var isExclusive: Bool {
      switch self {
      case .statement, .begin, .deallocate: false
      case .script, .copyIn, .copyOut: true
      }
    }
  }

  /// One command of the extended protocol, in the order in which the server answers.
  enum Step {
    case begin
    case prepare(PreparedCache.Key, name: String)
    case execute
    case deallocate(name: String)
  }

  /// What the request is to its transaction.
  enum Role {
    case ordinary
    case commit
    /// A rollback or a reset: whatever is still running on the connection is of no more interest.
    case cleanUp
  }

  nonisolated let kind: Kind
  nonisolated let statement: Statement
  nonisolated let location: Location
  nonisolated let role: Role

  var steps = Queue<Step>()
  /// The first thing that went wrong; what follows it in the answer are its consequences.
  var failure: (any Error)?
  var table: Table?
  var isCancelled = false
  var wasSent = false
  /// Someone is already telling the server to stop it.
  var isPursued = false
  /// The server said with a warning that the standby doesn't have the commit.
  var saysNotDurable = false
  /// How often it has been sent again for a reason that isn't the caller's.
  var repeats = 0
  /// How many interruptions the connection had seen when this was sent.
  var interruptionsBefore = 0
  var preparedAs: PreparedCache.Key?
  var copy = CopyState()
  private var result: Result<Table?, any Error>?
  private var waiter: CheckedContinuation<Table?, any Error>?
  private var watchers: [CheckedContinuation<Void, Never>] = []

  nonisolated init(_ kind: Kind, _ statement: Statement, at location: Location, role: Role = .ordinary) {
    self.kind = kind
    self.statement = statement
    self.location = location
    self.role = role
  }

  var isFinished: Bool { result != nil }

  /// Waits for the answer; asked by one caller.
  func value() async throws -> Table? {
    try await withCheckedThrowingContinuation { continuation in
      // The reactor may have run other jobs on the way here, the one that finishes this among them.
      if let result { continuation.resume(with: result) } else { waiter = continuation }
    }
  }

  /// Waits until a COPY has moved on, or everything is over.
  func progress() async {
    await withCheckedContinuation { continuation in
      if isFinished { continuation.resume() } else { watchers.append(continuation) }
    }
  }

  func advance() {
    let woken = watchers
    watchers = []
    for watcher in woken { watcher.resume() }
  }

  func finish(_ result: Result<Table?, any Error>) {
    guard self.result == nil else { return }
    self.result = result
    waiter?.resume(with: result)
    waiter = nil
    advance()
  }

  /// Makes it fit to be sent again.
  func reset() {
    steps = Queue()
    failure = nil
    table = nil
    preparedAs = nil
    wasSent = false
    repeats += 1
  }
}

/// Where a COPY stands.
struct CopyState {
  enum Phase {
    case starting
    case flowing
    case ending
  }

  var phase = Phase.starting
  /// Out: someone waits for data. Without it nothing is read, and the server has to wait.
  var isWanted = false
  /// Out: what has been read and not fetched.
  var chunk: [UInt8] = []
  /// In: the server has answered with an error before the data's end.
  var isRefused = false
  /// In: something else has come from the server, so that what comes next needn't be the start of a message.
  var hasHeard = false
  /// In: a piece is on its way.
  var isPutting = false
  /// Out: set from any thread when the reader has left the loop early.
  let abandonment = Locked(false)

  var isAbandoned: Bool { abandonment.withLock { $0 } }
}
