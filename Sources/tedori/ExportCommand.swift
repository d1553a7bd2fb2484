public import ArgumentParser
import Domain
public import Reports

/// `tedori export`: writes a kind of record as CSV that imports again.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "export", abstract: "Write a kind of record as CSV that imports again.")

  @Argument(help: ArgumentHelp("What to write: \(Kind.all.map { "\($0.name) \($0.japanese)" }.joined(separator: ", ")).", valueName: "kind")) var kind: String
  @Option(help: "utf-8 (with BOM) or cp932.") var encoding: FileEncoding = .utf8
  @Option(help: ArgumentHelp("The file; else standard output.", valueName: "file")) var output: String?
  @OptionGroup var settings: Settings

  func run() async throws {
    guard let kind = Kind.named(kind) else {
      throw Failure.usage("\(kind) isn't a kind of file; the kinds are \(Kind.all.map { "\($0.name) \($0.japanese)" }.joined(separator: ", "))")
    }
    try await Session.run(settings) { session in
      let export = Export(kind: kind, encoding: encoding, language: session.settings.language)
      let lost: [String]
      if let output {
        lost = try await Output.write(output) { sink in try await export.run(in: session.database, as: session.viewer, to: sink) }
      } else {
        lost = try await export.run(in: session.database, as: session.viewer) { try Output.answer($0) }
      }
      for line in lost { Output.error(line) }
    }
  }
}

extension FileEncoding: ExpressibleByArgument {}
