public import Domain
package import Postgres

/// Frozen snapshots of months, with small groups withheld: what readers other than HR and auditors see.
extension Database {
  /// The months that are to be frozen.
  ///
  /// - Parameter atNight: from two to five in the morning in Japan only, when nobody is importing.
  public func dueMonths(atNight: Bool = false, as viewer: Viewer) async throws -> [Month] {
    try await read(as: viewer) { transaction in
      try await transaction.query(
        "select to_char(m, 'YYYY-MM') as month from due_months() m where not \(atNight) or extract(hour from now() at time zone 'Asia/Tokyo') between 2 and 4"
      ).compactMap { Month(try $0.decode("month", as: String.self)) }
    }
  }

  /// The newest month that is frozen, as far as the viewer may see; nil: none is yet.
  public func newestFrozenMonth(as viewer: Viewer) async throws -> Month? {
    try await read(as: viewer) { transaction in
      try await transaction.query("select to_char(max(s.month), 'YYYY-MM') as month from snapshots s").first?.decode("month", as: String?.self).flatMap {
        Month($0)
      }
    }
  }

  /// Freezes a month as it is now, in place of its older snapshot as far as their difference shows nobody's record.
  public func takeSnapshot(of month: Month, as viewer: Viewer) async throws {
    try await freezes.run {
      // One snapshot of the database, so that whatever is frozen fits together.
      try await write(as: viewer, isolation: .repeatableRead) { transaction in
        _ = try await transaction.query("select freeze_month(\(month)::date)")
      }
    }
  }
}

/// Freezes one month after the other: a transaction for which another one is in the way begins anew, and of many each would be in the way of all. Who waits keeps no connection.
actor FreezeQueue {
  private var last: Task<Void, Never>?

  func run(_ freeze: @escaping @Sendable () async throws -> Void) async throws {
    let before = last
    let mine = Task {
      await before?.value
      try await freeze()
    }
    last = Task { _ = await mine.result }
    try await withTaskCancellationHandler {
      try await mine.value
    } onCancel: {
      mine.cancel()
    }
  }
}

extension Database {
  /// The codes of the units that the viewer has mandates for in the present role.
  public func mandateUnits(as viewer: Viewer) async throws -> [String] {
    try await read(as: viewer) { transaction in
      try await transaction.query("select distinct u.code from viewer_mandates() m join units u on u.id = m.unit_id order by u.code").map {
        try $0.decode("code", as: String.self)
      }
    }
  }
}

extension Transaction {
  /// The code of the unit that is called so in a month's snapshot.
  ///
  /// - Throws: `UnitNotInForce`, `SeveralUnits`, `UnitOutOfScope`.
  package func snapshotUnitCode(named name: String, in month: Month) async throws -> String {
    let codes = try await query(
      """
      select u.code, u.code = folded(\(name)) as is_code from snapshot_units u
      where u.month = \(month)::date and not u.own and (u.code = folded(\(name)) or folded(u.name) = folded(\(name))) order by is_code desc, u.code collate "C"
      """
    ).map { (code: try $0.decode("code", as: String.self), isCode: try $0.decode("is_code", as: Bool.self)) }
    guard let first = codes.first else {
      // Everybody knows which units there are.
      throw UnitOutOfScope(code: try await unitCode(named: name, in: month))
    }
    guard first.isCode || codes.count == 1 else { throw SeveralUnits(name: name, month: month, codes: codes.map(\.code)) }
    return first.code
  }
}

/// The unit's figures aren't for this viewer, or it came into the record after the snapshot.
public struct UnitOutOfScope: Error, Sendable {
  public let code: String
}

/// No snapshot of the month has been taken yet.
public struct NoSnapshot: Error, Sendable {
  public let month: Month

  public init(month: Month) { self.month = month }
}
