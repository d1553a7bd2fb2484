import Foundation
import Glibc

/// What the start of a server takes for granted about its machine, so that a test can change it.
struct Surroundings: Sendable {
  /// Where PostgreSQL's programs may be; empty: the folders of `PATH`, then those of Debian's packages, newest first.
  var programFolders: [String] = []
  /// Where a short folder for the socket may be made, the best first; the last is there on every system.
  var socketFolders = [FileManager.default.temporaryDirectory.path, P_tmpdir]
  /// How long another program may be starting or stopping the server.
  var patienceWithOthers = Duration.seconds(300)
  /// How long the server itself may take to start (after a crash it first replays its log) or to stop.
  var patienceWithServer = Duration.seconds(600)
  /// How long processes of a dead server may finish what they do before they are asked to end.
  var patienceWithLeftovers = Duration.seconds(60)
  /// Bytes that must be free to make a cluster.
  var roomForCluster: UInt64 = 100_000_000

  func installations() async throws -> [Installation] {
    try await Installation.find(in: programFolders.isEmpty ? Self.usualFolders() : programFolders)
  }

  private static func usualFolders() throws -> [String] {
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
    // Each version's programs have a folder of their own there, outside of `PATH`.
    let packages = "/usr/lib/postgresql"
    let versions = try FileEntry.names(in: packages).sorted { $0.compare($1, options: .numeric) == .orderedDescending }
    return path + versions.map { "\(packages)/\($0)/bin" }
  }
}
