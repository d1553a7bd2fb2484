import EmbeddedPostgres
import Foundation
import Glibc
import Postgres
import Store
import TestSupport
import Testing

/// Whoever is killed in the middle of an import, all of the file is there or nothing, and importing it again finishes the work.
@Suite(.serialized, .timeLimit(.minutes(3))) struct KillTests {
  static let rows = 4_000
  static let file = "code,name\n" + (1...rows).map { "K\($0),道具\($0)\n" }.joined()

  @Test func aKilledProgramLeavesAllOrNothing() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      try await Scratch.with { folder async throws in
        let path = try folder.file(Self.file)
        let arguments = ["import", "tools", path, "--database-url", test.address]
        let clock = ContinuousClock()
        let begin = clock.now
        #expect(try await Program.tedori.run(arguments).status == 0)
        let whole = clock.now - begin
        var dice = Dice(seed: 71)
        var killed = 0
        for attempt in 1...20 {
          try await test.run("delete from tools")
          if try await Program.tedori.run(arguments, killedAfter: whole * (Double(dice.roll(5...100)) / 100)).status == nil { killed += 1 }
          // Its session may still be ending: the lock waits for it.
          try await test.run("lock table tools in access exclusive mode")
          let count = try await test.number("select count(*) from tools")
          #expect(count == 0 || count == Self.rows, "\(attempt): \(count)")
          #expect(try await test.number("select count(*) from audit_rows r left join changes c on c.id = r.change_id where c.id is null") == 0)
        }
        #expect(killed > 5)
        let again = try await Program.tedori.run(arguments)
        #expect(again.status == 0)
        #expect(try await test.number("select count(*) from tools") == Self.rows)
      }
    }
  }

  /// The whole server dies as in a crash of the machine, twenty times, at any point of an import, and recovers with all or nothing.
  @Test func aKilledServerLeavesAllOrNothing() async throws {
    try await Scratch.with { folder async throws in
      do { try await Self.killTwentyTimes(in: folder) } catch {
        // Nothing is left running.
        try Self.killServer(in: "\(folder.path)/data")
        throw error
      }
    }
  }

  private static func killTwentyTimes(in folder: Scratch) async throws {
    let path = try folder.file(Self.file)
    let data = "\(folder.path)/data"
    // Durable, as in earnest.
    var server = try await EmbeddedServer.start(in: data)
    let command = ["import", "tools", path, "--database-url"]
    #expect(try await Program.tedori.run(["migrate", "--database-url", server.address]).status == 0)
    let clock = ContinuousClock()
    let begin = clock.now
    #expect(try await Program.tedori.run(command + [server.address]).status == 0)
    let whole = clock.now - begin
    var dice = Dice(seed: 72)
    var interrupted = 0
    for attempt in 1...20 {
      try await Self.with(server) { try await $0.execute("delete from tools") }
      let arguments = command + [server.address]
      async let answer = Program.tedori.run(arguments)
      try await Task.sleep(for: whole * (Double(dice.roll(5...95)) / 100))
      try Self.killServer(in: data)
      if try await answer.status != 0 { interrupted += 1 }
      try await server.leave(keepRunning: true)
      server = try await EmbeddedServer.start(in: data)
      let count = try await Self.with(server) { try await $0.query("select count(*)::int as n from tools").first?.decode("n", as: Int.self) }
      #expect(count == 0 || count == Self.rows, "\(attempt): \(count ?? -1)")
    }
    #expect(interrupted > 5)
    #expect(try await Program.tedori.run(command + [server.address]).status == 0)
    let count = try await Self.with(server) { try await $0.query("select count(*)::int as n from tools").first?.decode("n", as: Int.self) }
    #expect(count == Self.rows)
    try await server.leave()
  }

  @discardableResult
  private static func with<Result: Sendable>(_ server: EmbeddedServer, _ body: @Sendable (ConnectionPool) async throws -> Result) async throws -> Result {
    let pool = try ConnectionPool(address: server.address)
    do {
      let result = try await body(pool)
      await pool.close()
      return result
    } catch {
      await pool.close()
      throw error
    }
  }

  /// Kills the postmaster and all its children, by what it says of itself.
  private static func killServer(in data: String) throws {
    let text = try String(contentsOfFile: "\(data)/postgres/postmaster.pid", encoding: .utf8)
    let postmaster = try #require(text.split(separator: "\n").first.flatMap { pid_t($0) })
    let children = try String(contentsOfFile: "/proc/\(postmaster)/task/\(postmaster)/children", encoding: .utf8).split(separator: " ").compactMap { pid_t($0) }
    for process in [postmaster] + children { kill(process, SIGKILL) }
  }
}
