import Glibc
import Postgres

/// Prints how many prepared `SELECT 1` a second this library does, as a ratio to pgbench with as many clients, on the server whose address is the first
/// argument (libpq's default without one).
///
/// pgbench has one thread, as the reactor; what a second one gives it stands beside. They take turns, so that both meet the same machine, and of the
/// rounds the median counts.
@main struct Benchmark {
  static func main() async throws {
    let address = CommandLine.arguments.dropFirst().first ?? "dbname=postgres"
    let rounds = 5
    print("tasks  shared  leased  shared (reactor's thread)  leased (reactor's thread)  pgbench/s  with two threads")
    for tasks in [1, 8, 32] {
      let loads = [nil, ConnectionPool.executor].map { Load(address: address, tasks: tasks, executor: $0) }
      var rates: [[Double]] = [[], [], [], []]
      var pgbench: [Double] = []
      var pgbenchTwice: [Double] = []
      for _ in 0..<rounds {
        pgbench.append(try PgBench(address: address, clients: tasks, threads: 1).run())
        pgbenchTwice.append(tasks > 1 ? try PgBench(address: address, clients: tasks, threads: 2).run() : pgbench[pgbench.count - 1])
        for (index, load) in loads.enumerated() {
          rates[index * 2].append(try await load.runShared())
          rates[index * 2 + 1].append(try await load.runLeased())
        }
      }
      let ratios = rates.map { "\(($0.median / pgbench.median * 100).rounded() / 100)" }
      print("\(tasks)  \(ratios.joined(separator: "  "))  \(Int(pgbench.median))  x \((pgbenchTwice.median / pgbench.median * 100).rounded() / 100)")
    }
  }
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
