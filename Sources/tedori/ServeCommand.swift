import ArgumentParser
import Glibc
import Postgres
import Store

/// `tedori serve`: keeps the database up and its books in order.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: say("データベースを動かし続け、集計と監査の鎖を整えます。", "Keep the database up and its books in order: rollups folded, the audit trail sealed."),
    discussion: say("つながらないデータベースは待ちます。SIGINT か SIGTERM で終わります。", "Waits for a database that can't be reached yet. Ends on SIGINT or SIGTERM."))

  @Flag(help: ArgumentHelp(say("先にスキーマを最新にします。", "Bring the schema up to date first."))) var migrate = false
  @Option(help: ArgumentHelp(say("整える間隔（秒）。", "Seconds between two rounds."), valueName: "seconds")) var every: Int = 5
  @OptionGroup var settings: Settings

  func validate() throws {
    guard every >= 1 else { throw ValidationError(say("--every は 1 以上です", "--every is at least 1")) }
  }

  func run() async throws {
    let stop = Signals.stop()
    var patience = 0
    // Somebody else's server may come up after us, or come back: a compose file starts both at once. The embedded one is our own to start.
    let waits = try settings.resolve().address != nil
    while !stop.isSet {
      let began = ContinuousClock.now
      do {
        try await Session.run(settings, needs: migrate ? .any : .current) { session in
          if migrate { _ = try await session.database.migrate(as: session.viewer) }
          Output.error(say("準備ができました (ready)", "ready"))
          while !stop.isSet {
            try await session.tidy()
            await stop.wait(seconds: every)
          }
        }
      } catch let error where waits && Failure(error).status == 69 {
        // A session that lasted was a good one: what ends it is a new trouble.
        patience = began.duration(to: .now) > .seconds(20) ? 1 : min(patience + 1, 10)
        Output.error("\(Failure(error).message)" + say("。\(patience) 秒後にもう一度試します", "; trying again in \(patience) s"))
        await stop.wait(seconds: patience)
      }
    }
  }
}
