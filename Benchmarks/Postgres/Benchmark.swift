import Glibc
import Postgres

/// Prints how many prepared `SELECT 1` a second this library does, against pgbench with as many clients, on the server whose address is the first
/// argument (libpq's default without one). The two take turns, so that both meet the same machine; of the rounds the median counts.
@main struct Benchmark {
  static func main() async throws {
    let address = CommandLine.arguments.dropFirst().first ?? "dbname=postgres"
    let rounds = 5
    print("tasks  shared  leased  shared (own thread)  leased (own thread)  pgbench/s")
    for tasks in [1, 8, 32] {
      let loads = [nil, ConnectionPool.executor].map { Load(address: address, tasks: tasks, executor: $0) }
      var rates: [[Double]] = [[], [], [], []]
      var pgbench: [Double] = []
      for _ in 0..<rounds {
        pgbench.append(try PgBench(address: address, clients: tasks).run())
        for (index, load) in loads.enumerated() {
          rates[index * 2].append(try await load.runShared())
          rates[index * 2 + 1].append(try await load.runLeased())
        }
      }
      let ratios = rates.map { "\(($0.median / pgbench.median * 100).rounded() / 100)" }
      print("\(tasks)  \(ratios.joined(separator: "  "))  \(Int(pgbench.median))")
    }
  }
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
