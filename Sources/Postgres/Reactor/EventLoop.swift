internal import CLibPQ
import Glibc

/// What a file descriptor's owner is told by the loop.
@Reactor protocol ReadinessHandler: AnyObject {
  func ready(_ events: Readiness)
}

/// What a file descriptor can do, or is waited for to do.
struct Readiness: OptionSet, Sendable {
  let rawValue: UInt32
  static let readable = Readiness(rawValue: EPOLLIN.rawValue)
  static let writable = Readiness(rawValue: EPOLLOUT.rawValue)
  /// The peer is gone; epoll tells it unasked.
  static let gone = Readiness(rawValue: EPOLLHUP.rawValue | EPOLLERR.rawValue)
}

/// One thread that waits for sockets and runs the jobs of `Reactor`.
///
/// All of libpq's state lives on this thread, so it needs no locks; the only shared thing is the inbox of jobs. A job never blocks: whatever can
/// (connecting, cancelling) goes to a `BlockingThread`.
final class EventLoop: SerialExecutor, @unchecked Sendable {
  private struct Inbox {
    var jobs: [LoopJob] = []
    var isAsleep = false
  }

  /// Why the loop doesn't run, if the machine refused a descriptor or the thread. A pool asks before it relies on the loop.
  let failure: SystemError?
  let tasks = LoopTaskExecutor()
  private let inbox = Locked(Inbox())
  private let poll: Int32
  private let bell: Int32
  private var identity = pthread_key_t()
  /// Touched on the loop's thread alone.
  private var handlers: [Int32: any ReadinessHandler] = [:]

  init() {
    poll = epoll_create1(Int32(EPOLL_CLOEXEC))
    let pollError = errno
    bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    let bellError = errno
    guard poll >= 0 else {
      failure = SystemError(call: "epoll_create1", code: pollError)
      return
    }
    // Edge-triggered: each ring wakes the loop once, and nothing has to be read back.
    var event = epoll_event(events: EPOLLIN.rawValue | EPOLLET.rawValue, data: epoll_data_t(fd: bell))
    guard bell >= 0, epoll_ctl(poll, EPOLL_CTL_ADD, bell, &event) == 0 else {
      failure = SystemError(call: "eventfd", code: bell < 0 ? bellError : errno)
      return
    }
    let keyStatus = pthread_key_create(&identity, nil)
    guard keyStatus == 0 else {
      failure = SystemError(call: "pthread_key_create", code: keyStatus)
      return
    }
    failure = nil
  }

  /// Starts the thread; it lives as long as the process. Answers why it couldn't.
  func start() -> SystemError? {
    if let failure { return failure }
    return BlockingThread.start(stackSize: 1 << 20) { self.run() }
  }

  func enqueue(_ job: consuming ExecutorJob) { enqueue(.isolated(UnownedJob(job))) }

  func enqueue(_ job: LoopJob) {
    let mustRing = inbox.withLock { inbox in
      inbox.jobs.append(job)
      defer { inbox.isAsleep = false }
      return inbox.isAsleep
    }
    if mustRing { eventfd_write(bell, 1) }
  }

  private static let roundsOfJobs = 8
  /// How long the loop looks out after the last event before it goes to sleep: to be woken takes about as long.
  private static let patience = Duration.microseconds(50)

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

  func checkIsolated() { precondition(isCurrentThread, "this belongs to the reactor's thread") }

  private var isCurrentThread: Bool { pthread_getspecific(identity) != nil }

  /// Watches a descriptor, changes what it's watched for, or (with nothing) stops watching. On the loop's thread alone.
  func watch(_ descriptor: Int32, for interest: Readiness, handler: any ReadinessHandler) throws(SystemError) {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(fd: descriptor))
    let isKnown = handlers[descriptor] != nil
    if interest.isEmpty {
      guard isKnown else { return }
      handlers[descriptor] = nil
      epoll_ctl(poll, EPOLL_CTL_DEL, descriptor, &event)
    } else {
      guard epoll_ctl(poll, isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event) == 0 else { throw SystemError(call: "epoll_ctl", code: errno) }
      if !isKnown { handlers[descriptor] = handler }
    }
  }

  private func run() {
    pthread_setspecific(identity, Unmanaged.passUnretained(self).toOpaque())
    let serial = asUnownedSerialExecutor()
    let task = tasks.asUnownedTaskExecutor()
    let capacity: Int32 = 64
    // The reactor's call-backs run on this very thread.
    nonisolated(unsafe) let events = UnsafeMutablePointer<epoll_event>.allocate(capacity: Int(capacity))
    var jobs: [LoopJob] = []
    var lastActivity = ContinuousClock.now
    while true {
      // A job mostly calls for another one at once, and each look at the sockets costs a system call.
      for _ in 0..<Self.roundsOfJobs {
        inbox.withLock { swap(&jobs, &$0.jobs) }
        if jobs.isEmpty { break }
        for job in jobs {
          switch job {
          case .isolated(let job): job.runSynchronously(on: serial)
          case .free(let job): job.runSynchronously(on: task)
          }
        }
        jobs.removeAll(keepingCapacity: jobs.capacity <= 4096)
        lastActivity = .now
      }
      let isPatient = lastActivity.duration(to: .now) < Self.patience
      let mayWait = inbox.withLock { inbox in
        inbox.isAsleep = inbox.jobs.isEmpty && !isPatient
        return inbox.isAsleep
      }
      let count = epoll_wait(poll, events, capacity, mayWait ? -1 : 0)
      if mayWait { inbox.withLock { $0.isAsleep = false } }
      guard count > 0 else { continue }
      lastActivity = .now
      Reactor.assumeIsolated {
        for index in 0..<Int(count) {
          // A handler may have gone because of an earlier event of the same batch.
          handlers[events[index].data.fd]?.ready(Readiness(rawValue: events[index].events))
        }
      }
    }
  }
}
