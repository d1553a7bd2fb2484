public import Domain
import Postgres
public import Store

/// A registered trial in the list of them.
public struct TrialEntry: Sendable {
  public let code: String
  public let title: String
  public let schemeCode: String
  public let registeredOn: Day
  public let firstStart: Month
  public let isRandom: Bool
  public let units: Int
  public let amendments: Int
  /// The last look at which there is a result; nil: none.
  public let look: Int?

  /// The newest first.
  public static func all(in database: Database, as viewer: Viewer) async throws -> [TrialEntry] {
    try await database.read(as: viewer) { transaction in
      try await transaction.query(TrialRegister.query("list", [])).map { row in
        TrialEntry(
          code: try row.decode("code", as: String.self), title: try row.decode("title", as: String.self),
          schemeCode: try row.decode("scheme_code", as: String.self), registeredOn: try row.decode("registered_on", as: Day.self),
          firstStart: try row.decode("first_start", as: Month.self), isRandom: try row.decode("is_random", as: Bool.self),
          units: try row.decode("units", as: Int.self), amendments: try row.decode("amendments", as: Int.self), look: try row.decode("look", as: Int?.self))
      }
    }
  }

  /// A line of a terminal.
  public func line(_ language: Language) -> String {
    [
      code, registeredOn.description, language.choose("施策 \(schemeCode)", "scheme \(schemeCode)"),
      language.choose("開始 \(firstStart)", "starts \(firstStart)"), language.choose("\(units) 所属", "\(units) units"),
      isRandom ? language.choose("無作為", "random") : language.choose("選択", "chosen"),
      look.map { language.choose("確認 \($0) 回目", "look \($0)") } ?? language.choose("結果なし", "no result yet"),
      amendments > 0 ? language.choose("変更 \(amendments)", "amended \(amendments)") : "", title,
    ].filter { !$0.isEmpty }.joined(separator: "  ")
  }
}
