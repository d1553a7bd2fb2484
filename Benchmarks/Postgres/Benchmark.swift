import Glibc
import Postgres

/// Prints how many prepared `SELECT 1` a second this library does, against pgbench with as many clients, on the server whose address is the first
/// argument (libpq's default without one). The two take turns, so that both meet the same machine; of the rounds the median counts.
@main struct Benchmark {
  static func main() async throws {
    let address = CommandLine.arguments.dropFirst().first ?? "dbname=postgres"
    let rounds = 7
    print("tasks  shared/s  leased/s  pgbench/s  ratio shared  ratio leased")
    for tasks in [1, 8, 32] {
      var shared: [Double] = []
      var leased: [Double] = []
      var pgbench: [Double] = []
      for _ in 0..<rounds {
        pgbench.append(try PgBench(address: address, clients: tasks).run())
        shared.append(try await Load(address: address, tasks: tasks).runShared())
        leased.append(try await Load(address: address, tasks: tasks).runLeased())
      }
      let reference = pgbench.median
      let ratios = [shared.median / reference, leased.median / reference].map { "\(($0 * 100).rounded() / 100)" }
      print("\(tasks)  \(Int(shared.median))  \(Int(leased.median))  \(Int(reference))  \(ratios.joined(separator: "  "))")
    }
  }
}

extension [Double] {
  var median: Double { sorted()[count / 2] }
}
