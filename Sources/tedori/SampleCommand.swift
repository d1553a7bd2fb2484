public import ArgumentParser
import Domain
import Foundation
import Glibc
import Reports
import Store
public import Sample

/// `tedori sample`: puts in an invented organisation, through the same imports as real files.
struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: say("架空の組織を、実際のファイルと同じ取込みで入れます。", "Put in an invented organisation, through the same imports as real files."))

  @Option(help: ArgumentHelp(say("small（職員 300 人）、bureau（5,000 人）、metropolis（170,000 人）。", "small (300 staff), bureau (5,000) or metropolis (170,000).")))
  var scale: Scale = .small
  @Option(help: ArgumentHelp(say("最後の月。", "Its last month."), valueName: "month")) var lastMonth: Month?
  @Option(help: ArgumentHelp(say("取り込まず、見るためのファイルをこのフォルダーに書きます。", "Write the files to this folder instead, to be looked at."), valueName: "folder")) var output:
    String?
  @OptionGroup var settings: Settings

  func run() async throws {
    guard let last = lastMonth ?? Month("2026-10") else { return }
    let organisation = SampleOrganisation(scale: scale, lastMonth: (last.year, last.month))
    if let output {
      try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
      for file in organisation.files { try await Output.write("\(output)/\(file.name).csv") { sink in try file.write { try sink($0) } } }
      return
    }
    try await Session.run(settings) { session in
      let folder = FileManager.default.temporaryDirectory.appending(path: "tedori-sample-\(getpid())").path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      defer {
        do { try FileManager.default.removeItem(atPath: folder) } catch {
          Output.error(say("\(folder) が残りました: \(error)", "\(folder) is left behind: \(error)"))
        }
      }
      for file in organisation.files {
        guard let kind = Kind.named(file.kind) else { throw Failure(status: 70, "the sample has a file of an unknown kind, \(file.kind)") }
        let path = "\(folder)/\(file.name)"
        try await Output.write(path) { sink in try file.write { try sink($0) } }
        let outcome = try await Import(kind: kind, path: path, language: Speech.language).run(in: session.database, as: session.viewer) {
          Output.progress(file.name, $0)
        }
        unlink(path)
        guard outcome.problems.isEmpty else {
          throw Failure.data(outcome.problems.prefix(20).map { "\(file.name): \($0.description)" }.joined(separator: "\n"))
        }
        Output.error("\(file.name): created \(outcome.counts.created), updated \(outcome.counts.updated), unchanged \(outcome.counts.unchanged)")
      }
      try await session.tidy()
    }
  }
}

extension Scale: ExpressibleByArgument {}
