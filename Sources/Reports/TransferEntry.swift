public import Domain
import Postgres
import Sheets
public import Store

/// Persons who get primary posts on one day, written together by the path of a file of posts; what the post before said of them goes on.
public struct TransferEntry: Sendable {
  /// One person's move.
  public struct Move: Sendable {
    public let number: String
    public let unit: String
    /// Empty: as before.
    public let grade: String

    public init(number: String, unit: String, grade: String) {
      self.number = number
      self.unit = unit
      self.grade = grade
    }
  }

  public let day: Day
  public let moves: [Move]
  public let reason: String
  public let language: Language

  public init(day: Day, moves: [Move], reason: String, language: Language) {
    self.day = day
    self.moves = moves
    self.reason = reason
    self.language = language
  }

  /// What came of it.
  public enum Outcome: Sendable {
    /// What the day changes, with these moves and all that were entered before.
    case done(Transfers, MergeCounts, notes: [Sentence])
    /// The moves are lines 2 and on.
    case refused([Problem])
  }

  /// What the day changes as things stand.
  public static func preview(of day: Day, in database: Database, as viewer: Viewer) async throws -> Transfers {
    try await database.write(as: viewer) { try await $0.transfers(on: day) }
  }

  public func run(isCheck: Bool, in database: Database, as viewer: Viewer) async throws -> Outcome {
    do {
      return try await database.write(as: viewer) { transaction in
        let former = try await transaction.formerPosts(of: moves.map(\.number), before: day)
        let file = Import(kind: .posts, bytes: try csv(moves.map { ($0, former[$0.number]) }), language: language)
        let outcome = try await file.read(in: transaction) { _ in }
        guard outcome.problems.isEmpty else { throw Undone(outcome: .refused(outcome.problems)) }
        let done = Outcome.done(try await transaction.transfers(on: day), outcome.counts, notes: outcome.notes)
        if isCheck { throw Undone(outcome: done) }
        return done
      }
    } catch let undone as Undone {
      return undone.outcome
    }
  }

  private struct Undone: Error {
    let outcome: Outcome
  }

  private func csv(_ rows: [(move: Move, former: FormerPost?)]) throws -> [UInt8] {
    let bytes = Gathered()
    var writer = CSVWriter(encoding: .utf8BOM, sink: bytes.append)
    func cell(_ text: String?) -> SheetCell { text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .empty }
    let names = ["staff_no", "unit_code", "valid_from", "kind", "employment", "grade", "contracted_minutes", "reason"]
    try writer.write(names.map { SheetCell.text($0) })
    for (move, former) in rows {
      let grade = move.grade.isEmpty ? former?.grade : move.grade
      try writer.write([
        cell(move.number), cell(move.unit), cell(day.description), cell("primary"), cell(former?.employment), cell(grade),
        cell(former?.minutes.map(String.init)), cell(reason),
      ])
    }
    try writer.finish()
    return bytes.all
  }
}
