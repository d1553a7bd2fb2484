import ArgumentParser
import Store

/// `tedori migrate`: brings the schema up to date, or says that it isn't.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: say("スキーマを最新にするか、最新でないことを示します。", "Bring the schema up to date, or say that it isn't."))
  private static let isCurrent = say("スキーマは最新です\n", "the schema is up to date\n")

  @Flag(help: ArgumentHelp(say("何も変えません。最新でなければ終了コード 78 です。", "Change nothing: exit status 78 where the schema isn't up to date."))) var check = false
  @OptionGroup var settings: Settings

  func run() async throws {
    try await Session.run(settings, needs: .any) { session in
      if check {
        if let failure = try await session.database.schemaState(as: session.viewer).failure { throw failure }
        try Output.answer(Self.isCurrent)
        return
      }
      let run = try await session.database.migrate(as: session.viewer)
      try Output.answer(run.isEmpty ? Self.isCurrent : run.map { say("\($0) を実行しました\n", "ran \($0)\n") }.joined())
    }
  }
}
