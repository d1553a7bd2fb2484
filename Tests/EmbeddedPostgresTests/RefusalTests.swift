import Foundation
import Glibc
import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// What can't work, and how it is said.
  @Suite struct RefusalTests {
    @Test(arguments: ["", "\(DataPlace.place)/with\0nul", "/dev/null", "/dev/null/below", "\(DataPlace.place)/\(String(repeating: "x", count: 300))"])
    func `a path that can't be a directory`(path: String) async throws {
      let error = try #require(await #expect(throws: EmbeddedServerError.self) { _ = try await EmbeddedServer.start(in: path) })
      guard case .directoryInvalid = error else {
        Issue.record(error)
        return
      }
      #expect(await EmbeddedServer.inspect(in: path).state == .broken(error))
    }

    @Test func `a cluster of an old or a missing version`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        let installed = try await Surroundings().installations().map(\.major)
        for version in ["9.6", "14", "99"] {
          try scratch.overwrite("PG_VERSION", "\(version)\n")
          let expected = EmbeddedServerError.versionUnsupported(path: scratch.cluster.path, found: version, installed: installed)
          let refusal = try await scratch.refusal()
          #expect(refusal == expected)
          #expect(await scratch.inspect() == .broken(expected))
        }
      }
    }

    @Test func `a cluster with a part missing`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        for part in ["PG_VERSION", "global/pg_control", "base", "pg_wal", "postgresql.conf"] {
          let place = "\(scratch.cluster.path)/\(part)"
          try FileManager.default.moveItem(atPath: place, toPath: "\(scratch.folder)/part")
          let expected = EmbeddedServerError.clusterDamaged(path: scratch.cluster.path, reason: "\(part) is missing")
          let refusal = try await scratch.refusal()
          #expect(refusal == expected)
          #expect(await scratch.inspect() == .broken(expected))
          try FileManager.default.moveItem(atPath: "\(scratch.folder)/part", toPath: place)
        }
        try await scratch.start().leave()
      }
    }

    @Test func `a cluster that belongs to somebody else`() async throws {
      try await DataPlace.run { scratch in
        try FileManager.default.createDirectory(atPath: scratch.data, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: scratch.cluster.path, withDestinationPath: "/usr")
        let expected = EmbeddedServerError.wrongOwner(path: scratch.cluster.path, owner: "root", expected: try scratch.serverUser().name)
        let refusal = try await scratch.refusal()
        #expect(refusal == expected)
        #expect(await scratch.inspect() == .broken(expected))
      }
    }

    @Test func `no PostgreSQL on the machine`() async throws {
      try await DataPlace.run { scratch in
        let surroundings = Surroundings(programFolders: [scratch.folder])
        let expected = EmbeddedServerError.programMissing(name: "PostgreSQL 15 or newer", package: "postgresql")
        let refusal = try await scratch.refusal(surroundings)
        #expect(refusal == expected)
        #expect(await EmbeddedServer.inspect(in: scratch.data, surroundings: surroundings).state == .broken(expected))
      }
    }

    @Test(arguments: ["", "no spaces", "a;b", "x=y", "-c", "名前"])
    func `a setting with a name that can't be one`(name: String) async throws {
      try await DataPlace.run { scratch in
        let refusal = try await scratch.refusal(settings: [name: "1"])
        #expect(refusal == .settingInvalid(name: name))
      }
    }

    @Test func `a setting that PostgreSQL doesn't know ends in its own words, and with no server`() async throws {
      try await DataPlace.run { scratch in
        guard case .startFailed(let output, let log) = try await scratch.refusal(settings: ["unheard_of": "1"]) else {
          Issue.record("another error")
          return
        }
        #expect(output.contains("unheard_of"))
        #expect(log == "\(scratch.data)/postgres.log")
        #expect(await scratch.inspect() == .stopped)
      }
    }

    @Test func `a start or stop by another that takes too long`() async throws {
      try await DataPlace.run { scratch in
        let directory = try DataDirectory.prepare(scratch.data)
        let other = try directory.lock(directory.changeLock)
        #expect(try other.attempt(.exclusive))
        var surroundings = Surroundings()
        surroundings.patienceWithOthers = .zero
        let refusal = try await scratch.refusal(surroundings)
        #expect(refusal == .busy(path: directory.changeLock, seconds: 0))
        withExtendedLifetime(other) {}
      }
    }

    @Test func `a cluster in use where it can't be seen`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        let other = try scratch.cluster.lock()
        #expect(try other.attempt(.exclusive))
        var surroundings = Surroundings()
        surroundings.patienceWithLeftovers = .zero
        let refusal = try await scratch.refusal(surroundings)
        #expect(refusal == .usedElsewhere(path: scratch.cluster.path))
        #expect(await scratch.inspect() == .broken(.usedElsewhere(path: scratch.cluster.path)))
        withExtendedLifetime(other) {}
      }
    }
  }
}
