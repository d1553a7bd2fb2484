import Postgres

/// All that a staff member is shown about the own record: the record, who looked, what was asked to be corrected, and for how long it is kept.
public struct OwnPapers: Sendable {
  public let record: OwnRecord
  public let looks: [Looks]
  public let areMoreLooks: Bool
  public let corrections: [Correction]
  public let retentionYears: Int
}

extension Database {
  /// What is shown to the viewer, as it stands in one moment.
  public func ownPapers(as viewer: Viewer) async throws -> OwnPapers {
    try await read(as: viewer) { transaction in
      let looks = try await transaction.looksAtViewer(limit: 300)
      return OwnPapers(
        record: try await transaction.ownRecord(), looks: looks.lines, areMoreLooks: looks.areMore, corrections: try await transaction.ownCorrections(),
        retentionYears: try await transaction.limits().retentionYears)
    }
  }
}
