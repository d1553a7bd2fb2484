internal import CLibPQ
import Glibc

/// Threads for the few calls of libpq that block: connecting (with the name look-up in it) and cancelling.
///
/// There are never more than two for each connection of a pool, and each ends by itself.
enum BlockingThread {
  /// Runs `work` on a thread of its own while the caller's task is suspended.
  static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let failure = start(stackSize: 1 << 20) { continuation.resume(returning: work()) }
      if let failure { continuation.resume(throwing: failure) }
    }
  }

  /// Starts a detached thread, with all signals left to the others; answers why it couldn't.
  static func start(stackSize: Int, _ work: @escaping @Sendable () -> Void) -> SystemError? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    pthread_attr_setstacksize(&attributes, stackSize)
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let box = Unmanaged.passRetained(Work(work))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      return SystemError(call: "pthread_create", code: status)
    }
    return nil
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
