import CSpawn
import Foundation
import Glibc

/// Another program, run by a test as people run it.
///
/// Not Foundation's `Process`: that one, and any pipe, would wait for servers which other tests start meanwhile and which inherit its descriptors.
public struct Program: Sendable {
  /// What a program said.
  public struct Answer: Sendable {
    /// As a shell tells it; nil where a signal ended the program.
    public let status: Int32?
    public let output: String
    public let errors: String
    /// The last line on standard error.
    public var lastLine: String { errors.split(separator: "\n").last.map(String.init) ?? "" }
  }

  /// The program couldn't be started.
  public struct NotStarted: Error {
    public let path: String
    public let code: Int32
  }

  public let path: String

  public init(_ path: String) { self.path = path }

  /// The built `tedori`: beside the program that runs the tests, where the build puts it.
  public static let tedori = Program(URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "tedori").path)

  /// Runs the program to its end, or until it has run for so long and is killed.
  ///
  /// The settings of whoever runs the tests don't reach it.
  public func run(_ arguments: [String], environment: [String: String] = [:], killedAfter limit: Duration? = nil) async throws -> Answer {
    try await Scratch.with { folder in
      let process = try start(arguments, environment, in: folder)
      let killer = limit.map { limit in
        Task {
          try await Task.sleep(for: limit)
          kill(process, SIGKILL)
        }
      }
      let status = await Self.end(of: process)
      killer?.cancel()
      func text(_ name: String) throws -> String { String(decoding: try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)")), as: UTF8.self) }
      return Answer(status: status & 0x7F == 0 ? (status >> 8) & 0xFF : nil, output: try text("output"), errors: try text("errors"))
    }
  }

  private func start(_ arguments: [String], _ environment: [String: String], in folder: Scratch) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(folder.path)/output", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(folder.path)/errors", O_WRONLY | O_CREAT, 0o600)
    // A connection that a server of another test has accepted would stay open as long as this program runs, though the server closes it.
    posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("TEDORI_") && !$0.key.hasPrefix("PG") }
    let settings = inherited.merging(["TEDORI_LANGUAGE": "en"]) { $1 }.merging(environment) { $1 }
    let words = ([path] + arguments).map { strdup($0) }
    let variables = settings.map { strdup("\($0)=\($1)") }
    defer { (words + variables).forEach { free($0) } }
    var process = pid_t()
    let code = posix_spawnp(&process, path, &actions, nil, words + [nil], variables + [nil])
    guard code == 0 else { throw NotStarted(path: path, code: code) }
    return process
  }

  /// Waits on a thread of its own: those of tasks are few.
  private static func end(of process: pid_t) async -> Int32 {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        continuation.resume(returning: status)
      }
    }
  }
}
