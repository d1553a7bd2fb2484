import Foundation
import HTTPTypes
import Postgres
import Synchronization

/// Counts of what was answered, in Prometheus' text format: by route as it is declared, method and status.
final class Metrics: Sendable {
  private struct Key: Hashable {
    let route: String
    let method: String
    let status: Int
  }

  private struct Durations {
    var buckets = [Int](repeating: 0, count: Metrics.bounds.count)
    var count = 0
    var seconds = 0.0
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var durations: [String: Durations] = [:]
  }

  /// Upper bounds in seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

  private let state = Mutex(State())

  func count(route: String, method: String, status: Int, duration: Duration) {
    let seconds = duration / .seconds(1)
    state.withLock { state in
      state.requests[Key(route: route, method: Self.methods.contains(method) ? method : "other", status: status), default: 0] += 1
      var durations = state.durations[route] ?? Durations()
      durations.count += 1
      durations.seconds += seconds
      for (place, bound) in Self.bounds.enumerated() where seconds <= bound { durations.buckets[place] += 1 }
      state.durations[route] = durations
    }
  }

  func text(pool: PoolUsage) -> String {
    let state = state.withLock { $0 }
    var lines = ["# HELP http_requests_total Requests answered.", "# TYPE http_requests_total counter"]
    for (key, count) in state.requests.sorted(by: { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) }) {
      lines.append("http_requests_total{route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\"} \(count)")
    }
    lines += ["# HELP http_request_duration_seconds Time until the answer was made.", "# TYPE http_request_duration_seconds histogram"]
    for (route, durations) in state.durations.sorted(by: { $0.key < $1.key }) {
      for (bound, count) in zip(Self.bounds, durations.buckets) {
        lines.append("http_request_duration_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)")
      }
      lines.append("http_request_duration_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(durations.count)")
      lines.append("http_request_duration_seconds_sum{route=\"\(route)\"} \(durations.seconds)")
      lines.append("http_request_duration_seconds_count{route=\"\(route)\"} \(durations.count)")
    }
    lines += ["# HELP database_connections Connections of the pool.", "# TYPE database_connections gauge"]
    for (use, count) in [("leased", pool.leased), ("idle", pool.idle), ("shared", pool.shared)] {
      lines.append("database_connections{use=\"\(use)\"} \(count)")
    }
    lines += ["# HELP database_waiting Requests that wait for a connection.", "# TYPE database_waiting gauge", "database_waiting \(pool.waiting)"]
    if let memory = Self.residentBytes() {
      lines += ["# HELP process_resident_memory_bytes Memory in use.", "# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes \(memory)"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// As the kernel counts it: the second number is of pages.
  private static func residentBytes() -> Int? {
    guard let contents = FileManager.default.contents(atPath: "/proc/self/statm") else { return nil }
    let numbers = String(decoding: contents, as: UTF8.self).split(separator: " ")
    return numbers.count > 1 ? Int(numbers[1]).map { $0 * sysconf(Int32(_SC_PAGESIZE)) } : nil
  }
}
