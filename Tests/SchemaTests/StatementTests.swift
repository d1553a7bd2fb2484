import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing
import sql

/// Statements that are kept in files or put together by the program are all understood by the database.
@Suite(.timeLimit(.minutes(1))) struct StatementTests {
  static func queries() throws -> [String] {
    let folders = try SQLFiles.folders(in: "queries")
    return try folders.flatMap { try SQLFiles.paths(in: $0) }
  }

  @Test func theQueriesAreFound() throws {
    #expect(try Self.queries().contains("queries/report/minutes.sql"))
  }

  @Test(arguments: try queries()) func aQueryIsPrepared(path: String) async throws {
    let text = try SQLFiles.text(path)
    #expect(text.hasPrefix("-- "), "its first line says what a row is")
    for parameter in Self.parameters(of: text) { #expect(text.contains("-- \(parameter) ") || text.contains(" \(parameter) "), "\(parameter) is explained") }
    try await TestDatabase.with(.schema) { test async throws in
      try await test.pool.withSession { session in
        try await session.script("prepare kept as \(text)")
        let types = try await session.query("select parameter_types::text as types from pg_prepared_statements where name = 'kept'")
        #expect(try types.first?.decode("types", as: String.self).contains("unknown") == false)
      }
    }
  }

  @Test func everyExportIsPrepared() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      try await test.pool.withSession { session in
        for kind in Kind.all {
          try await session.script("prepare export as \(kind.exportStatement); explain execute export; deallocate export")
        }
      }
    }
    #expect(Kind.all.count == 22)
  }

  private static func parameters(of text: String) -> Set<String> { Set(text.matches(of: /\$\d+/).map { String($0.output) }) }
}
