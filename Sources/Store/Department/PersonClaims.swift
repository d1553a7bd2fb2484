public import Domain
import Postgres

/// What persons of a unit have claimed in a category of their own adoptions, together: as much as may be told of them to whoever confirms it.
public struct PersonClaims: Sendable {
  public let key: ClaimGroup.Key
  public let unit: String
  public let unitEnglish: String?
  public let category: String
  public let categoryEnglish: String?
  /// To ten, so that what one person adds doesn't show; nil: too few persons have claimed it, and HR confirms.
  public let hours: Int?
  /// Waits; else the viewer has confirmed it.
  public let isOpen: Bool
  public let outputs: [String]
  /// Another text once anything of it has changed.
  public let state: String?
  let unitID: Int
  let categoryID: Int
}

extension Database {
  public func personClaims(of month: Month, as viewer: Viewer) async throws -> [PersonClaims] {
    try await read(as: viewer) { try await $0.personClaims(of: month) }
  }

  /// Confirms a group as it was seen, or takes the own confirmation back.
  public func decide(onPersons key: ClaimGroup.Key, confirms: Bool, seen: String, of month: Month, as viewer: Viewer) async throws -> Decided {
    try await write(as: viewer) { transaction in
      func groups() async throws -> [PersonClaims] { try await transaction.personClaims(of: month).filter { $0.key == key } }
      // A second click finds its work done.
      func isDone(_ groups: [PersonClaims]) -> Bool {
        let hasConfirmed = groups.contains { !$0.isOpen }
        return confirms ? hasConfirmed && !groups.contains { $0.isOpen && $0.hours != nil } : !hasConfirmed
      }
      let found = try await groups()
      if isDone(found) { return .done }
      guard let group = found.first(where: { $0.isOpen == confirms }) else { return .changed }
      do {
        return try await transaction.savepoint {
          if confirms {
            let row = try await transaction.query(
              "select confirm_person_claims(\(group.unitID), \(month)::date, \(group.categoryID), \(seen)) as is_done"
            ).first
            // The first click may have been about it until now.
            guard try row?.decode("is_done", as: Bool.self) == true else { return isDone(try await groups()) ? .done : .changed }
          } else {
            _ = try await transaction.query("select release_person_claims(\(group.unitID), \(month)::date, \(group.categoryID))")
          }
          if let fault = try await transaction.settledFault() { throw fault }
          return .done
        }
      } catch let fault as SettledFault {
        return .refused(rule: .named(fault.rule), details: fault.details)
      }
    }
  }
}

extension Transaction {
  fileprivate func personClaims(of month: Month) async throws -> [PersonClaims] {
    try await query("select * from person_claims_to_confirm(\(month)::date)").map { row in
      PersonClaims(
        key: .init(unit: try row.decode("unit_code", as: String.self), category: try row.decode("category_code", as: String.self)),
        unit: try row.decode("unit", as: String.self), unitEnglish: try row.decode("unit_en", as: String?.self),
        category: try row.decode("category", as: String.self), categoryEnglish: try row.decode("category_en", as: String?.self),
        hours: try row.decode("hours", as: Int?.self), isOpen: try row.decode("is_open", as: Bool.self), outputs: try row.decode("outputs", as: [String].self),
        state: try row.decode("state", as: String?.self), unitID: try row.decode("unit_id", as: Int.self),
        categoryID: try row.decode("category_id", as: Int.self))
    }
  }
}
