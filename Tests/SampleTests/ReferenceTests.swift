import Sample
import Testing

/// What a row names has come in an earlier file, or in its own.
@Suite struct ReferenceTests {
  /// A column of a kind, and the kind and column of what it names.
  private static let references: [(kind: String, column: String, of: String, key: String)] = [
    ("units", "parent_code", "units", "code"), ("staff", "previous_no", "staff", "staff_no"), ("posts", "staff_no", "staff", "staff_no"),
    ("posts", "unit_code", "units", "code"), ("leaves", "staff_no", "staff", "staff_no"), ("training", "staff_no", "staff", "staff_no"),
    ("training", "course_code", "courses", "code"), ("use-cases", "tool_code", "tools", "code"), ("use-cases", "task_code", "tasks", "code"),
    ("use-cases", "origin_unit_code", "units", "code"), ("measurements", "use_case_code", "use-cases", "code"), ("measurements", "unit_code", "units", "code"),
    ("adoptions", "unit_code", "units", "code"), ("adoptions", "staff_no", "staff", "staff_no"), ("adoptions", "use_case_code", "use-cases", "code"),
    ("adoptions", "copied_from", "adoptions", "code"), ("scheme-units", "scheme_code", "schemes", "code"), ("scheme-units", "unit_code", "units", "code"),
    ("time", "adoption_code", "adoptions", "code"), ("time", "measurement_code", "measurements", "code"),
    ("redirections", "adoption_code", "adoptions", "code"), ("redirections", "claimed_by", "staff", "staff_no"),
    ("redirections", "confirmed_by", "staff", "staff_no"), ("usage", "staff_no", "staff", "staff_no"), ("usage", "tool_code", "tools", "code"),
    ("awards", "scheme_code", "schemes", "code"), ("awards", "staff_no", "staff", "staff_no"), ("awards", "unit_code", "units", "code"),
    ("indicators", "indicator", "indicator-definitions", "code"), ("indicators", "unit_code", "units", "code"),
  ]

  @Test(arguments: checkedScales) func everyCodeIsKnownBeforeItIsUsed(scale: Scale) {
    let archive = Archive.of(scale)
    for reference in ReferenceTests.references {
      let known = Set(archive.rows(reference.of).map { $0[reference.key] })
      for row in archive.rows(reference.kind) where !row[reference.column].isEmpty {
        #expect(known.contains(row[reference.column]), "\(reference.kind).\(reference.column)")
      }
      let user = archive.files.firstIndex { $0.kind == reference.kind } ?? -1
      let last = archive.files.lastIndex { $0.kind == reference.of } ?? Int.max
      #expect(last <= user, "\(reference.of) before \(reference.kind)")
    }
  }

  @Test(arguments: checkedScales) func schemesAndIndicatorsNameUnitsInForce(scale: Scale) {
    let ledger = Ledger.of(scale)
    let schemes = Dictionary(uniqueKeysWithValues: ledger.archive.rows("schemes").map { ($0["code"], $0) })
    for row in ledger.archive.rows("scheme-units") {
      let days = dayNumber(row["starts_on"])..<endDay(row["ends_on"])
      #expect(ledger.isInForce(row["unit_code"], days))
      #expect(dayNumber(schemes[row["scheme_code"]]?["starts_on"] ?? "") <= days.lowerBound)
      #expect(endDay(schemes[row["scheme_code"]]?["ends_on"] ?? "-") >= days.upperBound)
    }
    for row in ledger.archive.rows("awards") {
      #expect(row["staff_no"].isEmpty != row["unit_code"].isEmpty)
    }
    for row in ledger.archive.rows("indicators") {
      #expect(ledger.isInForce(row["unit_code"], monthDays(row["month"])))
    }
  }
}
