import Foundation
import Postgres
import TestSupport
import Testing

@testable import Web

/// HR's pages of corrections: the list names nobody, a look at one is noted, each is answered once.
@Suite(.timeLimit(.minutes(2))) struct CorrectionPageTests {
  /// With a correction of 008's, which has the number 1.
  static func with(_ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      #expect(try await web.visitor("member").post("/me/corrections", ["text": Hostile.html]).status == 303)
      try await body(web)
    }
  }

  @Test func aLookAtOneIsNotedAndTheListIsNone() async throws {
    try await Self.with { web async throws in
      for login in ["hanae", "noriko"] {
        let officer = try await web.visitor(login)
        let list = try await officer.get("/corrections")
        #expect(list.status == 200)
        #expect(list.text.contains("href=\"/corrections/1\"") && list.text.contains("回答を待っているもの 1 件"))
        for part in ["職員8", "008", "alert"] { #expect(!list.text.contains(part), "\(part)") }
      }
      #expect(try await web.looks() == [])
      let page = try await web.visitor("hanae").get("/corrections/1")
      for part in ["職員8", "008", Hostile.escaped] { #expect(page.text.contains(part), "\(part)") }
      #expect(!page.text.contains("<script>"))
      #expect(try await web.looks() == ["hanae 008 corrections"])
      #expect(try await web.visitor("member").get("/me").text.contains(">訂正の申出</td>"))
    }
  }

  @Test func openOnesComeFirstOldestOnTop() async throws {
    try await Self.with { web async throws in
      let member = try await web.visitor("member")
      for text in ["2", "3"] { _ = try await member.post("/me/corrections", ["text": text]) }
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.post("/corrections/1", ["answer": "直しました"]).status == 303)
      let order = try await hanae.get("/corrections").text.matches(of: /href="\/corrections\/(\d)"/).map { String($0.1) }
      #expect(order == ["2", "3", "1"])
    }
  }

  @Test func itIsAnsweredOnceAndThePersonSeesIt() async throws {
    try await Self.with { web async throws in
      try await web.addColleague()
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      let both = try await withThrowingTaskGroup(of: [Int].self) { group in
        for (officer, answer) in [(hanae, "花江の回答"), (ito, "伊藤の回答")] { group.addTask { try await officer.post("/corrections/1", ["answer": answer], times: 4) } }
        return try await group.reduce(into: []) { $0 += $1 }.sorted()
      }
      #expect(both == [303, 409, 409, 409, 409, 409, 409, 409])
      let answer = try #require(try await web.test.texts("select answer from corrections").first)
      #expect(["花江の回答", "伊藤の回答"].contains(answer))
      #expect(try await web.visitor("member").get("/me").text.contains(answer))
      let late = try await hanae.post("/corrections/1", ["answer": Hostile.html])
      #expect(late.status == 409)
      // What was written for nothing is still there, beside what was answered.
      #expect(late.text.contains(Hostile.escaped) && late.text.contains(answer))
      #expect(!late.text.contains("<textarea"))
      #expect(try await web.test.number("select count(*) from audit_rows where table_name = 'corrections' and before is not null") == 1)
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for text in Hostile.unfit {
        let reply = try await hanae.post("/corrections/1", ["answer": text])
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"answer-fault\"") && reply.text.contains(">\n\(text)</textarea>"), "\(text.prefix(10))")
      }
      #expect(try await web.test.number("select count(*) from corrections where answer is not null") == 0)
    }
  }

  @Test func othersAreRefused() async throws {
    try await Self.with { web async throws in
      for login in ["member", "head", "clerk", "vice", "administrator", "auditor"] {
        let visitor = try await web.visitor(login)
        for path in ["/corrections", "/corrections/1"] { #expect(try await visitor.get(path).status == 403, "\(login)") }
        #expect(try await visitor.post("/corrections/1", ["answer": "x"]).status == 403, "\(login)")
      }
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.get("/corrections/2").status == 404)
      #expect(try await hanae.post("/corrections/2", ["answer": "x"]).status == 404)
      for number in ["0", "-1", "x", "99999999999999999999", "%EF%BC%91"] { #expect(try await hanae.get("/corrections/\(number)").status == 400, "\(number)") }
      // A form of another's number isn't this one's.
      let form = FormSignature.make(path: "/corrections/2", key: hanae.formKey)
      let forged = try await web.send(
        "POST", "/corrections/1", Route.form.merging(["cookie": "tedori=\(hanae.secret)"]) { $1 }, body: PageTests.fields(["form": form, "answer": "x"]))
      #expect(forged.status == 403)
      #expect(try await web.looks() == [])
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      let (hanae, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      #expect(japanese(in: try await hanae.get("/corrections", english)) == nil)
      _ = try await web.visitor("member").post("/me/corrections", ["text": "wrong"])
      for path in ["/corrections", "/corrections/1"] { #expect(japanese(in: try await hanae.get(path, english)) == nil, "\(path)") }
      #expect(japanese(in: try await hanae.post("/corrections/1", [:], english)) == nil)
      #expect(try await hanae.post("/corrections/1", ["answer": "done"]).status == 303)
      #expect(japanese(in: try await hanae.post("/corrections/1", ["answer": "again"], english)) == nil)
      #expect(japanese(in: try await hanae.get("/corrections", english)) == nil)
    }
  }
}
