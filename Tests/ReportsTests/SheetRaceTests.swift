import Domain
import Store
import TestSupport
import Testing

@testable import Reports

/// A clerk who saves the sheet while the head confirms: neither undoes the other unseen.
@Suite(.timeLimit(.minutes(1))) struct SheetRaceTests {
  static let recorded = """
    select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006')
    """
  static let confirmation = "update redirections set confirmed_by_id = fixture.staff('002'), confirmed_on = current_date"

  @Test func aConfirmationInTheMeantimeIsSeen() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(Self.recorded)
      let month = try #require(Month("2026-10"))
      let clerk = try await test.viewer("clerk")
      let sheet = try await UnitSheet.load(month, unit: "S1", language: .english, in: test.database, as: clerk)
      let line = try #require(sheet.lines.first { $0.adoption == "U1" })
      let row = SheetEntry.Row(
        adoption: "U1", seen: line.state, typed: ["users": "3", "cases": "30", "measurement_code": "M1", "policy": "240"], isWithdrawn: false)
      let entry = SheetEntry(month: month, unit: "S1", language: .english, rows: [row])
      let outcome = try await Race.during(Self.confirmation, on: test.pool) { try await entry.save(in: test.database, as: clerk) }
      guard case .changed(["U1"]) = outcome else { throw Surprise(outcome: "\(outcome)") }
      #expect(try await test.texts("select minutes || ' ' || (confirmed_by_id is not null) from redirections") == ["250 true"])
    }
  }

  @Test func soIsOneWhileHREntersTheMonth() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(Self.recorded)
      let month = try #require(Month("2026-10"))
      let hanae = try await test.viewer("hanae")
      let seen = try #require(try await test.database.read(as: hanae) { try await $0.adoptionMonth("U1", month) })
      let entry = AdoptionMonthEntry(
        code: "U1", month: month, cells: ["users": "3", "cases": "30", "measurement_code": "M1", "policy": "240"], language: .english)
      let outcome = try await Race.during(Self.confirmation, on: test.pool) {
        try await entry.run(isCheck: false, in: test.database, as: hanae) { $0.state == seen.state }
      }
      guard case .changed = outcome else { throw Surprise(outcome: "\(outcome)") }
      #expect(try await test.texts("select minutes || ' ' || (confirmed_by_id is not null) from redirections") == ["250 true"])
    }
  }

  private struct Surprise: Error {
    let outcome: String
  }
}
