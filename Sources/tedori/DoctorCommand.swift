import ArgumentParser
import Domain
import EmbeddedPostgres
import Store

/// `tedori doctor`: checks everything that can be checked and says what to do.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check configuration, schema, the account, rollups, the audit chain and backups; say what to do.",
    discussion: "Exit status 0: nothing is wrong; 65: the record is; 69: the database can't be reached; 78: the configuration or the schema isn't right.")

  @Flag(help: "Only whether the database answers and its schema is current.") var quick = false
  @Option(help: ArgumentHelp("How many adoptions and cells to count again at random.", valueName: "n")) var sample: Int = 200
  @OptionGroup var settings: Settings

  func validate() throws {
    guard sample >= 0 else { throw ValidationError("--sample can't be negative") }
  }

  func run() async throws {
    let resolved = try settings.resolve()
    @Sendable func say(_ finding: Finding) throws {
      let mark =
        switch finding.level {
        case .good: "✓";
        case .look: "!";
        case .wrong: "✗"
        }
      try Output.answer("\(mark) \(resolved.language.choose(finding.japanese, finding.english))\n")
    }
    if resolved.address == nil {
      let inspection = await EmbeddedServer.inspect(in: resolved.directory)
      switch inspection.state {
      case .broken(let error): throw Failure(status: 69, error.description)
      case .absent:
        try say(Finding(.look, "\(resolved.directory) にデータベースはまだありません。最初のコマンドが作ります", inspection.description))
        return
      case .stopped, .running: try say(Finding(.good, "組込みデータベース \(resolved.directory)", inspection.description))
      }
    }
    try await Session.run(settings, needs: .any) { session in
      switch try await session.database.schemaState(as: session.viewer) {
      case .current: try say(Finding(.good, "スキーマは最新です", "the schema is current"))
      case .absent: throw Failure.configuration(resolved.language.choose("スキーマがありません。tedori migrate を実行してください", "there is no schema: run tedori migrate"))
      case .behind: throw Failure.configuration(resolved.language.choose("スキーマが古いです。tedori migrate を実行してください", "the schema is behind: run tedori migrate"))
      case .unknown(let names): throw UnknownSchema(names: names)
      }
      if quick { return }
      let findings = try await session.database.examine(sample: sample, as: session.viewer)
      for finding in findings { try say(finding) }
      if findings.contains(where: { $0.level == .wrong }) { throw Failure(status: 65, "") }
    }
  }
}
