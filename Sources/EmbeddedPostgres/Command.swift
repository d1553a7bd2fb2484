import CSpawn
import Foundation
import Glibc

/// A program to run, with nothing of ours but what is named here: clean environment, default signals, own session, no open files.
struct Command: Sendable {
  /// `POSIX_SPAWN_SETSID`, which glibc shows to C only when asked for GNU's extensions.
  private static let ownSession: Int16 = 0x80

  var program: String
  var arguments: [String]
  var environment: [String: String] = [:]

  /// What a program that ended left behind.
  struct Outcome: Sendable {
    /// The exit status, or 128 and the number of the signal that ended it.
    let status: Int32
    let output: String
  }

  /// Runs the program to its end; `input`, a few lines, is its standard input, and the outcome has the last 64 KiB of both its streams.
  func run(input: String = "", keeping kept: Descriptor? = nil) async throws -> Outcome {
    let (process, output) = try begin(input: input, keeping: kept)
    return try await Self.outcome(of: process, output)
  }

  /// Starts the program between two pipes, of which only the reading end of its output stays open here, or it would have no end.
  private func begin(input: String, keeping kept: Descriptor?) throws -> (process: pid_t, output: Descriptor) {
    let source = try Descriptor.pipe()
    try source.writing.write(input, path: program)
    let sink = try Descriptor.pipe()
    return (try spawn(input: source.reading, output: sink.writing, keeping: kept), sink.reading)
  }

  /// Starts the program; `kept` becomes its descriptor 3, with the lock that it may carry.
  func spawn(input: Descriptor, output: Descriptor, keeping kept: Descriptor?) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.number, 0)
    posix_spawn_file_actions_adddup2(&actions, output.number, 1)
    posix_spawn_file_actions_adddup2(&actions, output.number, 2)
    if let kept { posix_spawn_file_actions_adddup2(&actions, kept.number, 3) }
    // What others left open, such as a lock that a script holds or a visitor's connection, would otherwise stay open as long as the server runs.
    posix_spawn_file_actions_addclosefrom_np(&actions, kept == nil ? 3 : 4)

    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    // An own session: Ctrl-C in the terminal is for the program that asked, which then leaves the server in order.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | Self.ownSession)

    // From a directory that everybody may enter: PostgreSQL's programs leave their working directory and have to find back to it.
    let env = "/usr/bin/env"
    var words = ([env, "--chdir=/", program] + arguments).map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, env, &actions, &attributes, &words, &variables)
    guard code == 0 else { throw EmbeddedServerError.failure(to: "run", env, code: code) }
    return process
  }

  /// Waits on a thread of its own for what the child says and for its end.
  private static func outcome(of process: pid_t, _ output: Descriptor) async throws -> Outcome {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let said = Result { String(decoding: try output.rest(limit: 65_536, path: "a pipe"), as: UTF8.self) }
        let status = wait(for: process)
        continuation.resume(with: said.map { Outcome(status: status, output: $0) })
      }
    }
  }

  /// Has a thread wait for a child that outlives the wish to know how it ends, so that it doesn't stay as a zombie.
  static func reap(_ process: pid_t) {
    Thread.detachNewThread { _ = wait(for: process) }
  }

  /// Blocks until the child has ended; a child that somebody else has waited for counts as failed.
  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { return 255 }
    }
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  /// The same program run by another user, without any privilege and without a way to regain one.
  func run(as user: SystemUser) throws -> Command {
    guard geteuid() != user.id else { return self }
    let setpriv = "/usr/bin/setpriv"
    guard access(setpriv, X_OK) == 0 else {
      throw EmbeddedServerError.programMissing(name: "setpriv", package: "util-linux")
    }
    let drop = ["--reuid=\(user.id)", "--regid=\(user.group)", "--init-groups", "--inh-caps=-all", "--no-new-privs"]
    return Command(program: setpriv, arguments: drop + [program] + arguments, environment: environment)
  }
}
