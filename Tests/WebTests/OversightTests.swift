import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Who looks at whom, what staff ask to have corrected, and exports that need a second person: by their pages.
@Suite(.timeLimit(.minutes(2))) struct OversightTests {
  /// Somebody with a session, who opens pages and sends forms.
  private struct Visitor {
    let web: TestWeb
    let session: (secret: String, formKey: [UInt8])

    init(_ login: String, _ web: TestWeb) async throws {
      self.web = web
      session = try await web.session(login)
    }

    func open(_ path: String) async throws -> Reply { try await web.send("GET", path, ["cookie": "tedori=\(session.secret)"]) }

    func send(_ path: String, _ fields: [String: String] = [:]) async throws -> Reply {
      let body = fields.merging([FormSignature.field: FormSignature.make(path: path, key: session.formKey)]) { $1 }
      return try await web.send("POST", path, ["cookie": "tedori=\(session.secret)"].merging(Route.form) { $1 }, body: PageTests.fields(body))
    }
  }

  @Test func staffSeeTheirOwnRecordAndWhoHasLooked() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("select fixture.time('P8', '2026-10-01', 100); select fixture.redirect('P8', '2026-10-01', 'quality', 10)")
      let member = try await Visitor("member", web)
      let before = try await member.open("/me")
      #expect(before.status == 200 && before.text.contains("P8") && !before.text.contains("P6") && before.text.contains("保存：7 年"))
      #expect(before.text.contains("まだだれも見ていません"))
      _ = try await web.send("GET", "/api/v1/adoptions/P8", try await web.json("hanae"))
      let after = try await member.open("/me")
      #expect(after.text.contains("hanae") && after.text.contains("人事") && !after.text.contains("まだだれも見ていません"))
    }
  }

  @Test func aCorrectionIsAskedForAndAnswered() async throws {
    try await TestWeb.with { web async throws in
      let (member, officer) = (try await Visitor("member", web), try await Visitor("hanae", web))
      let hostile = "<script>alert(1)</script> & \"分\"が違います\r\n2 行目"
      #expect(try await member.send("/me/corrections", ["text": hostile]).status == 303)
      for (text, sentence) in [("", "何か書いてください"), (" 　\r\n", "何か書いてください"), (String(repeating: "あ", count: 4_001), "4000 文字まで")] {
        let refused = try await member.send("/me/corrections", ["text": text])
        #expect(refused.status == 422 && refused.text.contains(sentence))
        // What was typed stays.
        #expect(text.count < 100 || refused.text.contains(text))
      }
      #expect(try await web.test.number("select count(*) from corrections") == 1)
      let list = try await officer.open("/corrections")
      #expect(list.text.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;分&quot;が違います\n2 行目") && !list.text.contains("<script>"))
      #expect(try await web.test.texts("select what from looks l join accounts a on a.id = l.account_id where a.login = 'hanae'") == ["correction"])
      let id = try await web.test.texts("select id::text from corrections")[0]
      #expect(try await officer.send("/corrections/answer", ["id": id, "text": ""]).status == 422)
      #expect(try await officer.send("/corrections/answer", ["id": id, "text": "直しました"]).status == 303)
      #expect(try await officer.send("/corrections/answer", ["id": id, "text": "もう一度"]).status == 409)
      #expect(try await officer.send("/corrections/answer", ["id": "x", "text": "a"]).status == 422)
      let answered = try await member.open("/me")
      #expect(answered.text.contains("直しました") && answered.text.contains("訂正の申出"))
      #expect(try await Visitor("head", web).open("/corrections").status == 403)
      #expect(try await officer.open("/me").status == 403)
    }
  }

  @Test func namedTimeLeavesOnlyWithASecondPerson() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        with a as (insert into accounts (login, name) values ('ito', '伊藤') returning id)
        insert into mandates (account_id, role, valid_from) select id, 'hr', '2026-04-01' from a
        """)
      let (hanae, ito, auditor) = (try await Visitor("hanae", web), try await Visitor("ito", web), try await Visitor("auditor", web))
      #expect(try await hanae.send("/exports", ["kind": "staff", "reason": "x"]).status == 422)
      let empty = try await hanae.send("/exports", ["kind": "usage", "reason": " "])
      #expect(empty.status == 422 && empty.text.contains("<option value=\"usage\" selected>"))
      #expect(try await hanae.send("/exports", ["kind": "adoptions", "reason": "監査への回答 <b>"]).status == 303)
      let id = try await web.test.texts("select id::text from named_exports")[0]
      let waits = try await hanae.open("/exports")
      #expect(waits.text.contains("ほかの人の承認待ち") && waits.text.contains("監査への回答 &lt;b&gt;") && !waits.text.contains("/exports/approve"))
      #expect(try await hanae.send("/exports/approve", ["id": id]).status == 409)
      #expect(try await hanae.send("/exports/take", ["id": id]).status == 409)
      #expect(try await ito.open("/exports").text.contains("/exports/approve"))
      #expect(try await ito.send("/exports/approve", ["id": id]).status == 303)
      #expect(try await ito.send("/exports/take", ["id": id]).status == 409)
      #expect(try await web.test.number("select count(*) from looks") == 0)

      // Of two at once one gets it.
      async let one = hanae.send("/exports/take", ["id": id])
      async let other = hanae.send("/exports/take", ["id": id])
      let replies = try await [one, other]
      #expect(replies.map(\.status).sorted() == [200, 409])
      let file = try #require(replies.first { $0.status == 200 })
      #expect(file.headers["content-disposition"] == "attachment; filename=\"adoptions.csv\"")
      let rows = try await web.test.number("select count(*) from adoptions")
      #expect(file.text.split(separator: "\r\n").count == rows + 1)
      #expect(
        try await web.test.texts("select s.staff_no from looks l join staff s on s.person_id = l.person_id where what = 'adoptions export' order by 1")
          == web.test.texts(
            "select distinct s.staff_no from adoptions a join staff o on o.id = a.staff_id join staff s on s.person_id = o.person_id where s.staff_no <> '001' order by 1"
          ))
      #expect(try await hanae.send("/exports/take", ["id": id]).status == 409)
      let seen = try await auditor.open("/exports")
      #expect(seen.status == 200 && seen.text.contains("hanae") && seen.text.contains("伊藤") && !seen.text.contains("<form method=\"post\" action=\"/exports"))
      #expect(try await auditor.send("/exports", ["kind": "time", "reason": "x"]).status == 403)
      for login in ["noriko", "head", "member", "vice"] { #expect(try await Visitor(login, web).open("/exports").status == 403, "\(login)") }
      #expect(try await Visitor("member", web).open("/me").text.contains("一括の書出し"))
    }
  }
}
