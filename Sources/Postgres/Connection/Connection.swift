internal import CLibPQ

/// What a connection tells the one that keeps it.
@Reactor protocol ConnectionOwner: AnyObject {
  /// It has less to do than before.
  func connectionAdvanced(_ connection: Connection)
  /// It's gone; these were never sent.
  func connectionClosed(_ connection: Connection, unsent: [Request], loss: ConnectionLost)
  func connection(_ connection: Connection, received notification: Notification)
}

/// One connection to the server: requests in order, answers in order, never waiting.
///
/// In pipeline mode, with a synchronisation point after each request, so that many tasks can share it and one's error isn't another's.
@Reactor final class Connection: ReadinessHandler {
  /// How the connection is used, which decides what may be sent again.
  enum Use {
    /// By many tasks, one autocommitted statement each.
    case shared
    /// By one task for a while.
    case leased
  }

  let handle: OpaquePointer
  let use: Use
  let policy: MessagePolicy
  let onNotice: @Sendable (Notice) -> Void
  weak var owner: (any ConnectionOwner)?
  private(set) var isOpen = true
  var prepared: PreparedCache
  var waiting = Queue<Request>()
  var inFlight = Queue<Request>()
  /// The `begin` of a transaction that hasn't sent anything yet; travels with its first statement.
  var pendingBegin: String?
  var isPipelined = false
  var isUnflushed = false
  /// A cancellation is on its way to the server; what we sent now, it might hit.
  var isInterrupting = false
  var interruptions = 0
  /// Places given to tasks that are about to submit.
  var promised = 0
  /// When the statement that runs now began, as far as we can see.
  var lastProgress = ContinuousClock.now
  /// When a statement was answered last; nil before the first.
  var lastAnswer: ContinuousClock.Instant?
  let descriptor: Int32
  private var interest: Readiness = []

  init(_ opened: OpenedHandle, use: Use, settings: PoolSettings, onNotice: @escaping @Sendable (Notice) -> Void) {
    handle = opened.pointer
    descriptor = PQsocket(opened.pointer)
    self.use = use
    policy = MessagePolicy(openClasses: settings.openMessages)
    prepared = PreparedCache(limit: settings.preparedStatements)
    self.onNotice = onNotice
    PQsetNoticeReceiver(
      handle,
      { argument, result in
        guard let argument, let result else { return }
        let connection = Unmanaged<Connection>.fromOpaque(argument).takeUnretainedValue()
        // libpq speaks while it reads, and only the reactor reads.
        nonisolated(unsafe) let report = result
        Reactor.assumeIsolated { connection.heard(report) }
      }, Unmanaged.passUnretained(self).toOpaque())
    if PQsetnonblocking(handle, 1) == 0 {
      updateInterest()
    } else {
      closeAfterFault(in: "PQsetnonblocking")
    }
  }

  /// Statements under way on a shared connection, at most: enough that neither side ever waits for the other.
  static let depth = 16

  /// Requests sent, waiting or promised.
  var load: Int { waiting.count + inFlight.count + promised }
  /// What runs now has been running for so long that nothing should be put behind it.
  var isStalled: Bool { !inFlight.isEmpty && lastProgress.duration(to: .now) > .milliseconds(20) }
  /// It answers one short statement after the other: what joins them costs the server no waking and hardly waits. That a statement was sent a moment ago
  /// says nothing of how long it will run.
  var isFlowing: Bool {
    guard !inFlight.isEmpty, load < Self.depth / 2, let lastAnswer else { return false }
    return lastAnswer.duration(to: .now) < .milliseconds(1)
  }
  var hasRoom: Bool { load == 0 || load < Self.depth && !isStalled }
  var isIdle: Bool { waiting.isEmpty && inFlight.isEmpty && !isInterrupting }
  /// Outside of any transaction. Only meaningful while idle: libpq knows it from the last answer.
  var isBetweenTransactions: Bool { PQtransactionStatus(handle) == PQTRANS_IDLE }

  func submit(_ request: Request) {
    guard isOpen else { return request.finish(.failure(lost("the connection is closed", sqlState: nil, for: request))) }
    waiting.append(request)
    pump()
  }

  func ready(_ events: Readiness) {
    // Also when it may only write again: what libpq read while it couldn't, no event tells of.
    noticeRefusedCopy()
    let isAlive = PQconsumeInput(handle) == 1
    receive()
    guard isOpen else { return }
    if !isAlive { return close(because: "the server closed the connection") }
    receiveNotifications()
    if isUnflushed { flush() }
    pump()
    updateInterest()
  }

  /// Ends the connection and tells everyone who waits for it. `isStopping` also ends what the server is doing for it, which it would go on with.
  func close(because reason: String, isStopping: Bool = false) {
    guard isOpen else { return }
    if isStopping, !inFlight.isEmpty { stopFromAfar() }
    isOpen = false
    updateInterest()
    PQfinish(handle)
    let unsent = waiting.drain().filter { !$0.isFinished }
    for request in inFlight.drain() {
      let sqlState = (request.failure as? ServerError)?.sqlState
      // A wrong use that forced us to close tells more than the closing.
      let misuse = request.failure as? StatementError
      request.finish(.failure(misuse ?? lost(reason, sqlState: sqlState, for: request)))
    }
    owner?.connectionClosed(self, unsent: unsent, loss: ConnectionLost(stage: .connecting, sqlState: nil, message: reason, location: nil))
  }

  /// The libpq call that just failed: the connection is either gone or of no more use.
  func closeAfterFault(in call: String) { close(because: "\(call) failed") }

  func updateInterest() {
    var wanted: Readiness = []
    if isOpen {
      if !isPaused { wanted.insert(.readable) }
      if isUnflushed { wanted.insert(.writable) }
    }
    guard wanted != interest else { return }
    interest = wanted
    do {
      try Reactor.shared.loop.watch(descriptor, for: wanted, handler: self)
    } catch {
      close(because: error.description)
    }
  }

  private func lost(_ reason: String, sqlState: String?, for request: Request) -> any Error {
    if request.saysNotDurable { return NotDurable(location: request.location) }
    return ConnectionLost(stage: request.role == .commit ? .committing : .running, sqlState: sqlState, message: reason, location: request.location)
  }

  private func heard(_ report: OpaquePointer) {
    let notice = policy.notice(from: report)
    if notice.saysNotDurable { inFlight.first?.saysNotDurable = true }
    onNotice(notice)
  }

  private func receiveNotifications() {
    while let notification = PQnotifies(handle) {
      let value = Notification(
        channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra),
        processID: notification.pointee.be_pid)
      PQfreemem(notification)
      owner?.connection(self, received: value)
    }
  }
}
