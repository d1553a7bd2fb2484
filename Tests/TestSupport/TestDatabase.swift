import Domain
import Foundation
public import Postgres
public import Reports
public import Store

/// A database of one test's own, made from a template.
public struct TestDatabase: Sendable {
  /// What a new database holds.
  public enum Template: Sendable {
    /// Nothing, not even a schema.
    case empty
    /// The schema.
    case schema
    /// The schema and the fixture organisation, see `fixture/organisation.sql`.
    case organisation
  }

  public let address: String
  /// For the web service's login, which owns nothing.
  public let serviceAddress: String
  /// For the superuser, whom no rule of the database binds.
  public let superuserAddress: String
  public let database: Database
  /// Raw SQL as the owner of the record.
  public let pool: ConnectionPool

  /// Makes a database, gives it to the closure and drops it.
  public static func with(_ template: Template = .organisation, _ body: @Sendable (TestDatabase) async throws -> Void) async throws {
    let name = try await Templates.shared.make(from: template)
    let server = try await TestServer.shared
    let address = server.address(of: name)
    let test = TestDatabase(
      address: address, serviceAddress: server.address(of: name, user: "tedori_service"), superuserAddress: server.address(of: name, user: "postgres"),
      database: try Database(address: address),
      pool: try ConnectionPool(address: address, settings: PoolSettings(maximum: 12, openMessages: ["TD"])))
    let result: Result<Void, any Error>
    do { result = .success(try await body(test)) } catch { result = .failure(error) }
    await test.pool.close()
    await test.database.close()
    try await Templates.shared.drop(name)
    try result.get()
  }

  /// Runs SQL in a transaction of its own.
  public func run(_ sql: String) async throws { try await pool.transaction { try await $0.script(sql) } }

  /// The first column of every row, as text.
  public func texts(_ sql: String) async throws -> [String] {
    try await pool.query(Statement(text: "select x::text from (\(sql)) q (x)")).map { try $0.decode(0, as: String?.self) ?? "null" }
  }

  /// The single number that a query answers.
  public func number(_ sql: String) async throws -> Int { try await pool.query(Statement(text: sql)).first?.decode(0, as: Int.self) ?? 0 }

  /// The rule by which SQL is refused; nil where it is taken.
  public func refusal(of sql: String) async throws -> String? {
    do {
      try await run(sql)
      return nil
    } catch let error as ServerError {
      return error.constraint ?? error.sqlState
    }
  }

  /// Imports CSV text of a kind.
  @discardableResult
  public func take(
    _ kind: String, _ text: String, keepsGood: Bool = false, encoding: FileEncoding? = nil, as viewer: Viewer = Cast.officer
  ) async throws -> ImportOutcome {
    try await take(kind, bytes: Array(text.utf8), keepsGood: keepsGood, encoding: encoding, as: viewer)
  }

  /// Imports the bytes of a file of a kind.
  @discardableResult
  public func take(_ kind: String, bytes: [UInt8], keepsGood: Bool = false, encoding: FileEncoding? = nil, as viewer: Viewer = Cast.officer) async throws
    -> ImportOutcome
  {
    try await Scratch.with { folder in
      let path = try folder.file(bytes)
      return try await job(kind, path, keepsGood: keepsGood, encoding: encoding).run(in: database, as: viewer) { _ in }
    }
  }

  /// An import of a file of a kind, with answers in English.
  public func job(_ kind: String, _ path: String, keepsGood: Bool = false, encoding: FileEncoding? = nil) throws -> Import {
    guard let known = Kind.named(kind) else { throw UnknownKind(name: kind) }
    var job = Import(kind: known, path: path, language: .english)
    job.keepsGood = keepsGood
    job.encoding = encoding
    return job
  }
}

/// A test named a kind that there is none of.
public struct UnknownKind: Error {
  public let name: String
}
