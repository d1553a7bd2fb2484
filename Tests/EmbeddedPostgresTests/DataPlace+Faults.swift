import Glibc
import Testing

@testable import EmbeddedPostgres

/// Ways to bring about what goes wrong.
extension DataPlace {
  /// The user as whom the server of a new data directory runs here.
  func serverUser() throws -> SystemUser {
    let caller = try SystemUser.current()
    return caller.id == 0 ? try #require(SystemUser(name: "postgres")) : caller
  }

  /// Makes a cluster whose server is stopped.
  func makeCluster() async throws {
    try await start().leave()
  }

  /// Starts a program as the server's user, and leaves it to the test to wait for it.
  func launch(_ program: String, _ arguments: [String], keeping kept: Descriptor? = nil) throws -> pid_t {
    let command = try Command(program: program, arguments: arguments).run(as: try serverUser())
    let nothing = try Descriptor(open: "/dev/null", O_RDWR)
    return try command.spawn(input: nothing, output: nothing, keeping: kept)
  }

  /// Ends the server at once, as the kernel does when memory runs out.
  func killPostmaster() async throws {
    let process = try postmaster().process
    try #require(kill(process, SIGKILL) == 0)
    try await wait { RunningProcess(id: process) == nil }
  }

  /// Puts a text in place of a file of the cluster, leaving its owner as it is.
  func overwrite(_ name: String, _ text: String) throws {
    let path = "\(cluster.path)/\(name)"
    try Descriptor(open: path, O_WRONLY | O_CREAT | O_TRUNC).write(text, path: path)
  }

  /// Takes all the room that is left on the disk of the data.
  func fill(with ballast: String) throws {
    var room = statvfs()
    try #require(statvfs(data, &room) == 0)
    let descriptor = try Descriptor(open: ballast, O_WRONLY | O_CREAT)
    try #require(posix_fallocate(descriptor.number, 0, off_t(room.f_bavail) * off_t(room.f_frsize)) == 0)
    try descriptor.sync(path: ballast)
  }

  /// The error with which a start fails.
  func refusal(settings: [String: String] = quick, _ surroundings: Surroundings = Surroundings()) async throws -> EmbeddedServerError {
    try #require(
      await #expect(throws: EmbeddedServerError.self) { try await start(settings: settings, surroundings).leave() },
      "the start should have failed")
  }
}
