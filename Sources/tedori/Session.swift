import EmbeddedPostgres
import Foundation
import Postgres
import Store

/// A command's time with the database: the embedded server is started where it has to be, and left at the end.
struct Session: Sendable {
  let database: Database
  let viewer: Viewer
  let settings: Settings.Resolved
  private let isEmbedded: Bool
  private let serviceAddress: String

  /// Which schema a command can work with.
  enum Need {
    /// One that is up to date; a new embedded database gets it.
    case current
    /// Any: the command looks itself.
    case any
  }

  static func run<Result: Sendable>(_ settings: Settings, needs need: Need = .current, connections: Int = 6, _ body: @Sendable (Session) async throws -> Result)
    async throws
    -> Result
  {
    let settings = try settings.resolve()
    guard let address = settings.address else {
      let server = try await EmbeddedServer.start(in: settings.directory, settings: ["jit": "off", "max_wal_size": "4GB", "shared_buffers": "256MB"])
      do {
        let result = try await run(
          settings, address: server.address, serviceAddress: server.serviceAddress, isEmbedded: true, needs: need, connections: connections, body)
        try await server.leave()
        return result
      } catch {
        try await server.leave()
        throw error
      }
    }
    return try await run(
      settings, address: address, serviceAddress: settings.serviceAddress ?? address, isEmbedded: false, needs: need, connections: connections, body)
  }

  private static func run<Result: Sendable>(
    _ settings: Settings.Resolved, address: String, serviceAddress: String, isEmbedded: Bool, needs need: Need, connections: Int,
    _ body: @Sendable (Session) async throws -> Result
  ) async throws -> Result {
    let session = Session(
      database: try Database(address: address, connections: connections) { if $0.severity == "WARNING" { Output.error("\($0)") } },
      viewer: .owner(name: userName()), settings: settings,
      isEmbedded: isEmbedded, serviceAddress: serviceAddress)
    do {
      if need == .current { try await session.prepare() }
      let result = try await body(session)
      await session.database.close()
      return result
    } catch {
      await session.database.close()
      throw error
    }
  }

  /// Refuses a schema that isn't this program's; a new embedded database gets it.
  func prepare() async throws {
    let state = try await database.schemaState(as: viewer)
    if isEmbedded, state == .absent {
      _ = try await database.migrate(as: viewer)
    } else if let failure = state.failure {
      throw failure
    }
  }

  /// The same database for accounts only, by a login that owns nothing where there is one; whoever asks for it closes it.
  func databaseForAccounts(connections: Int) throws -> Database {
    try Database(address: serviceAddress, connections: connections, isForAccounts: true) { if $0.severity == "WARNING" { Output.error("\($0)") } }
  }

  /// Who is at the keyboard, for the audit trail.
  private static func userName() -> String {
    ProcessInfo.processInfo.environment["SUDO_USER"] ?? ProcessInfo.processInfo.userName
  }

  /// What follows a change, in transactions of its own: rollups are folded, the audit trail is sealed, old answers are forgotten.
  func tidy() async throws {
    try await database.fold(as: viewer)
    try await database.seal(as: viewer)
    try await database.forgetAnswers(as: viewer)
  }
}
