import Foundation
import Postgres
import TestSupport
import Testing

@testable import Web

/// The page of a staff member's own record: the own and nobody else's, who looked, and corrections asked for.
@Suite(.timeLimit(.minutes(2))) struct OwnPageTests {
  @Test func itShowsTheOwnRecordAndNobodyElses() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        update adoptions set started_on = '2024-04-01';
        select fixture.time('P8', '2026-10-01', 600); select fixture.time('P8', '2025-01-01', 66); select fixture.time('P9', '2026-10-01', 777);
        update time_records set verify_minutes = 90 where gross_minutes = 600;
        select fixture.redirect('P8', '2026-10-01', 'quality', 300, '008');
        insert into training_records (staff_id, course_id, completed_on, outcome)
        select fixture.staff(n), c.id, d::date, 'confirmed' from (values ('008', 'L1', '2024-02-29'), ('009', 'L2', '2026-01-15')) v (n, l, d) join courses c on c.code = v.l;
        """)
      let member = try await web.visitor("member")
      let page = try await member.get("/me")
      #expect(page.status == 200)
      // 600 less 90 minutes, of which 300 were redirected; the record of long ago is folded away.
      for part in ["職員8", "008", "研修課", "議事録", "10.0", "1.5", "8.5", "品質・確認 5.0", "1.1", "これより前の 1 件", "生成AI入門", "2024-02-29", "2025-02-27", "期限切れ"] {
        #expect(page.text.contains(part), "\(part)")
      }
      for part in ["職員9", "009", "管理職", "2026-01-15", "13.0", "12.9", "（確認済み）"] { #expect(!page.text.contains(part), "\(part)") }
      // A look at oneself is none.
      #expect(try await web.looks() == [])
      for login in ["hanae", "head", "administrator", "auditor", "vice"] { #expect(try await web.visitor(login).get("/me").status == 403, "\(login)") }
    }
  }

  @Test func itShowsWhoHasLookedAndHowLongItIsKept() async throws {
    try await TestWeb.with { web async throws in
      let member = try await web.visitor("member")
      #expect(try await member.get("/me").text.contains("まだだれも見ていません"))
      _ = try await web.send("GET", "/api/v1/adoptions/P8", try await web.json("hanae"))
      _ = try await web.send("GET", "/api/v1/adoptions/P8", try await web.json("hanae"))
      _ = try await web.send("GET", "/api/v1/adoptions/P9", try await web.json("auditor"))
      try await web.test.run("update accounts set name = '<i>花江</i>' where login = 'hanae'; update settings set retention_years = 9")
      let page = try await member.get("/me")
      let row = try #require(
        page.text.firstMatch(
          of: /rowheader" scope="row">(\d{4}-\d\d-\d\d \d\d:\d\d)<\/th><td[^>]*>(.*?)<\/td><td[^>]*>(.*?)<\/td><td[^>]*>(.*?)<\/td><td[^>]*>(\d+)<\/td>/))
      #expect(row.2 == "&lt;i&gt;花江&lt;/i&gt;" && row.3 == "人事" && row.4 == "導入" && row.5 == "2")
      // Looks at others aren't there.
      #expect(!page.text.contains("auditor"))
      #expect(page.text.contains("9 年。年度の終わった翌日"))
    }
  }

  @Test func aCorrectionIsAskedForOnce() async throws {
    try await TestWeb.with { web async throws in
      let member = try await web.visitor("member")
      let asked = try await member.post("/me/corrections", ["text": " \(Hostile.html)\r\n2 行目 "])
      #expect(asked.status == 303)
      #expect(asked.headers["location"] == "/me#corrections")
      #expect(try await web.test.texts("select text from corrections") == ["\(Hostile.html)\n2 行目"])
      let page = try await member.get("/me")
      #expect(page.text.contains(Hostile.escaped) && !page.text.contains("<script>") && !page.text.contains("<b>"))
      #expect(page.text.contains("回答待ち"))
      #expect(try await member.post("/me/corrections", ["text": "10 月の分が違います"], times: 8) == Array(repeating: 303, count: 8))
      #expect(try await web.test.number("select count(*) from corrections") == 2)
      // After its answer the same can be asked again.
      try await web.test.run(
        "update corrections set answer = '直しました', answered_by_id = (select id from accounts where login = 'hanae'), answered_at = now() where text like '10%'")
      #expect(try await member.get("/me").text.contains("直しました"))
      #expect(try await member.post("/me/corrections", ["text": "10 月の分が違います"]).status == 303)
      #expect(try await web.test.number("select count(*) from corrections") == 3)
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await TestWeb.with { web async throws in
      let member = try await web.visitor("member")
      for text in Hostile.unfit {
        let reply = try await member.post("/me/corrections", ["text": text])
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"text-fault\"") && reply.text.contains("aria-describedby=\"text-help text-fault\""))
        #expect(reply.text.contains(">\n\(text)</textarea>"), "\(text.prefix(10))")
      }
      #expect(try await member.post("/me/corrections", ["text": Hostile.html + Hostile.long]).text.contains(Hostile.escaped))
      #expect(try await member.post("/me/corrections").status == 422)
      #expect(try await member.post("/me/corrections", ["text": "x", "person_id": "9"]).status == 400)
      #expect(try await web.test.number("select count(*) from corrections") == 0)
      let length = String(repeating: "𠮷", count: 4_000)
      #expect(try await member.post("/me/corrections", ["text": length]).status == 303)
    }
  }

  /// Somebody with the role whom the record doesn't know.
  @Test func anAccountOfNobodyIsToldSo() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("update accounts set staff_id = null where login = 'member'")
      let member = try await web.visitor("member")
      #expect(try await member.get("/me").text.contains("結び付いていません"))
      let refused = try await member.post("/me/corrections", ["text": "違います"])
      #expect(refused.status == 409)
      #expect(refused.text.contains(">\n違います</textarea>"))
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      let member = try await web.visitor("member")
      let empty = try await member.get("/me?language=en")
      #expect(japanese(in: empty) == nil)
      try await web.addColleague()
      try await web.test.run(
        """
        update adoptions set started_on = '2024-04-01';
        select fixture.time('P8', '2026-10-01', 600); select fixture.redirect('P8', '2026-10-01', 'quality', 300, '008');
        update redirections set confirmed_by_id = fixture.staff('009'); update accounts set name = login; select fixture.time('P8', '2024-10-01', 60);
        insert into training_records (staff_id, course_id, completed_on, outcome) select fixture.staff('008'), id, '2024-02-29', 'applied' from courses;
        insert into looks (account_id, person_id, role, what)
        select a.id, s.person_id, r, w from accounts a, staff s, (values ('department', 'time export'), ('hr', 'corrections'), ('auditor', 'usage')) v (r, w)
        where a.login = 'hanae' and s.staff_no = '008';
        """)
      _ = try await member.post("/me/corrections", ["text": "wrong"])
      let full = try await member.get("/me?language=en")
      #expect(japanese(in: full) == nil)
      for part in ["(confirmed)", "expired", "time (named export)", "a correction asked for", "Earlier: 1"] {
        #expect(full.text.contains(part), "\(part)")
      }
      for text in Hostile.unfit.filter({ $0 != Hostile.long }) {
        #expect(japanese(in: try await member.post("/me/corrections", ["text": text], ["accept-language": "en"])) == nil)
      }
    }
  }
}
