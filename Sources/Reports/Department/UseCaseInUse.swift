import Domain
import Postgres
import Store
import sql

/// A use case that units have in force in a month, told by their own adoptions, which whoever sees the page may see one by one. Of its time nothing is told: snapshots tell
/// minutes apart by tool and area only, and one section's use case would be one section's time.
struct UseCaseInUse: Sendable {
  let title: String
  let tool: String
  let area: String
  let adoptions: Int
  let units: Int

  /// Those used most first.
  ///
  /// - Parameter code: the unit's, with all under it; nil: of all units.
  static func all(in month: Month, unit code: String?, in transaction: Transaction) async throws -> [UseCaseInUse] {
    try await transaction.query(Statement(text: try SQLFiles.text("queries/department/use-cases.sql"), parameters: [month, code])).map { row in
      UseCaseInUse(
        title: try row.decode("use_case", as: String.self), tool: try row.decode("tool", as: String.self), area: try row.decode("area", as: String.self),
        adoptions: try row.decode("adoptions", as: Int.self), units: try row.decode("units", as: Int.self))
    }
  }
}
