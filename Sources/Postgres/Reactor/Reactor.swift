/// The isolation of everything that touches libpq: one thread for the whole process, so that the compiler proves what locks would have to guard.
@globalActor actor Reactor {
  static let shared = Reactor()

  nonisolated let loop: EventLoop
  nonisolated let failure: SystemError?
  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  private init() {
    loop = EventLoop()
    failure = loop.start()
  }

  /// Runs a call-back of the loop or of libpq as isolated; stops the program when it isn't on the reactor's thread.
  ///
  /// The compiler knows such a function for `MainActor` only; this is the same: check, then forget the isolation in the type.
  nonisolated static func assumeIsolated<Result>(_ body: @Reactor () -> Result) -> Result {
    shared.loop.checkIsolated()
    return withoutActuallyEscaping(body) { unsafeBitCast($0, to: (() -> Result).self)() }
  }
}
