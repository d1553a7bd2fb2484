package import Domain
package import Store

/// A unit's month beside the whole organisation, the same month of last year and the months before: what a department reads.
package struct DepartmentMonth: Sendable {
  package let report: MonthlyReport
  /// The whole organisation; nil: it is what the report is on.
  let whole: Figures?
  /// nil: there is no snapshot of that month, or the unit wasn't there.
  let lastYear: Figures?
  /// The month before; nil as for last year.
  let lastMonth: Figures?
  /// Of units' own adoptions; nil: the viewer sees none of the unit's.
  let movement: AdoptionMovement?
  /// Newest first, from snapshots.
  package let trend: [UnitMonth]

  /// Reads as much of it as the viewer may see.
  ///
  /// - Parameters:
  ///   - name: the unit's code, or its name where that is unique; nil: the whole organisation.
  ///   - seesAdoptions: the viewer sees all adoptions of units in what is read.
  ///   - isLive: from the live account, with nothing withheld but in the trend, which is of what was frozen.
  /// - Throws: `NoSnapshot`, `UnitNotInForce`, `SeveralUnits`, `UnitOutOfScope`.
  package static func read(_ month: Month, unit name: String?, isLive: Bool, seesAdoptions: Bool, in database: Database, as viewer: Viewer) async throws
    -> DepartmentMonth
  {
    func report(_ month: Month, _ name: String?) async throws -> MonthlyReport {
      isLive
        ? try await MonthlyReport.live(month, unit: name, in: database, as: viewer)
        : try await MonthlyReport.published(month, unit: name, in: database, as: viewer)
    }
    let own = try await report(month, name)
    let code = own.unit?.code
    let whole = code == nil ? nil : try await report(month, nil).total
    /// Another month of the unit, where there is one: an account without records isn't one of zeros.
    func other(_ month: Month) async throws -> Figures? {
      do {
        let figures = try await report(month, code).total
        return figures.isEmpty ? nil : figures
      } catch is NoSnapshot { return nil } catch is UnitNotInForce { return nil } catch is UnitOutOfScope { return nil }
    }
    let (movement, trend) = try await database.read(as: viewer) { transaction in
      (
        seesAdoptions ? try await AdoptionMovement.since(month, unit: code, in: transaction) : nil,
        try await UnitMonth.all(until: month, unit: code, in: transaction)
      )
    }
    return DepartmentMonth(
      report: own, whole: whole, lastYear: try await other(month.adding(months: -12)), lastMonth: try await other(month.previous), movement: movement,
      trend: trend)
  }
}
