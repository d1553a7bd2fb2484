import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

@testable import Web

/// The page of named exports: two persons, once, and everybody in the file is shown that it was seen.
@Suite(.timeLimit(.minutes(2))) struct ExportsPageTests {
  static func with(_ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.addColleague()
      try await web.test.run(
        """
        select fixture.time('P6b', '2026-10-01', 100); select fixture.time('P8', '2026-10-01', 100);
        select fixture.redirect('P8', '2026-10-01', 'quality', 30, '007'); update redirections set output = '=1+1 <b>';
        """)
      try await body(web)
    }
  }

  static let asking = ["kind": "time", "reason": "監査への回答"]

  @Test func itTakesTwoPersonsAndIsTakenOnce() async throws {
    try await Self.with { web async throws in
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      #expect(try await hanae.post("/exports", Self.asking).status == 303)
      #expect(try await hanae.get("/exports").text.contains("自分の申請は承認できません"))
      #expect(try await ito.get("/exports").text.contains("action=\"/exports/1/approval\""))
      // Not by oneself, and not before somebody else has approved.
      for path in ["/exports/1/approval", "/exports/1/file"] {
        let refused = try await hanae.post(path)
        #expect(refused.status == 409)
        #expect(refused.text.contains(path.hasSuffix("file") ? "まだ承認されていません" : "自分の申請は承認できません"))
      }
      #expect(try await ito.post("/exports/1/approval").status == 303)
      #expect(try await ito.post("/exports/1/approval").status == 409)
      // Who has approved doesn't get it.
      let others = try await ito.post("/exports/1/file")
      #expect(others.status == 409)
      #expect(others.text.contains("受け取れるのは申請者だけです"))
      #expect(try await web.looks() == [])

      let file = try await hanae.post("/exports/1/file")
      #expect(file.status == 200)
      #expect(file.headers["content-type"] == "text/csv; charset=utf-8")
      #expect(file.headers["content-disposition"] == "attachment; filename=\"time-1.csv\"")
      #expect(file.headers["cache-control"] == "no-store")
      let lines = file.text.split(separator: "\r\n")
      #expect(lines.first?.hasPrefix("\u{FEFF}導入コード,対象月") == true)
      #expect(lines.dropFirst().map { $0.prefix { $0 != "," } } == ["P6b", "P8", "U1"])
      // A file of the office's own rows imports again as it is.
      #expect(try await web.test.take("time", bytes: file.body).counts.unchanged == 3)
      #expect(try await web.looks() == ["hanae 006 time export", "hanae 008 time export"])
      #expect(try await web.visitor("member").get("/me").text.contains("創出時間（記名データの書出し）"))

      let again = try await hanae.post("/exports/1/file")
      #expect(again.status == 409)
      #expect(again.text.contains("すでに受け取られています"))
      #expect(try await web.looks().count == 2)
    }
  }

  @Test func manyAtOnceGetOneFile() async throws {
    try await Self.with { web async throws in
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      // Asked for in a hurry it is one request.
      #expect(try await hanae.post("/exports", Self.asking, times: 6) == Array(repeating: 303, count: 6))
      #expect(try await web.test.number("select count(*) from named_exports") == 1)
      #expect(try await ito.post("/exports/1/approval", times: 6) == [303, 409, 409, 409, 409, 409])
      #expect(try await hanae.post("/exports/1/file", times: 6) == [200, 409, 409, 409, 409, 409])
      #expect(try await web.looks() == ["hanae 006 time export", "hanae 008 time export"])
      // What was asked for once more is another request.
      #expect(try await hanae.post("/exports", Self.asking).status == 303)
      #expect(try await web.test.number("select count(*) from named_exports") == 2)
    }
  }

  /// Everybody whom a row names, whichever way; nobody else.
  @Test(arguments: [
    ("time", ["006", "008"]), ("redirections", ["007", "008"]), ("adoptions", ["006", "008", "009"]), ("usage", ["010"]),
  ]) func everybodyInTheFileIsNoted(kind: String, persons: [String]) async throws {
    try await Self.with { web async throws in
      try await web.test.run(
        "insert into usage_days (staff_id, tool_id, month, days_used) select fixture.staff('010'), id, '2026-10-01', 5 from tools where code = 'T1'")
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      #expect(try await hanae.post("/exports", ["kind": kind, "reason": "照会"]).status == 303)
      #expect(try await ito.post("/exports/1/approval").status == 303)
      let file = try await hanae.post("/exports/1/file", [:], ["accept-language": "en"])
      #expect(file.status == 200)
      #expect(!file.text.unicodeScalars.contains { $0 == "\u{5C0E}" }, "English headings")
      #expect(try await web.looks() == persons.map { "hanae \($0) \(kind) export" })
      // What a spreadsheet would run as a formula is text.
      if kind == "redirections" { #expect(!file.text.contains(",=1+1")) }
    }
  }

  /// A file of many pieces, and a taking that fails leaves the export as it was.
  @Test func aLargeFileComesWholeAndAFailedOneCanBeTakenAgain() async throws {
    try await Self.with { web async throws in
      try await web.test.run("update redirections set output = repeat('長い成果。', 100000)")
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      #expect(try await hanae.post("/exports", ["kind": "redirections", "reason": "照会"]).status == 303)
      #expect(try await ito.post("/exports/1/approval").status == 303)
      try await web.test.run("alter table redirections rename column output to result")
      #expect(try await hanae.post("/exports/1/file").status == 500)
      try await web.test.run("alter table redirections rename column result to output")
      #expect(try await web.looks() == [])
      let file = try await hanae.post("/exports/1/file")
      #expect(file.status == 200)
      #expect(file.body.count > 1_500_000)
      #expect(file.headers["content-length"] == "\(file.body.count)")
      #expect(file.text.split(separator: "\r\n").count == 1 + (try await web.test.number("select count(*) from redirections")))
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for text in Hostile.unfit {
        let reply = try await hanae.post("/exports", ["kind": "redirections", "reason": text])
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"reason-fault\"") && reply.text.contains(">\n\(text)</textarea>"), "\(text.prefix(10))")
        #expect(reply.text.contains("<option value=\"redirections\" selected>"))
      }
      for kind in ["", "staff", "<b>", "time; drop table"] {
        let reply = try await hanae.post("/exports", ["kind": kind, "reason": Hostile.html])
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"kind-fault\"") && reply.text.contains(">\n\(Hostile.escaped)</textarea>") && !reply.text.contains("<b>"))
      }
      #expect(try await web.test.number("select count(*) from named_exports") == 0)
      #expect(try await hanae.post("/exports", ["kind": "time", "reason": Hostile.html]).status == 303)
      let list = try await hanae.get("/exports")
      #expect(list.text.contains(Hostile.escaped) && !list.text.contains("<script>"))
    }
  }

  @Test func auditorsReadTheListAndOthersAreRefused() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.post("/exports", Self.asking).status == 303)
      let auditor = try await web.visitor("auditor")
      let list = try await auditor.get("/exports")
      #expect(list.status == 200)
      #expect(list.text.contains("監査への回答"))
      #expect(!list.text.contains("action=\"/exports"))
      for login in ["auditor", "noriko", "head", "clerk", "member", "vice", "administrator"] {
        let visitor = try await web.visitor(login)
        if login != "auditor" { #expect(try await visitor.get("/exports").status == 403, "\(login)") }
        #expect(try await visitor.post("/exports", Self.asking).status == 403, "\(login)")
        for step in ["approval", "file"] { #expect(try await visitor.post("/exports/1/\(step)").status == 403, "\(login)") }
      }
      for step in ["approval", "file"] { #expect(try await hanae.post("/exports/2/\(step)").status == 404) }
      #expect(try await web.test.number("select count(*) from named_exports where approved_at is not null or taken_at is not null") == 0)
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      let (hanae, ito, english) = (try await web.visitor("hanae"), try await web.visitor("ito"), ["accept-language": "en"])
      for _ in 0..<4 {
        for visitor in [hanae, ito] { #expect(japanese(in: try await visitor.get("/exports", english)) == nil) }
        for path in ["/exports", "/exports/1/approval", "/exports/1/file"] {
          let reply = try await hanae.post(path, [:], english)
          if reply.headers["content-type"]?.hasPrefix("text/html") == true { #expect(japanese(in: reply) == nil, "\(path)") }
        }
        _ = try await hanae.post("/exports", ["kind": "time", "reason": "asked"])
        _ = try await ito.post("/exports/1/approval")
        #expect(japanese(in: try await ito.post("/exports/1/approval", [:], english)) == nil)
        #expect(japanese(in: try await ito.post("/exports/1/file", [:], english)) == nil)
      }
      #expect(try await hanae.get("/exports", english).text.contains("Taken "))
    }
  }
}
