import Sample
import Testing

/// Units, people and posts keep the rules of the domain.
@Suite struct OrganisationTests {
  @Test(arguments: checkedScales) func parentsAreInForceAndOneLevelAbove(scale: Scale) {
    let ledger = Ledger.of(scale)
    let above = ["bureau": "authority", "division": "bureau", "section": "division", "team": "section"]
    for (code, spans) in ledger.units {
      let kind = ledger.unitKinds[code] ?? ""
      for span in spans {
        #expect(!span.days.isEmpty, "\(code)")
        guard kind != "authority" else {
          #expect(span.target.isEmpty)
          continue
        }
        #expect(ledger.unitKinds[span.target] == above[kind], "\(code)")
        #expect(ledger.isInForce(span.target, span.days), "\(code) under \(span.target)")
      }
    }
  }

  @Test(arguments: checkedScales) func successorsFollowOnTheDayAfter(scale: Scale) {
    let ledger = Ledger.of(scale)
    for row in ledger.archive.rows("units") where !row["succeeds"].isEmpty {
      for old in row["succeeds"].split(separator: ";").map(String.init) {
        #expect(ledger.units[old]?.last?.days.upperBound == dayNumber(row["valid_from"]))
      }
    }
  }

  @Test(arguments: checkedScales) func everyAprilSplitsMergesMovesAndRenames(scale: Scale) {
    let ledger = Ledger.of(scale)
    let rows = ledger.archive.rows("units")
    let days = Set(rows.map { $0["valid_from"] }).sorted()
    #expect(days.count == (scale == .small ? 2 : 3))
    #expect(days.allSatisfy { $0.hasSuffix("-04-01") })
    for day in days.dropFirst() {
      let changed = rows.filter { $0["valid_from"] == day }
      let predecessors = changed.map { $0["succeeds"] }.filter { !$0.isEmpty }
      #expect(predecessors.contains { $0.contains(";") }, "a merger")
      #expect(Dictionary(grouping: predecessors) { $0 }.contains { $1.count == 2 }, "a split")
      let versions = changed.filter { $0["succeeds"].isEmpty && $0["kind"] == "section" }
      #expect(
        versions.contains { row in
          let date = dayNumber(day)
          return ledger.line(of: row["code"], on: date - 1).dropFirst(2).first != ledger.line(of: row["code"], on: date).dropFirst(2).first
        }, "a section under another bureau")
      #expect(versions.contains { row in rows.contains { $0["code"] == row["code"] && $0["name"] != row["name"] } }, "a new name")
    }
  }

  @Test(arguments: checkedScales) func primaryPostsFollowEachOtherInUnitsInForce(scale: Scale) {
    let ledger = Ledger.of(scale)
    let grades = ["", "主事", "主任", "課長代理", "統括課長代理", "課長", "部長", "局長"]
    for (person, posts) in ledger.primary {
      for (place, post) in posts.enumerated() {
        #expect(ledger.isInForce(post.target, post.days), "\(person) in \(post.target)")
        if place > 0 { #expect(posts[place - 1].days.upperBound <= post.days.lowerBound, "\(person)") }
      }
    }
    for row in ledger.archive.rows("posts") where row["kind"] == "primary" {
      #expect(grades.contains(row["grade"]))
      #expect((1...9300).contains(row.number("contracted_minutes")))
      #expect(row["share_percent"].isEmpty)
    }
  }

  @Test(arguments: checkedScales) func concurrentPostsLieWithinPrimaryOnes(scale: Scale) {
    let ledger = Ledger.of(scale)
    for (person, posts) in ledger.concurrent {
      for post in posts {
        let covered = (ledger.primary[person] ?? []).reduce(0) { $0 + $1.days.clamped(to: post.days).count }
        #expect(covered == post.days.count, "\(person)")
        #expect(ledger.isInForce(post.target, post.days))
        #expect((1..<100).contains(posts.filter { $0.days.overlaps(post.days) }.reduce(0) { $0 + $1.share }))
        #expect(ledger.primary[person]?.contains { $0.days.overlaps(post.days) && $0.target == post.target } == false)
      }
    }
  }

  @Test(arguments: checkedScales) func staffNumbersFollowEachOther(scale: Scale) {
    let ledger = Ledger.of(scale)
    let rows = ledger.archive.rows("staff")
    let left = Dictionary(uniqueKeysWithValues: rows.map { ($0["staff_no"], $0["left_on"]) })
    let names = Dictionary(uniqueKeysWithValues: rows.map { ($0["staff_no"], $0["name"]) })
    for row in rows {
      #expect(row["staff_no"].hasPrefix("0") && row["staff_no"].count == 8)
      #expect(dayNumber(row["joined_on"]) < endDay(row["left_on"]))
      guard !row["previous_no"].isEmpty else { continue }
      #expect(endDay(left[row["previous_no"]] ?? "") == dayNumber(row["joined_on"]))
      #expect(names[row["previous_no"]] == row["name"])
    }
    for row in ledger.archive.rows("posts") {
      #expect((ledger.serviceEnds[row["staff_no"]] ?? 0) > dayNumber(row["valid_from"]))
    }
    #expect(Set(rows.map { $0["previous_no"] }.filter { !$0.isEmpty }).count == rows.filter { !$0["previous_no"].isEmpty }.count)
  }

  @Test(arguments: checkedScales) func leavesOfAPersonDoNotOverlap(scale: Scale) {
    for (person, leaves) in Ledger.of(scale).leaves {
      let sorted = leaves.sorted { $0.lowerBound < $1.lowerBound }
      for (place, leave) in sorted.enumerated() {
        #expect(!leave.isEmpty, "\(person)")
        if place > 0 { #expect(sorted[place - 1].upperBound <= leave.lowerBound, "\(person)") }
      }
    }
  }

  @Test func aThirdOfTheStaffMoveEachApril() {
    let ledger = Ledger.bureau
    let april = dayNumber("2026-04-01")
    let there = ledger.primary.values.compactMap { posts -> Bool? in
      guard let before = posts.first(where: { $0.days.contains(april - 1) }), let after = posts.first(where: { $0.days.contains(april) }) else { return nil }
      return before.target != after.target
    }
    #expect((25...42).contains(there.filter { $0 }.count * 100 / there.count))
  }

  @Test(arguments: checkedScales) func trainingAndUsageHappenInService(scale: Scale) {
    let ledger = Ledger.of(scale)
    for row in ledger.archive.rows("training") {
      let day = dayNumber(row["completed_on"])
      #expect(ledger.primary[ledger.persons[row["staff_no"]] ?? ""]?.contains { $0.days.contains(day) } == true)
      #expect(day <= dayNumber("2026-10-31"))
    }
    for row in ledger.archive.rows("usage") {
      #expect(ledger.home(of: ledger.persons[row["staff_no"]] ?? "", in: monthDays(row["month"])) != nil)
      #expect((1...28).contains(row.number("days_used")))
    }
  }
}
