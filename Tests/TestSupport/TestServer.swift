import EmbeddedPostgres
import Foundation
import Glibc

/// The embedded server that all tests of a run share: started once, joined when an earlier run left it, ended with the process.
public actor TestServer {
  private static let running = Task { try await TestServer.start() }

  /// The server, started when it is asked for first.
  public static var shared: TestServer {
    get async throws { try await running.value }
  }

  private nonisolated let server: EmbeddedServer
  private nonisolated let host: String

  private init(_ server: EmbeddedServer) {
    self.server = server
    host = server.address.split(separator: " ").filter { !$0.hasPrefix("user=") && !$0.hasPrefix("dbname=") }.joined(separator: " ")
  }

  /// The address of a database, for the owner of the record or for the superuser.
  public nonisolated func address(of database: String, user: String = "tedori") -> String { "\(host) user=\(user) dbname=\(database)" }

  private static func start() async throws -> TestServer {
    let folder = FileManager.default.temporaryDirectory.appending(path: "tedori-tests-\(geteuid())").path
    let server = try await EmbeddedServer.start(
      in: folder,
      settings: ["fsync": "off", "jit": "off", "max_connections": "200", "deadlock_timeout": "50ms", "max_wal_size": "2GB", "log_min_messages": "panic"])
    atexit { TestServer.leave() }
    return TestServer(server)
  }

  /// The process is about to end: there is no other task left to wait for.
  private static func leave() {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do { try await running.value.server.leave() } catch { print("the test server was left running: \(error)") }
      done.signal()
    }
    done.wait()
  }
}
