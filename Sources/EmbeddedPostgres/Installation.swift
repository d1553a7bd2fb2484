import Glibc

/// A PostgreSQL on this machine: the folder of its programs and its major version.
struct Installation: Sendable, Equatable {
  /// Tedori's schema needs it.
  static let oldestMajor = 15
  private static let programs = ["initdb", "postgres", "psql"]

  let folder: String
  let major: Int

  func program(_ name: String) -> String { "\(folder)/\(name)" }

  /// Those among the folders that hold all the programs, in the same order.
  static func find(in folders: [String]) async throws -> [Installation] {
    var found: [Installation] = []
    for folder in folders where programs.allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }) {
      let answer = try await Command(program: "\(folder)/postgres", arguments: ["--version"]).run()
      // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
      let digits = answer.output.split(separator: " ").dropFirst(2).first?.prefix(while: \.isNumber) ?? ""
      guard answer.status == 0, let major = Int(digits) else { continue }
      found.append(Installation(folder: folder, major: major))
    }
    return found
  }

  /// The one of the cluster's version, or the newest when there is no cluster yet.
  static func choose(for cluster: Cluster, among installed: [Installation]) throws -> Installation {
    guard let found = try cluster.version() else {
      guard let newest = installed.filter({ $0.major >= oldestMajor }).max(by: { $0.major < $1.major }) else {
        throw EmbeddedServerError.programMissing(name: "PostgreSQL \(oldestMajor) or newer", package: "postgresql")
      }
      return newest
    }
    let major = Int(found)
    guard let major, major >= oldestMajor, let match = installed.first(where: { $0.major == major }) else {
      throw EmbeddedServerError.versionUnsupported(path: cluster.path, found: found, installed: installed.map(\.major))
    }
    return match
  }
}
