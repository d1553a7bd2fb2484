import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reports
@testable import Web

/// Timing cases and the measurement that comes of them.
@Suite(.timeLimit(.minutes(2))) struct TimerPageTests {
  static let path = "/measurements/timer?use_case=C3&unit=S1"
  static let kept = "select concat_ws(' ', with_ai, is_timed, minutes, verify_minutes, rework_minutes) from timed_cases order by id"

  static func fields(_ key: String, _ more: [String: String] = [:]) -> [String: String] {
    ["use_case": "C3", "unit": "S1", "arm": "with", "minutes": "12.5", "verify": "２", "rework": "", "timed": "yes", "key": key].merging(more) { $1 }
  }

  @Test func aClerkTimesAndHRMeasures() async throws {
    try await TestWeb.with { web async throws in
      let (clerk, officer) = (try await web.visitor("clerk"), try await web.visitor("hanae"))
      #expect(try await clerk.get("/measurements/timer").text.contains("value=\"S1\""))
      #expect(try await clerk.get("/measurements/timer?use_case=C3").text.contains("人事課"))
      // Once, however often it is sent.
      #expect(try await clerk.post("/measurements/timer", Self.fields("k1"), times: 4) == [303, 303, 303, 303])
      #expect(try await web.test.texts(Self.kept) == ["t t 12.50 2.00 0.00"])
      for number in 2...8 { _ = try await clerk.post("/measurements/timer", Self.fields("k\(number)", ["minutes": "\(10 + number)", "rework": "1"])) }
      #expect(try await officer.post("/measurements", ["use_case": "C3", "unit": "S1"]).status == 409)
      for number in 1...8 {
        let reply = try await clerk.post(
          "/measurements/timer", Self.fields("n\(number)", ["arm": "without", "minutes": "\(28 + number % 3)", "verify": "", "timed": ""]))
        #expect(reply.headers["location"] == "\(Self.path)&arm=without")
      }
      let ready = try await clerk.get(Self.path)
      for part in ["件数がそろいました", "手入力", "AIあり", "平均"] { #expect(ready.text.contains(part), "\(part)") }
      #expect(!ready.text.contains("計測として登録する</button>"))
      #expect(try await officer.get(Self.path).text.contains("計測として登録する</button>"))
      let made = try await officer.post("/measurements", ["use_case": "C3", "unit": "S1"], times: 3)
      #expect(made == [303, 409, 409])
      let expected = try await web.test.texts(
        """
        select concat_ws(' ', round(avg(minutes) filter (where not with_ai), 2), round(avg(minutes) filter (where with_ai), 2), round(avg(verify_minutes) filter (where with_ai), 2),
          round(avg(rework_minutes) filter (where with_ai), 2)) from timed_cases
        """)
      #expect(
        try await web.test.texts(
          "select concat_ws(' ', baseline_minutes, ai_minutes, verify_minutes, rework_minutes) from measurements where code like 'T-C3-S1-%'") == expected)
      #expect(try await web.test.texts("select method || ' ' || sample_size from measurements where code like 'T-%'") == ["sample 8"])
      #expect(try await web.test.number("select count(*) from timed_cases where measurement_id is not null") == 16)
      #expect(try await web.test.number("select count(*) from audit_rows where table_name = 'timed_cases' and before is null") == 16)
      // What went into a measurement stays, and the next one begins anew.
      let number = try await web.test.number("select min(id) from timed_cases")
      #expect(try await clerk.post("/measurements/timer/\(number)", ["use_case": "C3"]).status == 404)
      #expect(try await clerk.get(Self.path).text.contains("まだありません"))
    }
  }

  /// n = (1.96 s / 0.2 m)²: for 10 and 30 in turn, s is about 10.7 and m is 20.
  @Test func theWiderTheSpreadTheMoreCases() async throws {
    try await TestWeb.with { web async throws in
      let officer = try await web.visitor("hanae")
      for number in 1...8 {
        _ = try await officer.post("/measurements/timer", Self.fields("k\(number)", ["unit": "", "minutes": number % 2 == 0 ? "10" : "30", "verify": ""]))
      }
      let page = try await officer.get("/measurements/timer?use_case=C3&unit=")
      #expect(page.text.contains("<strong>8</strong> ／ 28"), "\(page.text)")
      #expect(page.text.contains("全組織"))
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await TestWeb.with { web async throws in
      let clerk = try await web.visitor("clerk")
      for (name, value) in [
        ("minutes", ""), ("minutes", "0"), ("minutes", "-3"), ("minutes", "10001"), ("minutes", "x"), ("minutes", "1.234"), ("verify", "<b>"), ("rework", "-1"),
      ] {
        let reply = try await clerk.post("/measurements/timer", Self.fields("k", ["arm": "with", name: value]))
        #expect(reply.status == 422 && reply.text.contains("id=\"\(name)-fault\""), "\(name) \(value)")
        #expect(reply.text.contains("value=\"\(value.replacing("<b>", with: "&lt;b&gt;"))\"") && !reply.text.contains("<b>"))
      }
      let without = try await clerk.post("/measurements/timer", Self.fields("k", ["arm": "without"]))
      #expect(without.status == 422 && without.text.contains("value=\"without\" checked"))
      #expect(try await clerk.post("/measurements/timer", Self.fields("k", ["use_case": "nothing"])).status == 404)
      #expect(try await clerk.post("/measurements/timer", Self.fields("k", ["unit": "nothing"])).status == 404)
      // Another section's cases are another's.
      #expect(try await clerk.post("/measurements/timer", Self.fields("k", ["unit": "S3"])).status == 403)
      #expect(try await clerk.post("/measurements/timer", Self.fields("k", ["unit": ""])).status == 403)
      #expect(try await clerk.get("/measurements/timer?use_case=nothing").status == 404)
      #expect(try await web.test.texts(Self.kept) == [])
      // One's own is taken back; another's isn't there.
      _ = try await clerk.post("/measurements/timer", Self.fields("k"))
      _ = try await web.visitor("hanae").post("/measurements/timer", Self.fields("k"))
      let numbers = try await web.test.texts("select id from timed_cases order by id")
      #expect(try await clerk.post("/measurements/timer/\(numbers[1])", ["use_case": "C3", "unit": "S1"]).status == 404)
      #expect(try await clerk.post("/measurements/timer/\(numbers[0])", ["use_case": "C3", "unit": "S1"]).status == 303)
      #expect(try await web.test.number("select count(*) from timed_cases") == 1)
    }
  }

  @Test func thePlanBeginsWithWhatIsLeastKnown() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        update measurements set valid_until = current_date - 1 where code = 'M2';
        insert into time_records (adoption_id, month, users, gross_minutes, verify_minutes, rework_minutes, learn_minutes, operate_minutes, evidence)
        select fixture.adoption('U2'), (date_trunc('month', current_date) - interval '1 month')::date, 1, 660, 0, 0, 0, 0, 'E1';
        """)
      let page = try await web.visitor("hanae").get("/measurements")
      let places = ["要約", "案内文", "議事録"].compactMap { page.text.firstRange(of: ">\($0)</a>")?.lowerBound }
      #expect(places.count == 3 && places == places.sorted())
      for part in ["期限切れ", "計測なし", "11.0", "計測の要る事例 2 件"] { #expect(page.text.contains(part), "\(part)") }
      for login in ["clerk", "head", "member"] { #expect(try await web.visitor(login).get("/measurements").status == 403, "\(login)") }
    }
  }

  @Test func theyAreCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      let (clerk, officer, english) = (try await web.visitor("clerk"), try await web.visitor("hanae"), ["accept-language": "en"])
      _ = try await clerk.post("/measurements/timer", Self.fields("k1"))
      _ = try await clerk.post("/measurements/timer", Self.fields("k2", ["timed": ""]))
      for path in ["/measurements", "/measurements/timer", "\(Self.path)&made=T-1"] {
        #expect(japanese(in: try await officer.get(path, english)) == nil, "\(path)")
      }
      for more in [["minutes": ""], ["minutes": "x", "verify": "x"], ["arm": "without"]] {
        #expect(japanese(in: try await clerk.post("/measurements/timer", Self.fields("k3", more), english)) == nil)
      }
    }
  }
}
