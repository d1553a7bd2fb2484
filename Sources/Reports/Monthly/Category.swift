import Postgres
import Store
import sql

/// A work category 振向け先.
public struct Category: Sendable, Equatable {
  public let code: String
  public let title: String
  public let titleEnglish: String?
  public let tier: Tier
}

/// What a category counts as.
public enum Tier: String, Sendable, CaseIterable {
  case higherValue = "higher_value"
  case sameWork = "same_work"
  case overtimeCut = "overtime_cut"
}

/// A category whose tier this version doesn't know: its minutes would land in a wrong line.
private struct UnknownTier: Error {
  let category: String
  let tier: String
}

extension Category {
  /// The list in its order.
  static func all(in transaction: Transaction) async throws -> [Category] {
    try await transaction.query(Statement(text: try SQLFiles.text("queries/report/category-list.sql"))).map(Category.init)
  }

  init(_ row: Row) throws {
    code = try row.decode("code", as: String.self)
    title = try row.decode("title", as: String.self)
    titleEnglish = try row.decode("title_en", as: String?.self)
    let word = try row.decode("tier", as: String.self)
    guard let tier = Tier(rawValue: word) else { throw UnknownTier(category: code, tier: word) }
    self.tier = tier
  }
}
