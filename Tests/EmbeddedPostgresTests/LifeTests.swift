import Glibc
import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// A server's ordinary life: it is made, used by several, and stopped by the last of them.
  @Suite struct LifeTests {
    @Test func `a first start makes a durable Japanese UTF-8 database that the caller owns`() async throws {
      try await DataPlace.run { scratch in
        #expect(await scratch.inspect() == .absent)
        let server = try await scratch.start(settings: [:])
        #expect(server.startedHere)
        let facts = """
          select current_user, current_database(), pg_encoding_to_char(encoding), datlocprovider, daticulocale, current_setting('fsync'),
            current_setting('data_checksums'), current_setting('is_superuser') from pg_database where datname = current_database()
          """
        #expect(try await Question.ask(facts, of: server.address) == "tedori|tedori|UTF8|i|ja|on|on|off")
        #expect(await scratch.inspect() == .running(process: try scratch.postmaster().process))
        try await server.leave()
        #expect(await scratch.inspect() == .stopped)
        #expect(try scratch.cluster.postmaster() == nil)
      }
    }

    @Test func `what was written is there after a stop and a start`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        _ = try await Question.ask("create table kept as select 42 as number", of: first.address)
        try await first.leave()
        let second = try await scratch.start()
        #expect(second.startedHere)
        #expect(try await Question.ask("select number from kept", of: second.address) == "42")
        try await second.leave()
      }
    }

    @Test func `the last to leave stops the server, however often the others say that they leave`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        let second = try await scratch.start()
        #expect(!second.startedHere)
        #expect(second.address == first.address)
        try await first.leave()
        try await first.leave()
        #expect(try await Question.ask("select 1", of: second.address) == "1")
        try await second.leave()
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `of many starts at once one starts and the others join`() async throws {
      try await DataPlace.run { scratch in
        let servers = try await withThrowingTaskGroup { group in
          for _ in 0..<6 { group.addTask { try await scratch.start() } }
          return try await group.reduce(into: [EmbeddedServer]()) { $0.append($1) }
        }
        #expect(servers.count { $0.startedHere } == 1)
        try await withThrowingTaskGroup { group in
          for server in servers { group.addTask { try await server.leave() } }
          try await group.waitForAll()
        }
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a server can be kept running, and is stopped by the next who leaves`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        try await first.leave(keepRunning: true)
        let second = try await scratch.start()
        #expect(!second.startedHere)
        try await second.leave()
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a cancelled task leaves in order, and a cancelled start leaves no server`() async throws {
      try await DataPlace.run { scratch in
        let server = try await scratch.start()
        let leaving = Task {
          while !Task.isCancelled { await Task.yield() }
          try await server.leave()
        }
        leaving.cancel()
        try await leaving.value
        #expect(await scratch.inspect() == .stopped)

        let starting = Task {
          while !Task.isCancelled { await Task.yield() }
          try await scratch.start().leave()
        }
        starting.cancel()
        await #expect(throws: CancellationError.self) { try await starting.value }
        try await scratch.wait { try scratch.cluster.lock().attempt(.exclusive) }
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a database that was dropped is made again`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        let superuser = SocketFolder(Cluster.inherited, of: scratch.cluster).address(user: Access.superuser, database: "postgres")
        _ = try await Question.ask("drop database tedori", of: superuser)
        let second = try await scratch.start()
        #expect(try await Question.ask("select current_database()", of: second.address) == "tedori")
        try await first.leave()
        try await second.leave()
      }
    }
  }
}
