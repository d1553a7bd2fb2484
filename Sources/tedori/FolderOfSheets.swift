import Domain
import Foundation
import Reports
import Store

/// Monthly sheets that came back, in one folder: each is a transaction of its own, and one that is refused doesn't keep the others out.
struct FolderOfSheets: Sendable {
  let path: String
  let isCheck: Bool
  let keepsGood: Bool
  let encoding: FileEncoding?

  func take(in session: Session) async throws {
    let names = try names()
    guard !names.isEmpty else { throw Failure.data(say("フォルダー \(path) に月次票がありません。", "there are no sheets in the folder \(path)")) }
    var total = MergeCounts()
    var months: Set<Month> = []
    var refused: [String] = []
    for name in names {
      let outcome = try await take(name, in: session)
      let counts = outcome.counts
      total.created += counts.created
      total.updated += counts.updated
      total.unchanged += counts.unchanged
      total.refused += counts.refused
      if outcome.isWritten { months.formUnion(outcome.months) }
      if !outcome.problems.isEmpty { refused.append(name) }
      Output.error("\(name): \(counts.line)")
      for line in outcome.notes.map({ $0.text(in: Speech.language) }) + ProblemDigest(outcome.problems, language: Speech.language).lines {
        Output.error("  \(line)")
      }
    }
    if !months.isEmpty { try await ImportCommand.review(months.sorted(), in: session) }
    if isCheck { Output.error(say("確認だけを行いました。何も書き込んでいません", "only checked: nothing was written")) }
    if !refused.isEmpty {
      Output.error(
        say(
          "\(names.count) ファイルのうち \(refused.count) ファイルに問題があります: \(refused.joined(separator: "、"))",
          "\(refused.count) of \(names.count) files have problems: \(refused.joined(separator: ", "))"))
    }
    Output.error(total.line)
    if !isCheck { try await session.tidy() }
    if !refused.isEmpty { throw Failure(status: 65, "") }
  }

  private func take(_ name: String, in session: Session) async throws -> ImportOutcome {
    let file = URL(fileURLWithPath: path).appending(path: name).path
    var job = try await Import.sheet(path: file, language: Speech.language, in: session.database, as: session.viewer)
    job.encoding = encoding
    job.isCheck = isCheck
    job.keepsGood = keepsGood
    return try await job.run(in: session.database, as: session.viewer) { _ in }
  }

  /// The files in their order, without what programs and systems leave beside them.
  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(at: URL(fileURLWithPath: path), includingPropertiesForKeys: [.isRegularFileKey])
      .filter { url in
        let name = url.lastPathComponent
        let isLeftBeside = name.hasPrefix(".") || name.hasPrefix("~$") || ["thumbs.db", "desktop.ini"].contains(name.lowercased())
        return try !isLeftBeside && url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
      }
      .map(\.lastPathComponent).sorted()
  }
}
