import Foundation
import Glibc
import Testing

@testable import EmbeddedPostgres

/// A place for one test's data directory; nothing of it, and no server in it, is left behind.
struct DataPlace: Sendable, Codable {
  /// Closed to all but this user, as a home is: the server's user can't walk to what is in it.
  let folder: String
  var data: String { "\(folder)/data" }
  var cluster: Cluster { Cluster(path: "\(data)/postgres") }

  /// Safety on disk isn't what most tests are about, and takes most of their time.
  static let quick = ["fsync": "off"]

  /// Where a client can name the socket in a cluster's own directory, even if the folder for temporary files has a long name.
  static let place = Surroundings().socketFolders.first { SocketFolder.canBeNamed("\($0)/tedori test-123456/data/postgres") } ?? P_tmpdir

  static func run(_ body: (DataPlace) async throws -> Void) async throws {
    let scratch = DataPlace(folder: try FileEntry.makeDirectory(in: place, prefix: "tedori test-"))
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(scratch))
    } catch {
      result = .failure(error)
    }
    try await scratch.clear()
    try result.get()
  }

  func start(settings: [String: String] = quick, _ surroundings: Surroundings = Surroundings()) async throws -> EmbeddedServer {
    try await EmbeddedServer.start(in: data, settings: settings, surroundings: surroundings)
  }

  func inspect() async -> Inspection.State { await EmbeddedServer.inspect(in: data).state }

  /// The server's process; a test that asks for it has started one.
  func postmaster() throws -> Postmaster { try #require(try cluster.postmaster()) }

  /// Waits until something has come true; it is the test run's own limit that ends the wait for what doesn't.
  func wait(until condition: () throws -> Bool) async throws {
    while try !condition() { try await Task.sleep(for: .milliseconds(10)) }
  }

  /// Ends what a failed test left running.
  private func clear() async throws {
    if let entry = try FileEntry(at: cluster.path) {
      let left = try RunningProcess.all(of: entry)
      left.forEach { kill($0.id, SIGKILL) }
      try await wait { left.allSatisfy { RunningProcess(id: $0.id)?.belongs(to: entry) != true } }
    }
    try FileManager.default.removeItem(atPath: folder)
  }
}
