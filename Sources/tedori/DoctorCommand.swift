import ArgumentParser
import Domain
import EmbeddedPostgres
import Store

/// `tedori doctor`: checks everything that can be checked and says what to do.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: say(
      "設定、スキーマ、勘定、集計、監査の鎖、バックアップを調べ、何をすればよいかを示します。",
      "Check configuration, schema, the account, rollups, the audit chain and backups; say what to do."),
    discussion: say(
      "終了コード 0: 問題なし、65: 記録に誤りがある、69: データベースにつながらない、78: 設定かスキーマが正しくない。",
      "Exit status 0: nothing is wrong; 65: the record is; 69: the database can't be reached; 78: the configuration or the schema isn't right."))

  @Flag(help: ArgumentHelp(say("データベースが答え、スキーマが最新かだけを調べます。", "Only whether the database answers and its schema is current."))) var quick = false
  @Option(help: ArgumentHelp(say("無作為に数え直す導入と集計の数。", "How many adoptions and cells to count again at random."), valueName: "n")) var sample: Int = 200
  @Option(
    help: ArgumentHelp(
      say("要確認のものを示す月。なければ記録のある最後の月。", "The month of which to show what is to be reviewed; else the newest with records."), valueName: "month"))
  var month: Month?
  @OptionGroup var settings: Settings

  func validate() throws {
    guard sample >= 0 else { throw ValidationError(say("--sample は 0 以上です", "--sample can't be negative")) }
  }

  func run() async throws {
    let resolved = try settings.resolve()
    @Sendable func tell(_ finding: Finding) throws {
      let mark =
        switch finding.level {
        case .good: "✓";
        case .look: "!";
        case .wrong: "✗"
        }
      try Output.answer("\(mark) \(say(finding.japanese, finding.english))\n")
    }
    if resolved.address == nil {
      let inspection = await EmbeddedServer.inspect(in: resolved.directory)
      switch inspection.state {
      case .broken(let error): throw Failure(status: 69, error.sentence)
      case .absent:
        try tell(Finding(.look, "\(resolved.directory) にデータベースはまだありません。最初のコマンドが作ります", inspection.description))
        return
      case .stopped, .running: try tell(Finding(.good, "組込みデータベース \(resolved.directory)", inspection.description))
      }
    }
    try await Session.run(settings, needs: .any) { session in
      if let failure = try await session.database.schemaState(as: session.viewer).failure { throw failure }
      try tell(Finding(.good, "スキーマは最新です", "the schema is current"))
      if quick { return }
      let findings = try await session.database.examine(sample: sample, month: month, as: session.viewer)
      for finding in findings { try tell(finding) }
      if findings.contains(where: { $0.level == .wrong }) { throw Failure(status: 65, "") }
    }
  }
}
