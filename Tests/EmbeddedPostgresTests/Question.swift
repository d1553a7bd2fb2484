import Testing

@testable import EmbeddedPostgres

/// Asks a server through psql, as any program beside Tedori would.
enum Question {
  static func command(_ sql: String, _ address: String) async throws -> Command {
    let installation = try #require(try await Surroundings().installations().first)
    let arguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--command=\(sql)", "--dbname=\(address)"]
    return Command(program: installation.program("psql"), arguments: arguments, environment: ["LANG": "C.UTF-8"])
  }

  /// The answer's rows, a line each.
  static func ask(_ sql: String, of address: String) async throws -> String {
    let outcome = try await command(sql, address).run()
    try #require(outcome.status == 0, "\(sql): \(outcome.output)")
    return outcome.output.split(whereSeparator: \.isNewline).joined(separator: "\n")
  }
}
