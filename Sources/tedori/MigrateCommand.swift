import ArgumentParser
import Store

/// `tedori migrate`: brings the schema up to date, or says that it isn't.
struct MigrateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "migrate", abstract: "Bring the schema up to date, or say that it isn't.")

  @Flag(help: "Change nothing: exit status 78 where the schema isn't up to date.") var check = false
  @OptionGroup var settings: Settings

  func run() async throws {
    try await Session.run(settings, needs: .any) { session in
      if check {
        let state = try await session.database.schemaState(as: session.viewer)
        switch state {
        case .current: try Output.answer("the schema is up to date\n")
        case .absent: throw Failure.configuration("there is no schema yet: run tedori migrate")
        case .behind(let names): throw Failure.configuration("to be run: \(names.joined(separator: ", "))")
        case .unknown(let names): throw UnknownSchema(names: names)
        }
        return
      }
      let run = try await session.database.migrate(as: session.viewer)
      try Output.answer(run.isEmpty ? "the schema is up to date\n" : run.map { "ran \($0)\n" }.joined())
    }
  }
}
