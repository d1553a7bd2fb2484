import Postgres

/// The name of a unit in a month.
public struct UnitName: Sendable, Equatable {
  public let code: String
  public let name: String
  public let nameEnglish: String?
  public let kind: String
}

extension UnitName {
  init(_ row: Row) throws {
    code = try row.decode("code", as: String.self)
    name = try row.decode("name", as: String.self)
    nameEnglish = try row.decode("name_en", as: String?.self)
    kind = try row.decode("kind", as: String.self)
  }
}
