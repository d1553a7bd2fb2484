public import Domain
import Postgres

/// For how long the sheets of a month were filled in, a sheet all that was spent on it.
public struct SheetTimes: Sendable {
  public let sheets: Int
  /// How many of them took ten minutes at most.
  public let withinTenMinutes: Int
  /// In seconds.
  public let median: Int

  /// Of fewer nothing is said: it would be about somebody.
  public static let fewest = 5
}

extension Database {
  /// Keeps how long a sheet took, and not whom.
  public func note(sheetSeconds seconds: Int, adoptions: Int, of month: Month, unit: String, as viewer: Viewer) async throws {
    _ = try await write(as: viewer) { transaction in
      try await transaction.execute(
        "insert into sheet_times (unit_id, month, seconds, adoptions) select u.id, \(month)::date, \(seconds), \(adoptions) from units u where u.code = \(unit)"
      )
    }
  }

  /// nil: too few were timed.
  public func sheetTimes(of month: Month, as viewer: Viewer) async throws -> SheetTimes? {
    let row = try await read(as: viewer) { transaction in
      try await transaction.query(
        """
        select count(*) as sheets, count(*) filter (where x.seconds <= 600) as within, coalesce(percentile_disc(0.5) within group (order by x.seconds), 0) as median
        from (select sum(s.seconds) as seconds from sheet_times s where s.month = \(month)::date group by s.unit_id) x
        """
      ).first
    }
    guard let row, case let sheets = try row.decode("sheets", as: Int.self), sheets >= SheetTimes.fewest else { return nil }
    return SheetTimes(sheets: sheets, withinTenMinutes: try row.decode("within", as: Int.self), median: try row.decode("median", as: Int.self))
  }
}
