/// The rows of time and redirections, worked out month by month.
extension World {
  /// Calls once for each adoption and month of a period; a piece of such a file is one of them, month by month.
  private func pair(_ piece: Int, _ period: Range<Int>) -> (adoption: Int, month: Int) {
    (piece % adoptions.count, period.lowerBound + piece / adoptions.count)
  }

  /// The time records of a period of months.
  func timeFile(months period: Range<Int>) -> SampleFile {
    let columns =
      "adoption_code month users cases measurement_code baseline_minutes ai_minutes gross_minutes verify_minutes rework_minutes learn_minutes "
      + "operate_minutes new_task evidence"
    return SampleFile("time", name: fileName("time", period), columns: columns, pieces: adoptions.count * period.count) { piece, rows in
      let (place, month) = pair(piece, period)
      guard let record = timeRecord(of: place, month: month) else { return }
      rows.code("D", place + 1, width: 7)
      rows.month(timeline.months[month])
      rows.number(record.users)
      rows.number(record.cases)
      switch record.basis {
      case .measurement(let measurement):
        rows.code("M", measurementStarts[adoptions[place].useCase] + measurement, width: 5)
        rows.empty(9)
        rows.endRow()
        return
      case .perCase(let baseline, let ai):
        rows.empty()
        if let baseline { rows.hundredths(baseline) } else { rows.empty() }
        rows.hundredths(ai)
        rows.empty()
      case .gross(let gross):
        rows.empty(3)
        rows.number(gross)
      }
      for minutes in [record.verify, record.rework, record.learn, record.operate] { rows.number(minutes) }
      rows.text(record.isNewTask ? "yes" : "no")
      rows.text(record.isVendor ? "E0" : "E1")
      rows.endRow()
    }
  }

  /// What became of the freed time of a period of months.
  func redirectionFile(months period: Range<Int>) -> SampleFile {
    let columns = "adoption_code month category minutes output claimed_by confirmed_by confirmed_on"
    return SampleFile(
      "redirections", name: fileName("redirections", period), columns: columns, pieces: adoptions.count * period.count
    ) { piece, rows in
      let (place, month) = pair(piece, period)
      for redirection in redirections(of: place, month: month) {
        rows.code("D", place + 1, width: 7)
        rows.month(timeline.months[month])
        rows.text(redirection.category.code)
        rows.number(redirection.minutes)
        rows.text(redirection.output)
        for number in [redirection.claimant, redirection.confirmer] {
          if let number { rows.staffNumber(workforce.numbers[number]) } else { rows.empty() }
        }
        rows.day(redirection.confirmedOn)
        rows.endRow()
      }
    }
  }
}
