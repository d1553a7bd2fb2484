import Foundation
import Glibc
import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// Programs and servers that were killed, and what they left.
  @Suite struct CrashTests {
    @Test func `a server whose program was killed is joined, and stopped by the last who leaves`() async throws {
      try await DataPlace.run { scratch in
        await #expect(processExitsWith: .signal(SIGKILL)) { [data = scratch.data as String] in
          _ = try await EmbeddedServer.start(in: data, settings: DataPlace.quick)
          kill(getpid(), SIGKILL)
        }
        #expect(await scratch.inspect() == .running(process: try scratch.postmaster().process))
        let server = try await scratch.start()
        #expect(!server.startedHere)
        #expect(try await Question.ask("select 1", of: server.address) == "1")
        try await server.leave()
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a program killed while it makes the cluster leaves nothing that disturbs the next`() async throws {
      try await DataPlace.run { scratch in
        await #expect(processExitsWith: .signal(SIGKILL)) { [data = scratch.data as String] in
          Task {
            while try !FileEntry.names(in: data).contains(where: { $0.hasPrefix("postgres.new-") }) { try await Task.sleep(for: .milliseconds(1)) }
            try await Task.sleep(for: .milliseconds(100))
            kill(getpid(), SIGKILL)
          }
          _ = try await EmbeddedServer.start(in: data, settings: DataPlace.quick)
        }
        let server = try await scratch.start()
        #expect(server.startedHere)
        #expect(try FileEntry.names(in: scratch.data).allSatisfy { !$0.hasPrefix("postgres.new-") })
        try await server.leave()
      }
    }

    @Test func `a half-made cluster of an earlier crash is swept away`() async throws {
      try await DataPlace.run { scratch in
        let half = "\(scratch.data)/postgres.new-abcdef/base/1"
        try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(half)/link", withDestinationPath: scratch.folder)
        try await scratch.makeCluster()
        #expect(try FileEntry.names(in: scratch.data).allSatisfy { !$0.hasPrefix("postgres.new-") })
      }
    }

    @Test func `a killed server starts again with all that was committed, also beside a user who still holds it`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start(settings: [:])
        _ = try await Question.ask("create table kept as select 42 as number", of: first.address)
        try await scratch.killPostmaster()
        let second = try await scratch.start(settings: [:])
        #expect(second.startedHere)
        #expect(try await Question.ask("select number from kept", of: second.address) == "42")
        try await second.leave()
        #expect(await scratch.inspect() == .running(process: try scratch.postmaster().process))
        try await first.leave()
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a process id that now is another program's doesn't block the start`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        let other = try scratch.launch("/bin/sleep", ["600"])
        defer {
          kill(other, SIGKILL)
          Command.reap(other)
        }
        try scratch.overwrite("postmaster.pid", "\(other)\n/nowhere\n1\n5432\n\(Cluster.inherited)\n\n1 1\nready   \n")
        try scratch.overwrite(".s.PGSQL.5432.lock", "\(other)\n")
        #expect(await scratch.inspect() == .stopped)
        let server = try await scratch.start()
        #expect(server.startedHere)
        try await server.leave()
      }
    }

    @Test func `the process id of a zombie doesn't block the start`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        let zombie = try scratch.launch("/bin/true", [])
        defer { Command.reap(zombie) }
        try await scratch.wait { RunningProcess(id: zombie) == nil }
        #expect(kill(zombie, 0) == 0)
        try scratch.overwrite("postmaster.pid", "\(zombie)\n/nowhere\n1\n5432\n\(Cluster.inherited)\n\n1 1\nready   \n")
        let server = try await scratch.start()
        #expect(server.startedHere)
        try await server.leave()
      }
    }

    @Test func `a process file cut by a crash doesn't block the start`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        for text in ["", "\n", "garbage\n", "-1\n", "99999999999999999999\n"] {
          try scratch.overwrite("postmaster.pid", text)
          let server = try await scratch.start()
          #expect(server.startedHere)
          try await server.leave()
        }
      }
    }

    @Test func `a busy process that outlives its killed server is asked to end before the next start`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        let directory = try #require(try scratch.cluster.filledDirectory())
        let loop = try await Question.command("/* endless */ do $$ begin loop perform 1; end loop; end $$", first.address)
        async let asked = loop.run()
        try await scratch.wait {
          try RunningProcess.all(of: directory).contains { try FileEntry.text(at: "/proc/\($0.id)/cmdline")?.contains("tedori tedori [local] DO") == true }
        }
        try await scratch.killPostmaster()
        var surroundings = Surroundings()
        surroundings.patienceWithLeftovers = .milliseconds(500)
        #expect(await scratch.inspect() != .stopped)
        let second = try await scratch.start(surroundings)
        #expect(second.startedHere)
        #expect(try await asked.status != 0)
        #expect(
          try await Question.ask("select count(*) from pg_stat_activity where query like '%endless%' and pid <> pg_backend_pid()", of: second.address) == "0")
        try await second.leave()
        try await first.leave()
        #expect(await scratch.inspect() == .stopped)
      }
    }
  }
}
