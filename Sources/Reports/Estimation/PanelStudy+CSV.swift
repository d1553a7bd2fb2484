import Domain
import Sheets
import Statistics

/// The study as a table: a row for each number, with what it is about.
extension PanelStudy {
  public func csv() throws -> [UInt8] {
    var rows = ["estimator,what,group,time,event,unit,estimate,se_analytic,se_jackknife,lower,upper,method,p".split(separator: ",").map(String.init)]
    func digits(_ value: Double?) -> String { value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "" }
    for (name, figures) in [("imputation", imputation), ("callaway_santanna", callawaySantAnna)] {
      for figure in figures ?? [] {
        var (what, group, time, event) = ("", "", "", "")
        switch figure.target {
        case .simple: what = "simple"
        case .dynamic: what = "dynamic"
        case .groups: what = "group"
        case .calendars: what = "calendar"
        case .event(let number): (what, event) = ("event", "\(number)")
        case .group(let cohort): (what, group) = ("group", file.written(cohort))
        case .calendar(let period): (what, time) = ("calendar", file.written(period))
        case .cell: continue
        }
        let (interval, method) = (figure.estimate?.interval, figure.estimate?.method.rawValue ?? "")
        rows.append(
          [name, what, group, time, event, "", digits(figure.effect), digits(figure.analytic), digits(figure.jackknife)]
            + [digits(interval?.lower), digits(interval?.upper), method, digits(figure.estimate?.p)])
      }
    }
    rows += cells.map { cell in
      ["callaway_santanna", "att_gt", file.written(cell.group), file.written(cell.period), "\(cell.event)", "", digits(cell.effect)]
        + [digits(cell.analyticStandardError), "", "", "", "", ""]
    }
    for one in departments {
      guard let estimate = one.effect.value else { continue }
      rows.append(
        ["department_month", "effect", "", file.written(one.period), "", one.unit, digits(estimate.value), "", ""]
          + [digits(estimate.interval.lower), digits(estimate.interval.upper), estimate.method.rawValue, digits(estimate.p)])
    }
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    for row in rows { try writer.write(row.map { Double($0) == nil ? .text($0) : .decimal($0) }) }
    try writer.finish()
    return bytes
  }
}
