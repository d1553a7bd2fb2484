import Glibc

/// What an embedded server is found to be, without changing anything.
public struct Inspection: Sendable, Equatable, CustomStringConvertible {
  /// The states that call for different advice.
  public enum State: Sendable, Equatable {
    /// There is no cluster; the first start makes one.
    case absent
    /// There is one, and no server runs in it.
    case stopped
    /// A server runs; `process` is its number.
    case running(process: Int32)
    /// It can't be used as it is; the error says why and what to do.
    case broken(EmbeddedServerError)
  }

  /// The data directory as it was named.
  public let directory: String
  /// What was found.
  public let state: State

  /// A sentence in English.
  public var description: String {
    switch state {
    case .absent: "There is no database in \(directory) yet; the first command that needs it makes it."
    case .stopped: "The database in \(directory) is in order and its server is stopped; the next command starts it."
    case .running(let process): "The database's server in \(directory) runs as process \(process)."
    case .broken(let error): error.description
    }
  }
}

extension EmbeddedServer {
  /// Looks at the directory and the programs; starts nothing, makes nothing, takes nothing away.
  public static func inspect(in directory: String) async -> Inspection {
    await inspect(in: directory, surroundings: Surroundings())
  }

  static func inspect(in directory: String, surroundings: Surroundings) async -> Inspection {
    do {
      return Inspection(directory: directory, state: try await state(of: directory, surroundings))
    } catch let error as EmbeddedServerError {
      return Inspection(directory: directory, state: .broken(error))
    } catch {
      return Inspection(directory: directory, state: .broken(.system(action: "look at", path: directory, code: ECANCELED)))
    }
  }

  private static func state(of path: String, _ surroundings: Surroundings) async throws -> Inspection.State {
    let installations = try await surroundings.installations()
    guard let directory = try DataDirectory(existing: path) else {
      _ = try Installation.choose(for: Cluster(path: path), among: installations)
      return .absent
    }
    guard access(directory.path, R_OK | W_OK | X_OK) == 0 else { throw EmbeddedServerError.failure(to: "use", directory.path) }
    _ = try directory.serverUser()
    let cluster = directory.cluster
    _ = try Installation.choose(for: cluster, among: installations)
    guard let clusterDirectory = try cluster.filledDirectory() else { return .absent }
    if let postmaster = try cluster.postmaster(), let process = RunningProcess(id: postmaster.process), process.belongs(to: clusterDirectory) {
      return .running(process: process.id)
    }
    guard try cluster.lock().attempt(.shared) else {
      let left = try RunningProcess.all(of: clusterDirectory)
      throw left.isEmpty
        ? EmbeddedServerError.usedElsewhere(path: cluster.path) : EmbeddedServerError.leftBehind(path: cluster.path, processes: left.map(\.id))
    }
    return .stopped
  }
}
