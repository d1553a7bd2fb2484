import ArgumentParser
import Glibc

/// Freed working time, from HR's files to the month's account.
@main
struct Tedori: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tedori",
    abstract: say("手取り時間: AI の導入で生まれた時間と、その振り向け先。", "手取り時間: what AI adoption frees, and where that time goes."),
    subcommands: [
      ServeCommand.self, MigrateCommand.self, SampleCommand.self, ImportCommand.self, SheetsCommand.self, ExportCommand.self, ReportCommand.self,
      SnapshotCommand.self, EstimateCommand.self, TrialCommand.self, AccountCommand.self, DoctorCommand.self, DictionaryCommand.self,
    ])

  static func main() async {
    // A reader who has seen enough must not keep us from leaving the database in order.
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try parseAsRoot()
      do {
        if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      } catch let error where exitCode(for: error) == .failure {
        let failure = Failure(error)
        if !failure.message.isEmpty { Output.error(failure.message) }
        Glibc.exit(failure.status)
      }
    } catch {
      let text = ParserWords.localised(fullMessage(for: error))
      let code = exitCode(for: error)
      if code.isSuccess {
        do { try Output.answer(text + "\n") } catch { Glibc.exit(Failure(error).status) }
      } else if !text.isEmpty {
        Output.error(text)
      }
      Glibc.exit(code.rawValue)
    }
  }
}
