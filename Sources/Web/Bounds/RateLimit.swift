import HTTPTypes
import Synchronization

/// How many requests each of many callers may make: so many a second for long, and twice as many at once.
///
/// A caller has a bucket that fills by the rate; each request takes one out (token bucket).
final class RateLimit: Sendable {
  private struct Bucket {
    var left: Double
    var at: ContinuousClock.Instant
  }

  private let buckets = Mutex<[String: Bucket]>([:])
  private let perSecond: Double

  /// So many callers are kept in mind; full buckets are forgotten first.
  private static let kept = 50_000

  init(perSecond: Int) { self.perSecond = Double(perSecond) }

  /// - Throws: `Fault` where the caller has to wait.
  func take(for caller: String, at now: ContinuousClock.Instant = .now) throws {
    let wait: Double? = buckets.withLock { buckets in
      var bucket = buckets[caller] ?? Bucket(left: perSecond * 2, at: now)
      bucket.left = min(perSecond * 2, bucket.left + perSecond * (bucket.at.duration(to: now) / .seconds(1)))
      bucket.at = now
      let isFull = bucket.left < 1
      if !isFull { bucket.left -= 1 }
      if buckets.count >= Self.kept, buckets[caller] == nil { forget(&buckets, at: now) }
      buckets[caller] = bucket
      return isFull ? (1 - bucket.left) / perSecond : nil
    }
    guard let wait else { return }
    throw Fault(
      .tooManyRequests, "要求が多すぎます。しばらくお待ちください", "too many requests: wait a moment", headers: [.retryAfter: "\(max(1, Int(wait.rounded(.up))))"])
  }

  private func forget(_ buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
    buckets = buckets.filter { $0.value.left + perSecond * ($0.value.at.duration(to: now) / .seconds(1)) < perSecond * 2 }
    // Somebody with so many addresses at once doesn't get more memory.
    if buckets.count >= Self.kept { buckets.removeAll() }
  }
}
