import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// The administrator's page of limits.
@Suite(.timeLimit(.minutes(1))) struct SettingsPageTests {
  static let fields = [
    "confirmation_days": "60", "reporting_days": "5", "idle_minutes": "２０", "session_hours": "8", "retention_years": "10", "reason": "規程の改正",
  ]
  static let stored = "select confirmation_days || ' ' || reporting_days || ' ' || idle_minutes || ' ' || session_hours || ' ' || retention_years from settings"

  @Test func theyAreSetAndTheTrailSaysWhy() async throws {
    try await TestWeb.with { web async throws in
      let administrator = try await web.visitor("administrator")
      #expect(try await administrator.get("/settings").text.contains("value=\"45\""))
      #expect(try await administrator.post("/settings", Self.fields, times: 4) == [303, 303, 303, 303])
      #expect(try await web.test.texts(Self.stored) == ["60 5 20 8 10"])
      #expect(try await web.test.texts("select reason from audit_rows where table_name = 'settings'") == ["規程の改正"])
      #expect(try await administrator.get("/settings").text.contains("value=\"60\""))
      #expect(try await web.visitor("member").get("/me").text.contains("10 年。"))
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await TestWeb.with { web async throws in
      let administrator = try await web.visitor("administrator")
      let before = try await web.test.texts(Self.stored)
      for (name, values) in [
        ("confirmation_days", ["0", "367", "x", "1.5", "99999999999999999999", "<b>"]), ("reporting_days", ["-1", "61"]), ("idle_minutes", ["4", "481"]),
        ("session_hours", ["0", "25"]),
        ("retention_years", ["0", "51", "-7"]), ("reason", [Hostile.long, "a\u{202E}b"]),
      ] {
        for value in values {
          let reply = try await administrator.post("/settings", Self.fields.merging([name: value]) { $1 })
          #expect(reply.status == 422)
          #expect(reply.text.contains("id=\"\(name)-fault\""), "\(name) \(value.prefix(10))")
          #expect(reply.text.matches(of: /-fault"/).count == 2, "nothing else is at fault")
          #expect(reply.text.contains(value.replacing("<b>", with: "&lt;b&gt;")) && !reply.text.contains("<b>"))
          // The other fields keep what was typed.
          if name != "retention_years" { #expect(reply.text.contains("value=\"10\"")) }
        }
      }
      let empty = try await administrator.post("/settings")
      #expect(empty.status == 422)
      #expect(empty.text.matches(of: /\sautofocus/).count == 1)
      #expect(try await web.test.texts(Self.stored) == before)
    }
  }

  /// What the page takes is what the database takes.
  @Test func theBoundsAreThoseOfTheDatabase() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      for (column, range) in [
        ("confirmation_days", Limits.confirmationDays), ("reporting_days", Limits.reportingDays), ("idle_minutes", Limits.idleMinutes),
        ("session_hours", Limits.sessionHours),
        ("retention_years", Limits.retentionYears),
      ] {
        // With the others where they leave it free.
        try await test.run("update settings set reporting_days = 0, confirmation_days = 366")
        for (value, isTaken) in [(range.lowerBound - 1, false), (range.lowerBound, true), (range.upperBound, true), (range.upperBound + 1, false)] {
          #expect(try await test.refusal(of: "update settings set \(column) = \(value)") == (isTaken ? nil : "settings_\(column)"))
        }
      }
    }
  }

  /// A month that is confirmed before its reporting ends would never be frozen.
  @Test func reportingEndsBeforeConfirmation() async throws {
    try await TestWeb.with { web async throws in
      let (administrator, english) = (try await web.visitor("administrator"), ["accept-language": "en"])
      for (reporting, confirmation, status) in [("20", "20", 422), ("21", "20", 422), ("19", "20", 303), ("0", "1", 303)] {
        let fields = Self.fields.merging(["reporting_days": reporting, "confirmation_days": confirmation]) { $1 }
        let reply = try await administrator.post("/settings", fields, english)
        #expect(reply.status == status)
        if status == 422 {
          #expect(reply.text.contains("shorter than the time to confirm (20 days)") && reply.text.contains("value=\"\(reporting)\""))
        }
      }
      try await web.test.run("update settings set confirmation_days = 20, reporting_days = 10")
      #expect(try await web.test.refusal(of: "update settings set reporting_days = 20") == "settings_reporting_first")
    }
  }

  @Test func othersAreRefused() async throws {
    try await TestWeb.with { web async throws in
      for login in ["hanae", "noriko", "head", "clerk", "member", "vice", "auditor"] {
        let visitor = try await web.visitor(login)
        #expect(try await visitor.get("/settings").status == 403, "\(login)")
        #expect(try await visitor.post("/settings", Self.fields).status == 403, "\(login)")
      }
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      let (administrator, english) = (try await web.visitor("administrator"), ["accept-language": "en"])
      #expect(japanese(in: try await administrator.get("/settings", english)) == nil)
      #expect(japanese(in: try await administrator.post("/settings", ["reason": "a\u{202E}b"], english)) == nil)
    }
  }
}
