import Foundation
import Glibc
import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// Disks that are full, and directories that are closed.
  @Suite struct DiskTests {
    @Test func `too little room for a cluster is said before anything is made`() async throws {
      try await DataPlace.run { scratch in
        var surroundings = Surroundings()
        surroundings.roomForCluster = .max
        let refusal = try await scratch.refusal(surroundings)
        #expect(refusal == .diskFull(path: scratch.data))
        #expect(try FileEntry.names(in: scratch.data).allSatisfy { !$0.hasPrefix("postgres.new-") })
      }
    }

    /// Only root can mount a file system to fill; for another user the check above is all that can be brought about.
    @Test func `a disk that fills up while the cluster is made, and then while the server starts`() async throws {
      try await DataPlace.run { scratch in
        var surroundings = Surroundings()
        surroundings.roomForCluster = geteuid() == 0 ? 0 : .max
        try FileManager.default.createDirectory(atPath: scratch.data, withIntermediateDirectories: true)
        try #require(geteuid() != 0 || mount("tmpfs", scratch.data, "tmpfs", 0, "size=20m,mode=0700") == 0)
        defer { umount2(scratch.data, Int32(MNT_DETACH)) }
        let whileMade = try await scratch.refusal(surroundings)
        #expect(whileMade == .diskFull(path: scratch.data))
        #expect(await scratch.inspect() == .absent)
        guard geteuid() == 0 else { return }

        try #require(mount("tmpfs", scratch.data, "tmpfs", UInt(MS_REMOUNT), "size=200m") == 0)
        try await scratch.makeCluster()
        let ballast = "\(scratch.data)/ballast"
        try scratch.fill(with: ballast)
        let whileStarted = try await scratch.refusal(surroundings)
        #expect(whileStarted == .diskFull(path: scratch.data))
        try FileEntry.remove(ballast)
        try await scratch.start(surroundings).leave()
      }
    }

    @Test func `a user without a name is told so`() async throws {
      let unnamed: uid_t = 54_321
      try #require(SystemUser(id: unnamed) == nil)
      #expect(SystemUser.label(of: unnamed) == "number 54321")
      try await DataPlace.run { scratch in
        guard geteuid() == 0 else { return }
        try FileManager.default.createDirectory(atPath: scratch.data, withIntermediateDirectories: true)
        try #require(chown(scratch.data, unnamed, unnamed) == 0)
        let refusal = try await scratch.refusal()
        #expect(refusal == .userUnknown(id: unnamed))
        #expect(await scratch.inspect() == .broken(refusal))
      }
    }

    @Test func `an ordinary user has a server of the own, and is told what belongs to others`() async throws {
      try await DataPlace.run { scratch in
        try #require(chmod(scratch.folder, 0o755) == 0)
        let closed = "\(scratch.folder)/closed"
        try FileManager.default.createDirectory(atPath: closed, withIntermediateDirectories: true)
        try #require(chmod(closed, 0) == 0)
        try FileManager.default.createDirectory(atPath: scratch.data, withIntermediateDirectories: true)
        if geteuid() == 0 {
          let nobody = try #require(SystemUser(name: "nobody"))
          try #require(chown(scratch.data, nobody.id, nobody.group) == 0)
        }
        await #expect(processExitsWith: .success) { [scratch = scratch as DataPlace] in
          try becomeOrdinary()
          let user = try SystemUser.current().name
          let server = try await scratch.start()
          #expect(server.startedHere)
          #expect(try await Question.ask("select current_user", of: server.address) == "tedori")
          try await server.leave()
          #expect(await scratch.inspect() == .stopped)
          let below = "\(scratch.folder)/closed/data"
          let expected = EmbeddedServerError.notPermitted(path: below, user: user)
          await #expect(throws: expected) { _ = try await EmbeddedServer.start(in: below) }
          #expect(await EmbeddedServer.inspect(in: below).state == .broken(expected))
          let atRoot = EmbeddedServerError.notPermitted(path: "/tedori", user: user)
          await #expect(throws: atRoot) { _ = try await EmbeddedServer.start(in: "/tedori/data") }
        }
        // As root the same data are used as the user to whom they belong.
        let server = try await scratch.start()
        #expect(try await Question.ask("select current_user", of: server.address) == "tedori")
        try await server.leave()
        #expect(try FileEntry.names(in: scratch.data).allSatisfy { try FileEntry(at: "\(scratch.data)/\($0)")?.owner == FileEntry(at: scratch.data)?.owner })
        try #require(chmod(closed, 0o700) == 0)
      }
    }
  }
}

/// Lets root's test process go on as a user without privileges or a home.
private func becomeOrdinary() throws {
  guard geteuid() == 0 else { return }
  let nobody = try #require(SystemUser(name: "nobody"))
  try #require(setgroups(0, nil) == 0 && setgid(nobody.group) == 0 && setuid(nobody.id) == 0)
}
