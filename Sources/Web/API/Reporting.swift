import Domain
import HTTPTypes
import Reports

/// The monthly report over the API: the same document as the command's.
enum Reporting {
  static func month(_ call: Call<LiveReader>) async throws -> Answer {
    guard let month = call.arguments["month"].flatMap(Month.init) else { throw Fault.notFound }
    let report = try await MonthlyReport.live(month, unit: call.arguments["unit"], in: call.services.database, as: call.context.viewer)
    return Answer(json: report.json)
  }
}
