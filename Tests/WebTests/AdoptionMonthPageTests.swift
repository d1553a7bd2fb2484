import Postgres
import TestSupport
import Testing

@testable import Web

/// One adoption's month on one screen: time and where it went are written together, or not at all.
@Suite(.timeLimit(.minutes(3))) struct AdoptionMonthPageTests {
  static let path = "/adoptions/U1/2026-10"

  static func seen(_ page: Reply) -> String {
    page.text.firstMatch(of: /name="seen" value="([^"]*)"/).map { String($0.1).replacing("&quot;", with: "\"") } ?? ""
  }

  /// The fields of a page's categories, with some minutes.
  static func minutes(_ page: Reply, _ minutes: [String: String]) -> [String: String] {
    var fields: [String: String] = [:]
    for match in page.text.matches(of: /name="(category\.(\d+))" value="([^"]*)"/) {
      fields[String(match.1)] = String(match.3)
      fields["minutes.\(match.2)"] = minutes[String(match.3)] ?? ""
    }
    return fields
  }

  static let stored = """
    select t.cases || ' ' || coalesce((select string_agg(g.code || ' ' || d.minutes, ' ' order by g.code) from redirections d join categories g on g.id = d.category_id where d.adoption_id = t.adoption_id and d.month = t.month), '')
    from time_records t join adoptions a on a.id = t.adoption_id where a.code = 'U1' and t.month = '2026-10-01'
    """

  @Test func aMonthIsWrittenAtOnceAndOnlyOnce() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let page = try await hanae.get(Self.path)
      #expect(page.status == 200 && page.text.contains("議事録") && page.text.contains("人事課"))
      #expect(page.text.contains("<option value=\"M1\"") && page.text.contains("data-minutes=\"30 10 "), "the measurement that fits is proposed")
      let fields = ["users": "３", "cases": "50", "measurement_code": "M1", "seen": Self.seen(page)]
      let all = fields.merging(Self.minutes(page, ["policy": "600", "same_work": "100"])) { $1 }
      let only = try await hanae.post(Self.path, all.merging(["then": "calculate"]) { $1 })
      #expect(only.status == 200 && only.text.contains(">1000</strong>") && only.text.contains(">300</strong>"), "50 cases of 20 minutes, and what is left")
      #expect(try await web.test.texts(Self.stored) == [])
      #expect(try await hanae.post(Self.path, all).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["50 policy 600 same_work 100"])
      let again = try await hanae.post(Self.path, all)
      #expect(again.status == 422 && again.text.contains("id=\"reason-fault\""), "it is a change now, and asks why")
      let late = try await hanae.post(Self.path, all.merging(["reason": "誤り", "cases": "60"]) { $1 })
      #expect(late.status == 409 && late.text.contains("いま登録されている内容") && late.text.contains("value=\"60\""))
      let saved = try await hanae.post(Self.path, all.merging(["reason": "誤り", "cases": "60", "seen": Self.seen(late)]) { $1 })
      #expect(saved.status == 303)
      #expect(try await web.test.texts(Self.stored) == ["60 policy 600 same_work 100"])
      #expect(try await web.test.texts("select distinct reason from audit_rows where table_name = 'time_records' and reason is not null") == ["誤り"])
    }
  }

  @Test func whatWentSomewhereIsNoMoreThanWasFreed() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let page = try await hanae.get(Self.path)
      let fields = ["users": "3", "cases": "50", "measurement_code": "M1", "seen": Self.seen(page)]
      let over = try await hanae.post(Self.path, fields.merging(Self.minutes(page, ["policy": "1001"])) { $1 })
      #expect(over.status == 422 && over.text.contains("value=\"1001\"") && over.text.contains("保存されていません"))
      #expect(try await web.test.texts(Self.stored) == [], "nothing of it is written")
      for (name, value) in [("cases", "x"), ("users", "-1"), ("cases", ""), ("measurement_code", "nothing"), ("cases", Hostile.html)] {
        let refused = try await hanae.post(Self.path, fields.merging([name: value]) { $1 })
        #expect(refused.status == 422 && !refused.text.contains("<script>"), "\(name) \(value)")
      }
      #expect(try await hanae.get("/adoptions/nothing/2026-10").status == 404)
      #expect(try await hanae.get("/adoptions/U1/2026-13").status == 400)
    }
  }

  @Test func sharesAreCopiedAndCasesAreNot() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let month = "/adoptions/U1/2026-09"
      let september = try await hanae.get(month)
      let before = ["users": "3", "cases": "25", "measurement_code": "M1", "seen": Self.seen(september), "reason": "計測"]
      #expect(try await hanae.post(month, before.merging(Self.minutes(september, ["policy": "250"])) { $1 }).status == 303)
      let page = try await hanae.get(Self.path)
      #expect(page.text.contains("前月 25") && !page.text.contains("value=\"25\""), "cases are shown beside, not filled in")
      #expect(page.text.contains("value=\"3\""), "users are")
      let fields = ["users": "3", "cases": "50", "measurement_code": "M1", "seen": Self.seen(page), "then": "copy"]
      let copied = try await hanae.post(Self.path, fields.merging(Self.minutes(page, [:])) { $1 })
      #expect(copied.status == 200 && copied.text.contains("value=\"500\""), "half of what is freed now")
      #expect(try await web.test.texts(Self.stored) == [])
    }
  }

  @Test func whatIsToBeReviewedIsSaid() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let page = try await hanae.get(Self.path)
      let fields = ["users": "3", "cases": "1000", "measurement_code": "M1", "seen": Self.seen(page), "then": "calculate"]
      #expect(try await hanae.post(Self.path, fields).text.contains("20%"))
    }
  }

  @Test func aPersonsMonthIsALookAndNotForThoseWithoutNames() async throws {
    try await TestWeb.with { web async throws in
      let (hanae, noriko) = (try await web.visitor("hanae"), try await web.visitor("noriko"))
      #expect(try await hanae.get("/adoptions/P8/2026-10").status == 200)
      #expect(try await web.looks() == ["hanae 008 time"])
      try await web.test.run("select fixture.time('P8', '2026-10-01', 777)")
      let unnamed = try await noriko.get("/adoptions/P8/2026-10")
      #expect(!unnamed.text.contains("777"))
      #expect(
        try await noriko.post("/adoptions/P8/2026-10", ["cases": "1", "measurement_code": "M1", "seen": Self.seen(unnamed), "reason": "x"]).status >= 400)
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update unit_versions set name = 'Unit'")
      let (hanae, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      for path in [Self.path, "/adoptions/P8/2026-10", "/adoptions/U1/2020-01", "/adoptions/U1/2026-09"] {
        let page = try await hanae.get(path, english)
        #expect(japanese(in: page) == nil, "\(path)")
        for fields in [
          ["cases": ""], ["cases": "x"], ["cases": "5000", "measurement_code": "M1", "then": "calculate"], ["gross_minutes": "5", "reason": "x"],
        ] {
          #expect(japanese(in: try await hanae.post(path, fields, english)) == nil, "\(path) \(fields)")
        }
      }
    }
  }
}
