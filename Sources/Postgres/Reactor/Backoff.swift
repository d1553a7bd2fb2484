/// Growing pauses between tries, each drawn at random so that those who failed together don't come back together.
struct Backoff: Sendable {
  private var ceiling: Duration
  private let limit: Duration

  init(from first: Duration, upTo limit: Duration) {
    ceiling = first
    self.limit = limit
  }

  /// Half to all of a bound that doubles each time.
  mutating func next() -> Duration {
    let pause = ceiling * Double.random(in: 0.5...1)
    ceiling = min(ceiling * 2, limit)
    return pause
  }
}
