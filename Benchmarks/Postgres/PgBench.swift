import Glibc

/// PostgreSQL's own load generator, with the same statement, prepared.
struct PgBench {
  struct Failure: Error {
    let output: String
  }

  let address: String
  let clients: Int

  let threads: Int

  /// Transactions a second.
  func run() throws -> Double {
    let quoted = "'" + address.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    // The one beside the server, rather than a wrapper that first looks for clusters.
    let program = #""$(pg_config --bindir)/pgbench""#
    // Swift's threads block all signals and what they start inherits that; pgbench stops at one.
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard let pipe = popen("echo 'select 1;' | \(program) -n -M prepared -c \(clients) -j \(threads) -T 1 -f - \(quoted) 2>&1", "r") else {
      throw Failure(output: "can't run pgbench")
    }
    var output = ""
    var line = [CChar](repeating: 0, count: 4096)
    while fgets(&line, Int32(line.count), pipe) != nil {
      output += String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    pclose(pipe)
    for line in output.split(separator: "\n") where line.hasPrefix("tps = ") {
      if let rate = line.split(separator: " ").dropFirst(2).first.flatMap({ Double($0) }) { return rate }
    }
    throw Failure(output: output)
  }
}
