public import Domain
package import Postgres

/// Units as people name them: by code, or by a name that only one has.
extension Transaction {
  /// The code of the unit that is called so in a month.
  ///
  /// - Throws: `UnitNotInForce`, `SeveralUnits`.
  package func unitCode(named name: String, in month: Month) async throws -> String {
    let codes = try await query(
      """
      select u.code, u.code = folded(\(name)) as is_code
      from month_tree(\(month)::date) t join units u on u.id = t.unit_id join unit_versions v on v.id = t.version_id
      where u.code = folded(\(name)) or folded(v.name) = folded(\(name)) order by is_code desc, u.code collate "C"
      """
    ).map { (code: try $0.decode("code", as: String.self), isCode: try $0.decode("is_code", as: Bool.self)) }
    guard let first = codes.first else { throw UnitNotInForce(code: name, month: month) }
    guard first.isCode || codes.count == 1 else { throw SeveralUnits(name: name, month: month, codes: codes.map(\.code)) }
    return first.code
  }
}

/// The unit is not in force in the month, or there is none with this code or name.
public struct UnitNotInForce: Error, Sendable {
  public let code: String
  public let month: Month

  package init(code: String, month: Month) {
    self.code = code
    self.month = month
  }
}

/// Several units have this name in the month.
public struct SeveralUnits: Error, Sendable {
  public let name: String
  public let month: Month
  public let codes: [String]
}
