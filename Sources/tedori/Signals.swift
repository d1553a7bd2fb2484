import Dispatch
import Glibc

/// The wish that the program end, from the terminal or from whoever started it.
enum Signals {
  /// Takes SIGINT and SIGTERM from now on.
  static func stop() -> Stop {
    let stop = Stop()
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number)
      source.setEventHandler { stop.set() }
      source.resume()
      stop.keep(source)
    }
    return stop
  }
}

/// Set once; whoever waits is woken.
final class Stop: @unchecked Sendable {
  // Everything is read and written under the lock.
  private let lock = DispatchSemaphore(value: 1)
  private var isOver = false
  private var sources: [any DispatchSourceSignal] = []
  private var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
  private var next = 0

  var isSet: Bool { guarded { isOver } }

  func keep(_ source: any DispatchSourceSignal) { guarded { sources.append(source) } }

  func set() {
    let woken = guarded {
      isOver = true
      defer { waiting = [:] }
      return Array(waiting.values)
    }
    for continuation in woken { continuation.resume() }
  }

  /// Waits until it is set.
  @Sendable func wait() async {
    while !isSet { await wait(seconds: 3_600) }
  }

  /// Waits that long, or until it is set.
  func wait(seconds: Int) async {
    await withCheckedContinuation { continuation in
      let place: Int? = guarded {
        if isOver { return nil }
        next += 1
        waiting[next] = continuation
        return next
      }
      guard let place else { return continuation.resume() }
      DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(seconds)) {
        self.guarded { self.waiting.removeValue(forKey: place) }?.resume()
      }
    }
  }

  private func guarded<Result>(_ body: () -> Result) -> Result {
    lock.wait()
    defer { lock.signal() }
    return body()
  }
}
