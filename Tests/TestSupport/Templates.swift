import Foundation
import Glibc
import Postgres
import Store

/// Makes databases from templates, and each template once a run.
actor Templates {
  static let shared = Templates()

  private var made: [String: Task<String, any Error>] = [:]
  private var count = 0
  private var maintenance: ConnectionPool?

  /// A new database.
  func make(from template: TestDatabase.Template) async throws -> String {
    switch template {
    case .empty: return try await create(from: "template0")
    case .schema: return try await create(from: schema.value)
    case .organisation: return try await create(from: organisation.value)
    }
  }

  /// Drops a database. A superuser's session or the server's own may still be leaving it, and nobody but they may end these: it is tried again.
  func drop(_ name: String) async throws {
    for attempt in 1... {
      do {
        try await pool().execute("drop database if exists \(identifier: name) with (force)")
        return
      } catch let error as ServerError where ["42501", "55006"].contains(error.sqlState) && attempt < 100 {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
  }

  private var schema: Task<String, any Error> {
    once("schema") {
      let name = try await self.create(from: "template0")
      let database = try Database(address: try await TestServer.shared.address(of: name))
      _ = try await database.migrate(as: Cast.officer)
      await database.close()
      return name
    }
  }

  private var organisation: Task<String, any Error> {
    once("organisation") {
      let name = try await self.create(from: self.schema.value)
      let pool = try ConnectionPool(address: try await TestServer.shared.address(of: name), settings: PoolSettings(openMessages: ["TD"]))
      for file in ["words", "violations", "organisation", "accounts"] {
        let path = Bundle.module.bundleURL.appending(path: "fixture/\(file).sql")
        let text = try String(contentsOf: path, encoding: .utf8)
        try await pool.transaction { try await $0.script(text) }
      }
      await pool.close()
      return name
    }
  }

  private func once(_ name: String, _ make: @escaping @Sendable () async throws -> String) -> Task<String, any Error> {
    if let task = made[name] { return task }
    let task = Task { try await make() }
    made[name] = task
    return task
  }

  private func create(from template: String) async throws -> String {
    let pool = try await pool()
    count += 1
    let name = "test_\(getpid())_\(count)"
    // Whoever was connected to the template a moment ago may still be on the way out.
    for attempt in 1... {
      do {
        try await pool.execute("create database \(identifier: name) template \(identifier: template)")
        return name
      } catch let error as ServerError where error.sqlState == "55006" && attempt < 100 {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    return name
  }

  /// Connected to the server's own database; what runs that were killed have left is dropped first.
  private func pool() async throws -> ConnectionPool {
    if let maintenance { return maintenance }
    let pool = try ConnectionPool(address: try await TestServer.shared.address(of: "tedori"), settings: PoolSettings(maximum: 2, leaseTimeout: .seconds(60)))
    maintenance = pool
    for row in try await pool.query("select datname::text as name from pg_database where datname like 'test\\_%'") {
      let name = try row.decode("name", as: String.self)
      guard let process = pid_t(name.split(separator: "_")[1]), kill(process, 0) != 0 else { continue }
      try await pool.execute("drop database if exists \(identifier: name) with (force)")
    }
    return pool
  }
}
