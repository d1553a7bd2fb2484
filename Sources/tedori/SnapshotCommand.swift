import ArgumentParser
import Domain
import Store

/// `tedori snapshot`: freezes a month for readers other than HR.
struct SnapshotCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: say("小規模な集団を秘匿して、その月を固定します。人事以外の読み手はこれを見ます。", "Freeze a month with small groups withheld, for readers other than HR."))

  @Argument(
    help: ArgumentHelp(say("2026-10 のように。いくつでも。なければ、固定の時期が来ている月。", "Like 2026-10; as many as you like. Without any, those that are due."), valueName: "month"))
  var months: [Month] = []
  @OptionGroup var settings: Settings

  func run() async throws {
    try await Session.run(settings) { session in
      for month in months.isEmpty ? try await session.database.dueMonths(as: session.viewer) : months {
        try await session.database.takeSnapshot(of: month, as: session.viewer)
        Output.error(say("\(month) を固定しました。", "froze \(month)"))
      }
    }
  }
}
