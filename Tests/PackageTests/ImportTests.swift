import Foundation
import Testing

/// The package's own rules, read from its sources: dependencies point down, SQL has its places, files are small and say what they are for.
@Suite struct ImportTests {
  /// What each module may import of ours.
  static let allowed: [String: Set<String>] = [
    "Domain": [], "Sheets": [], "Postgres": [], "EmbeddedPostgres": [], "Sample": [], "Secrets": [], "SingleSignOn": ["Secrets"],
    "Statistics": [],
    "Store": ["Domain", "Postgres", "Secrets", "sql"],
    "Reports": ["Domain", "Postgres", "Store", "Sheets", "Statistics", "sql"],
    "Web": ["Domain", "Postgres", "Reports", "Secrets", "SingleSignOn", "Store"],
    "tedori": ["Domain", "EmbeddedPostgres", "Postgres", "Reports", "Sample", "Secrets", "Sheets", "Statistics", "Store", "Web", "sql"],
  ]

  @Test func theRulesAreAboutModulesThatExist() throws { #expect(try Set(Self.allowed.keys) == Set(Source.modules())) }

  @Test(arguments: try Source.modules()) func dependenciesPointDown(module: String) throws {
    let mayImport = try #require(Self.allowed[module], "\(module) is new: say here what it may import")
    let ours = Set(Self.allowed.keys).union(["sql"])
    for source in try Source.all(in: "Sources/\(module)") {
      #expect(source.imports.intersection(ours).subtracting(mayImport) == [], "\(source.path)")
    }
  }

  /// What talks to the network stays at the top: everything else builds in seconds and can be used without it.
  @Test func onlyTheTopKnowsTheNetwork() throws {
    let network: Set<String> = [
      "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTPTypes", "ServiceLifecycle", "Logging",
    ]
    for module in try Source.modules() where !["Web", "tedori"].contains(module) {
      for source in try Source.all(in: "Sources/\(module)") { #expect(source.imports.isDisjoint(with: network), "\(source.path)") }
    }
    #expect(try Source.all(in: "Sources/Web").contains { !$0.imports.isDisjoint(with: network) })
  }

  @Test func theNetOfTheRulesHolds() {
    let source = Source(path: "x.swift", text: "@testable import Store\npublic import struct Domain.Month\nimport Glibc\n")
    #expect(source.imports == ["Store", "Domain", "Glibc"])
    #expect(Source(path: "x.swift", text: "let a = \"\"\"\n  select id\n  from staff\n  \"\"\"").sqlLines.count == 1)
    #expect(Source(path: "x.swift", text: "let a = \"Delete from the list\"").sqlLines == [])
  }

  /// Statements stand in `Store`, beside the nouns, and in `sql`; `Reports` only names a table of a kind that it copies out.
  @Test func sqlHasItsPlaces() throws {
    let elsewhere = try Source.modules().filter { !["Store", "Postgres", "EmbeddedPostgres"].contains($0) }
    for module in elsewhere {
      for source in try Source.all(in: "Sources/\(module)") { #expect(source.sqlLines == [], "\(source.path)") }
    }
  }

  @Test func filesAreSmall() throws {
    for source in try Source.ours() { #expect(source.lines.count <= 400, "\(source.path)") }
  }

  @Test func theFirstSentenceSaysWhatAFileIsFor() throws {
    for source in try Source.ours() { #expect(source.saysWhatItIsFor, "\(source.path) says first, above its first declaration, what it is for") }
  }

  @Test func aFileThatSaysNothingIsFound() {
    #expect(!Source(path: "x.swift", text: "import Glibc\n\nextension Day {\n  /// The first.\n").saysWhatItIsFor)
    #expect(Source(path: "x.swift", text: "import Glibc\n\n/// Days.\nextension Day {\n").saysWhatItIsFor)
    #expect(!Source(path: "x.sql", text: "create table days (\n").saysWhatItIsFor)
  }
}
