public import Domain
import Postgres
public import Store
import sql

/// Which use cases need a measurement, those first by whose self-reported minutes most would be known better.
public struct MeasuringPlan: Sendable {
  public let month: Month
  public let lines: [Line]

  public struct Line: Sendable {
    public let useCase: String
    public let title: String
    public let adoptions: Int
    /// Gross minutes of the month by self-report (E1), and in all.
    public let selfReported: Int
    public let gross: Int
    /// Until when its newest measurement is valid; nil: there is none.
    public let lastDay: Day?
    public let state: State
    /// Cases that were timed and haven't gone into a measurement.
    public let timedWithAI: Int
    public let timedWithout: Int
  }

  public enum State: String, Sendable { case none, expired, ending, valid }

  private struct UnknownState: Error {}

  public static func load(_ month: Month, in database: Database, as viewer: Viewer) async throws -> MeasuringPlan {
    try await database.read(as: viewer) { transaction in
      let rows = try await transaction.query(Statement(text: try SQLFiles.text("queries/measuring/plan.sql"), parameters: [month]))
      return MeasuringPlan(
        month: month,
        lines: try rows.map { row in
          guard let state = State(rawValue: try row.decode("state", as: String.self)) else { throw UnknownState() }
          return Line(
            useCase: try row.decode("code", as: String.self), title: try row.decode("title", as: String.self),
            adoptions: try row.decode("adoptions", as: Int.self),
            selfReported: try row.decode("self_reported", as: Int.self), gross: try row.decode("gross", as: Int.self),
            lastDay: try row.decode("last_day", as: Day?.self),
            state: state, timedWithAI: try row.decode("with_ai", as: Int.self), timedWithout: try row.decode("without_ai", as: Int.self))
        })
    }
  }
}
