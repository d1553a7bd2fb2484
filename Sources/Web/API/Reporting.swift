import Domain
import HTTPTypes
import Reports

/// The monthly report for whoever asks: the same document as the command's.
enum Reporting {
  static func month(_ call: Call<ReportReader>) async throws -> Answer {
    guard let month = call.arguments["month"].flatMap(Month.init) else { throw Fault.notFound }
    return Answer(json: try await report(month, call).json)
  }

  /// As much of the month as the viewer may see.
  static func report(_ month: Month, _ call: Call<ReportReader>) async throws -> MonthlyReport {
    let (database, unit, reader) = (call.services.database, call.arguments["unit"], call.context)
    return reader.isLive
      ? try await MonthlyReport.live(month, unit: unit, in: database, as: reader.viewer)
      : try await MonthlyReport.published(month, unit: unit, in: database, as: reader.viewer)
  }
}
