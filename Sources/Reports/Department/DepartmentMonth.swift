package import Domain
package import Store

/// A unit's month beside the whole organisation, the same month of last year and the months before: what a department reads.
package struct DepartmentMonth: Sendable {
  package let report: MonthlyReport
  let beside: Beside
  /// Of units' own adoptions; nil: the viewer sees none of the unit's.
  let movement: AdoptionMovement?
  /// Likewise; empty: the viewer sees none.
  let useCases: [UseCaseInUse]
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
    let report =
      isLive
      ? try await MonthlyReport.live(month, unit: name, in: database, as: viewer)
      : try await MonthlyReport.published(month, unit: name, in: database, as: viewer)
    let code = report.unit?.code
    return try await database.read(as: viewer) { transaction in
      let beside = isLive ? try await Beside.live(month, unit: code, in: transaction) : try await Beside.published(month, unit: code, in: transaction)
      return DepartmentMonth(
        report: report, beside: beside, movement: seesAdoptions ? try await AdoptionMovement.since(month, unit: code, in: transaction) : nil,
        useCases: seesAdoptions ? try await UseCaseInUse.all(in: month, unit: code, in: transaction) : [],
        trend: try await UnitMonth.all(until: month, unit: code, in: transaction))
    }
  }
}
