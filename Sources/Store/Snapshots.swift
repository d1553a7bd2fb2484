public import Domain
package import Postgres

/// Frozen snapshots of months, with small groups withheld: what readers other than HR and auditors see.
extension Database {
  /// Freezes a month as it is now, in place of its older snapshot.
  public func takeSnapshot(of month: Month, as viewer: Viewer) async throws {
    try await pool.transaction(isolation: .repeatableRead) { transaction in
      // The lock comes before the snapshot of the database: of two at once the later one sees more.
      try await transaction.script(
        "set local jit = off; set local work_mem = '96MB'; set local temp_buffers = '64MB'; lock table snapshots in share row exclusive mode")
      _ = try await transaction.query("select set_config('tedori.actor', \(viewer.name), true), set_config('client_min_messages', 'warning', true)")
      _ = try await transaction.query("select take_snapshot(\(month)::date)")
    }
  }
}

extension Transaction {
  /// The code of the unit that is called so in a month's snapshot.
  ///
  /// - Throws: `UnitNotInForce`, `SeveralUnits`.
  package func snapshotUnitCode(named name: String, in month: Month) async throws -> String {
    let codes = try await query(
      """
      select u.code, u.code = folded(\(name)) as is_code from snapshots s join snapshot_units u on u.snapshot_id = s.id
      where s.month = \(month)::date and not u.own and (u.code = folded(\(name)) or folded(u.name) = folded(\(name))) order by is_code desc, u.code collate "C"
      """
    ).map { (code: try $0.decode("code", as: String.self), isCode: try $0.decode("is_code", as: Bool.self)) }
    guard let first = codes.first else { throw UnitNotInForce(code: name, month: month) }
    guard first.isCode || codes.count == 1 else { throw SeveralUnits(name: name, month: month, codes: codes.map(\.code)) }
    return first.code
  }
}

/// No snapshot of the month has been taken yet.
public struct NoSnapshot: Error, Sendable {
  public let month: Month

  public init(month: Month) { self.month = month }
}
