import Domain
import Foundation
import HTTPTypes
import Postgres
import Secrets
import Store
import Synchronization
import TestSupport

@testable import Web

/// The service on a database of one test's own, on a port of its own.
struct TestWeb: Sendable {
  let test: TestDatabase
  /// Through which the service works for accounts.
  let accounts: Database
  let port: Int
  let log: Lines

  /// What the service has logged.
  final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  static func with(
    rate: Int = 100_000, origin: String? = nil, proxies: String = "", limits: Pacing.Limits = Pacing.Limits(),
    _ body: @escaping @Sendable (TestWeb) async throws -> Void
  ) async throws {
    try await TestDatabase.with(.organisation) { test in
      let log = Lines()
      let accounts = try Database(address: test.serviceAddress, isForAccounts: true)
      let service = WebService(
        database: accounts, record: test.database, settings: try WebSettings(listen: "127.0.0.1:0", origin: origin, rate: "\(rate)", proxies: proxies),
        owner: Cast.officer,
        limits: limits, log: log.add)
      let (ports, found) = AsyncStream.makeStream(of: Int.self)
      let (stops, stop) = AsyncStream.makeStream(of: Void.self)
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          try await service.run(grace: .seconds(5), until: { for await _ in stops {} }) { address in
            found.yield(Int(address.split(separator: ":").last ?? "") ?? 0)
          }
        }
        tasks.addTask {
          defer { stop.finish() }
          var ports = ports.makeAsyncIterator()
          guard let port = await ports.next() else { return }
          try await body(TestWeb(test: test, accounts: accounts, port: port, log: log))
        }
        try await tasks.waitForAll()
      }
      await accounts.close()
    }
  }

  /// Sends a request on a connection of its own.
  func send(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String? = nil
  ) async throws -> Reply {
    try await send(method, path, headers, bytes: body.map { Array($0.utf8) })
  }

  func send(_ method: String, _ path: String, _ headers: [String: String] = [:], bytes body: [UInt8]?) async throws -> Reply {
    let port = port
    var lines = ["\(method) \(path) HTTP/1.1", "connection: close"]
    for header in headers.merging(["host": "127.0.0.1:\(port)"], uniquingKeysWith: { own, _ in own }) { lines.append("\(header.key): \(header.value)") }
    if let body { lines.append("content-length: \(body.count)") }
    let bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? [])
    return try await blocking {
      let wire = try Wire(port: port)
      try wire.send(bytes)
      guard let reply = wire.answer(hasBody: method != "HEAD") else { throw NoAnswer() }
      return reply
    }
  }

  struct NoAnswer: Error {}

  func token(_ login: String) async throws -> String {
    let secret = try Secret()
    let hash = secret.hash
    try await test.pool.execute(
      """
      insert into tokens (hash, account_id, role, title, expires_at)
      select \(hash), a.id, m.role, 'test', now() + interval '1 day' from accounts a join mandates m on m.account_id = a.id where a.login = \(login)
      """)
    return secret.text
  }

  func session(_ login: String) async throws -> (secret: String, formKey: [UInt8]) {
    let secret = try Secret()
    let (hash, key) = (secret.hash, try Secret().hash)
    try await test.pool.execute(
      """
      insert into sessions (hash, account_id, form_key, role)
      select \(hash), a.id, \(key), m.role from accounts a join mandates m on m.account_id = a.id where a.login = \(login)
      """)
    return (secret.text, key)
  }

  func json(_ login: String, _ more: [String: String] = [:]) async throws -> [String: String] {
    ["authorization": "Bearer \(try await token(login))", "accept-language": "en"].merging(more) { $1 }
  }
}

extension Route {
  /// A path of the route with things that are there.
  var example: String {
    path.replacing("{month}", with: "2026-10").replacing("{kind}", with: "tools").replacing("{code}", with: "U1")
      .replacing("{number}", with: "1").replacing("{name}", with: Script.charts.rawValue)
      .replacing("{topic}", with: "training").replacing("{secret}", with: String(repeating: "A", count: 43))
  }

  func admits(_ role: AccountRole) -> Bool { audience.roles?.contains(role) ?? true }

  static let form = ["content-type": "application/x-www-form-urlencoded"]
}
