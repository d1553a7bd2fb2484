import Sample
import Testing

/// Adoptions, time and redirections keep the rules of the account; worked out again from the files alone.
@Suite struct AccountTests {
  /// Gross and net minutes of a time record.
  private func net(_ row: Table.Row, _ measurements: [String: Table.Row]) -> Int {
    func minutes(_ hundredths: Int) -> Int {
      let product = row.number("cases") * hundredths
      return (abs(product) + 50) / 100 * product.signum()
    }
    let overheads = ["verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes"]
    if let measurement = measurements[row["measurement_code"]] {
      return minutes(measurement.hundredths("baseline_minutes") - measurement.hundredths("ai_minutes"))
        - overheads.reduce(0) { $0 + minutes(measurement.hundredths($1)) }
    }
    let gross = row["gross_minutes"].isEmpty ? minutes(row.hundredths("baseline_minutes") - row.hundredths("ai_minutes")) : row.number("gross_minutes")
    return gross - overheads.reduce(0) { $0 + row.number($1) }
  }

  private func byCode(_ rows: [Table.Row]) -> [String: Table.Row] {
    Dictionary(uniqueKeysWithValues: rows.map { ($0["code"], $0) })
  }

  @Test(arguments: checkedScales) func adoptionsHaveOneHolderAndSoundDates(scale: Scale) {
    let ledger = Ledger.of(scale)
    let rows = ledger.archive.rows("adoptions")
    let adoptions = byCode(rows)
    for row in rows {
      let days = dayNumber(row["started_on"])..<max(dayNumber(row["started_on"]), endDay(row["ended_on"]))
      #expect(!days.isEmpty, "\(row["code"])")
      #expect(row["unit_code"].isEmpty != row["staff_no"].isEmpty)
      #expect(row["ended_on"].isEmpty == row["end_reason"].isEmpty)
      #expect(row["regular_on"].isEmpty || days.contains(dayNumber(row["regular_on"])))
      if row["staff_no"].isEmpty {
        #expect(ledger.isInForce(row["unit_code"], days), "\(row["code"])")
      } else {
        #expect(ledger.persons[row["staff_no"]] != nil, "\(row["code"])")
      }
      guard !row["copied_from"].isEmpty else { continue }
      #expect(adoptions[row["copied_from"]]?["use_case_code"] == row["use_case_code"])
      #expect(dayNumber(adoptions[row["copied_from"]]?["started_on"] ?? "") < days.lowerBound)
    }
  }

  @Test(arguments: checkedScales) func aHolderHasAUseCaseOnceAtATime(scale: Scale) {
    let ledger = Ledger.of(scale)
    let groups = Dictionary(grouping: ledger.archive.rows("adoptions")) {
      [$0["unit_code"], ledger.persons[$0["staff_no"]] ?? "", $0["use_case_code"]]
    }
    for (key, rows) in groups {
      let sorted = rows.sorted { dayNumber($0["started_on"]) < dayNumber($1["started_on"]) }
      for place in sorted.indices.dropFirst() {
        #expect(endDay(sorted[place - 1]["ended_on"]) <= dayNumber(sorted[place]["started_on"]), "\(key)")
      }
    }
  }

  @Test(arguments: checkedScales) func timeRecordsSayWhatTheirKindMay(scale: Scale) {
    let ledger = Ledger.of(scale)
    let adoptions = byCode(ledger.archive.rows("adoptions"))
    let measurements = byCode(ledger.archive.rows("measurements"))
    let typed = [
      "baseline_minutes", "ai_minutes", "gross_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes", "new_task", "evidence",
    ]
    for row in ledger.archive.rows("time") {
      let name = row["adoption_code"] + " " + row["month"]
      guard let adoption = adoptions[row["adoption_code"]] else {
        Issue.record("no adoption \(name)")
        continue
      }
      let month = monthDays(row["month"])
      #expect((dayNumber(adoption["started_on"])..<endDay(adoption["ended_on"])).overlaps(month), "\(name)")
      let isUnit = adoption["staff_no"].isEmpty
      #expect(isUnit ? row.number("users") > 0 : row["users"].isEmpty, "\(name)")
      let home = isUnit ? adoption["unit_code"] : ledger.home(of: ledger.persons[adoption["staff_no"]] ?? "", in: month)
      #expect(home != nil, "\(name)")
      #expect(row.number("cases") > 0, "\(name)")
      if row["measurement_code"].isEmpty {
        let isNew = row["new_task"] == "yes"
        let hasCases = !row["ai_minutes"].isEmpty && row["baseline_minutes"].isEmpty == isNew && row["gross_minutes"].isEmpty
        let hasGross = row["ai_minutes"].isEmpty && row["baseline_minutes"].isEmpty && !row["gross_minutes"].isEmpty && !isNew
        #expect(hasCases != hasGross, "\(name)")
        #expect(["E0", "E1"].contains(row["evidence"]))
      } else {
        #expect(typed.allSatisfy { row[$0].isEmpty }, "\(name)")
        let measurement = measurements[row["measurement_code"]]
        #expect(measurement?["use_case_code"] == adoption["use_case_code"], "\(name)")
        let scope = measurement?["unit_code"] ?? "none"
        let last = ledger.units[home ?? ""]?.last { $0.days.overlaps(month) }?.days.upperBound ?? 0
        #expect(scope.isEmpty || ledger.line(of: home ?? "", on: min(month.upperBound, last) - 1).contains(scope), "\(name)")
      }
    }
  }

  @Test(arguments: checkedScales) func netTimeStaysBelowContractedMinutes(scale: Scale) {
    let ledger = Ledger.of(scale)
    let adoptions = byCode(ledger.archive.rows("adoptions"))
    let measurements = byCode(ledger.archive.rows("measurements"))
    var units: [[String]: Int] = [:]
    var persons: [[String]: Int] = [:]
    for row in ledger.archive.rows("time") where row["evidence"] != "E0" {
      guard let adoption = adoptions[row["adoption_code"]] else { continue }
      if adoption["staff_no"].isEmpty {
        units[[row["month"], adoption["unit_code"]], default: 0] += net(row, measurements)
      } else {
        persons[[row["month"], ledger.persons[adoption["staff_no"]] ?? ""], default: 0] += net(row, measurements)
      }
    }
    for (key, minutes) in persons { #expect(minutes <= ledger.contracted(key[1], in: monthDays(key[0])), "\(key)") }
    for (month, keys) in Dictionary(grouping: units.keys, by: { $0[0] }) {
      let days = monthDays(month)
      // A unit's staff: those with a primary post in it or under it on the post's days; a tree holds for all days of a month.
      var contracted: [String: Int] = [:]
      for (person, posts) in ledger.primary {
        for unit in Set(posts.filter { $0.days.overlaps(days) }.map(\.target)) {
          let minutes = ledger.contracted(person, in: days) { $0 == unit }
          for above in ledger.line(of: unit, on: days.lowerBound) { contracted[above, default: 0] += minutes }
        }
      }
      for key in keys { #expect(units[key] ?? 0 <= contracted[key[1]] ?? 0, "\(key)") }
    }
  }

  @Test(arguments: checkedScales) func noUseCaseIsRecordedForAUnitAndAPersonUnderIt(scale: Scale) {
    let ledger = Ledger.of(scale)
    let adoptions = byCode(ledger.archive.rows("adoptions"))
    var ofUnits: Set<[String]> = []
    var ofPersons: [(line: [String], month: String, useCase: String)] = []
    for row in ledger.archive.rows("time") {
      guard let adoption = adoptions[row["adoption_code"]] else { continue }
      if adoption["staff_no"].isEmpty {
        ofUnits.insert([adoption["unit_code"], row["month"], adoption["use_case_code"]])
      } else if let home = ledger.home(of: ledger.persons[adoption["staff_no"]] ?? "", in: monthDays(row["month"])) {
        ofPersons.append((ledger.line(of: home, on: monthDays(row["month"]).lowerBound), row["month"], adoption["use_case_code"]))
      }
    }
    #expect(!ofPersons.isEmpty)
    for record in ofPersons {
      #expect(!record.line.contains { ofUnits.contains([$0, record.month, record.useCase]) })
    }
  }

  @Test(arguments: checkedScales) func redirectionsAreFreedClaimedAndConfirmedByOthers(scale: Scale) {
    let ledger = Ledger.of(scale)
    let adoptions = byCode(ledger.archive.rows("adoptions"))
    let measurements = byCode(ledger.archive.rows("measurements"))
    var freed: [[String]: Int] = [:]
    for row in ledger.archive.rows("time") where row["evidence"] != "E0" {
      freed[[row["adoption_code"], row["month"]]] = max(0, net(row, measurements))
    }
    let rewarded = Set(ledger.archive.rows("scheme-units").map { $0["unit_code"] })
    for row in ledger.archive.rows("redirections") {
      let name = row["adoption_code"] + " " + row["month"]
      freed[[row["adoption_code"], row["month"]], default: 0] -= row.number("minutes")
      #expect(row.number("minutes") > 0, "\(name)")
      #expect(row["confirmed_by"].isEmpty == row["confirmed_on"].isEmpty, "\(name)")
      guard !row["confirmed_by"].isEmpty, let adoption = adoptions[row["adoption_code"]] else { continue }
      let confirmer = ledger.persons[row["confirmed_by"]]
      #expect(confirmer != nil && confirmer != ledger.persons[row["claimed_by"]], "\(name)")
      let person = ledger.persons[adoption["staff_no"]]
      #expect(confirmer != person, "\(name)")
      #expect(dayNumber(row["confirmed_on"]) >= monthDays(row["month"]).upperBound, "\(name)")
      // Nobody of a rewarded unit confirms its redirections, neither when they were made nor when they are confirmed.
      let month = monthDays(row["month"])
      let home = person.map { ledger.home(of: $0, in: month) ?? "" } ?? adoption["unit_code"]
      let rewardedAbove = ledger.line(of: home, on: month.lowerBound).filter { rewarded.contains($0) }
      guard !rewardedAbove.isEmpty, let confirmer else { continue }
      for day in [month.upperBound - 1, dayNumber(row["confirmed_on"])] {
        let places = ((ledger.primary[confirmer] ?? []) + (ledger.concurrent[confirmer] ?? [])).filter { $0.days.contains(day) }
        #expect(!places.contains { place in ledger.line(of: place.target, on: day).contains { rewardedAbove.contains($0) } }, "\(name)")
      }
    }
    for (key, left) in freed { #expect(left >= 0, "\(key)") }
  }

  @Test(arguments: checkedScales) func timeIsImportedBeforeItsRedirections(scale: Scale) {
    var months: Set<String> = []
    for file in Archive.of(scale).files {
      let place = file.columns.firstIndex(of: "month")
      for record in file.records.dropFirst() {
        guard let place else { break }
        if file.kind == "time" { months.insert(record[place]) }
        if file.kind == "redirections" { #expect(months.contains(record[place])) }
      }
    }
    #expect(months.count == (scale == .small ? 18 : 24))
  }
}
