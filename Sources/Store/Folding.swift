import Postgres
public import Domain

/// Folding: the rollups are brought up to date with the facts.
extension Database {
  /// Brings the rollups of every month that is behind up to date, a month a transaction. Readers are exact before, during and after.
  ///
  /// - Returns: the months, first to last.
  @discardableResult
  public func fold(as viewer: Viewer) async throws -> [Month] {
    let behind = try await read(as: viewer) { transaction in
      try await transaction.query("select m as month from months_behind() m order by 1").map { try $0.decode("month", as: Month.self) }
    }
    for month in behind {
      try await pool.transaction(isolation: .repeatableRead) { transaction in
        // The lock comes before the snapshot: nobody folds from an older one.
        try await transaction.script("set local jit = off; set local work_mem = '96MB'; lock table rolled_months in share row exclusive mode")
        _ = try await transaction.query("select fold_month(\(month)::date)")
      }
    }
    return behind
  }
}
