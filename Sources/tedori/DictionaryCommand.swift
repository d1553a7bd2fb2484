import ArgumentParser
import Store

/// `tedori dictionary`: prints the data dictionary.
struct DictionaryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dictionary", abstract: say("データ辞書（表と列の説明）を表示します。", "Print the data dictionary, from the comments of the schema."))

  @OptionGroup var settings: Settings

  func run() async throws {
    try await Session.run(settings) { session in
      try Output.answer(try await session.database.dictionary(as: session.viewer))
    }
  }
}
