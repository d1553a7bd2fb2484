import Sample
import Testing

/// What a reader of the sample should meet is there.
@Suite struct VarietyTests {
  private let archive = Archive.bureau

  @Test(arguments: [
    ("posts", "kind", ["primary", "concurrent"]), ("posts", "employment", ["permanent", "reappointed", "fixed_term", "yearly"]),
    ("posts", "contracted_minutes", ["9300", "7440", "4650"]), ("leaves", "kind", ["leave", "parental", "secondment", "training"]),
    ("units", "kind", ["authority", "bureau", "division", "section", "team"]), ("courses", "axis", ["why", "what", "how", "mindset"]),
    ("training", "outcome", ["attended", "confirmed", "applied"]), ("tools", "status", ["trial", "approved", "retired"]),
    ("tasks", "area", ["service", "service_related", "internal"]), ("use-cases", "risk", ["blue", "yellow", "red"]),
    ("measurements", "method", ["diary", "sample", "before_after", "log", "comparison"]),
    ("adoptions", "end_reason", ["no_task", "no_seat", "quality", "risk", "transfer", "other"]), ("time", "evidence", ["E0", "E1", ""]),
    ("time", "new_task", ["yes", "no", ""]),
    (
      "redirections", "category",
      ["resident_service", "field_service", "policy", "quality", "mentoring", "cross_bureau", "same_work", "overtime"]
    ),
  ]) func everyValueComes(kind: String, column: String, values: [String]) {
    let seen = Set(archive.rows(kind).map { $0[column] })
    for value in values { #expect(seen.contains(value), "\(kind).\(column) \(value)") }
  }

  @Test func unitsRecordMoreThanPersons() {
    let time = archive.rows("time")
    let ofUnits = time.filter { !$0["users"].isEmpty }.count
    #expect(ofUnits * 2 > time.count)
    #expect(ofUnits < time.count)
  }

  @Test func someMeasurementsAreOutOfDate() {
    let days = Dictionary(
      uniqueKeysWithValues: archive.rows("measurements").map { ($0["code"], (dayNumber($0["measured_on"]), $0["valid_until"])) })
    let stale = archive.rows("time").filter { row in
      guard let (day, until) = days[row["measurement_code"]], until.isEmpty else { return false }
      return monthDays(row["month"]).lowerBound - day > 220
    }
    #expect(!stale.isEmpty)
  }

  @Test func someClaimsAreConfirmedAndSomeTimeHasNoUse() {
    let redirections = archive.rows("redirections")
    let confirmed = redirections.filter { !$0["confirmed_by"].isEmpty }.count
    #expect((30...80).contains(confirmed * 100 / redirections.count))
    let used = Set(redirections.map { [$0["adoption_code"], $0["month"]] })
    #expect(archive.rows("time").contains { !used.contains([$0["adoption_code"], $0["month"]]) })
  }

  @Test func adoptionGrowsUnevenly() {
    let time = archive.rows("time").filter { !$0["users"].isEmpty }
    #expect(time.filter { $0["month"] == "2026-09" }.count > 2 * time.filter { $0["month"] == "2024-12" }.count)
    // A bureau's code begins the codes of all units that were founded in it.
    let units = Dictionary(grouping: Ledger.bureau.unitKinds.filter { ["section", "team"].contains($0.value) }.keys) { $0.prefix(4) }
    let adoptions = Dictionary(grouping: archive.rows("adoptions").filter { !$0["unit_code"].isEmpty }) { $0["unit_code"].prefix(4) }
    let perUnit = units.map { bureau, codes in Double(adoptions[bureau]?.count ?? 0) / Double(codes.count) }.sorted()
    #expect(perUnit.count == 3)
    #expect(perUnit[0] > 0)
    #expect(perUnit[0] * 4 < perUnit[2])
  }

  @Test func namesCarryTheLettersThatBreakSoftware() {
    let names = archive.rows("staff").map { $0["name"] + $0["former_name"] }
    for letter in ["髙", "﨑", "邊"] { #expect(names.contains { $0.contains(letter) }) }
    #expect(archive.rows("staff").contains { !$0["former_name"].isEmpty })
  }
}
