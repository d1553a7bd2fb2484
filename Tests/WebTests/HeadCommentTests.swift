import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// What a head says to the unit's month: written on the department's page, printed in the report.
@Suite(.timeLimit(.minutes(5))) struct HeadCommentTests {
  static let path = "/department/comments"

  static func fields(_ text: String, seen: Int, unit: String = "S1") -> [String: String] {
    ["month": "2026-10", "unit": unit, "text": text, "seen": "\(seen)"]
  }

  static func with(_ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      try await body(web)
    }
  }

  @Test func itIsInEveryFormOfTheReportForWhoeverReadsTheUnit() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      #expect(try await head.post(Self.path, Self.fields("窓口の待ち時間が減りました。\n<b>来月も続けます。", seen: 0), times: 2) == [303, 303], "a double click writes one")
      #expect(try await web.test.texts("select text from unit_comments") == ["窓口の待ち時間が減りました。\n<b>来月も続けます。"])
      for login in ["head", "analyst", "vice", "hanae", "noriko", "auditor"] {
        let page = try await web.visitor(login).get("/month?month=2026-10&unit=S1")
        #expect(page.text.contains("窓口の待ち時間が減りました。\n&lt;b&gt;来月も続けます。"), "\(login)")
        let json = try await web.send("GET", "/api/v1/reports/2026-10?unit=S1", try await web.json(login)).json
        #expect((json["comment"] as? [String: Any])?["text"] as? String == "窓口の待ち時間が減りました。\n<b>来月も続けます。", "\(login)")
        #expect(try await web.visitor(login).get("/department?month=2026-10&unit=S1").text.contains("窓口の待ち時間が減りました。"), "\(login)")
      }
      let other = try await web.send("GET", "/api/v1/reports/2026-10?unit=B1", try await web.json("vice")).json
      #expect(other["month"] != nil && other["comment"] == nil)
    }
  }

  @Test func versionsAreKeptAndTheLastOneHolds() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      #expect(try await head.post(Self.path, Self.fields("一つ目", seen: 0)).status == 303)
      let first = try await web.test.number("select max(id) from unit_comments")
      #expect(try await head.post(Self.path, Self.fields("二つ目", seen: first)).status == 303)
      // Another tab still has the first one.
      let late = try await head.post(Self.path, Self.fields("別のタブ", seen: first))
      #expect(late.status == 409 && late.text.contains("別のタブ") && late.text.contains("二つ目") && late.text.contains("一つ目"))
      let second = try await web.test.number("select max(id) from unit_comments")
      #expect(late.text.contains("name=\"seen\" value=\"\(second)\""), "what is sent from that page goes through")
      #expect(try await head.post(Self.path, Self.fields(" ", seen: second)).status == 303)
      let json = try await web.send("GET", "/api/v1/reports/2026-10?unit=S1", try await web.json("head")).json
      #expect(json["comment"] == nil)
      #expect(try await web.test.texts("select text from unit_comments order by id") == ["一つ目", "二つ目", ""])
      #expect(try await web.test.number("select count(*) from audit_rows where table_name = 'unit_comments'") == 3)
    }
  }

  @Test func onlyTheUnitsOwnHeadWrites() async throws {
    try await Self.with { web async throws in
      for (login, unit) in [
        ("head", "D1"), ("head", "S3"), ("head", "NONE"), ("analyst", "S1"), ("stranger", "S1"), ("hanae", "S1"), ("clerk", "S1"), ("vice", "S1"),
      ] {
        #expect(try await web.visitor(login).post(Self.path, Self.fields("x", seen: 0, unit: unit)).status == 403, "\(login) \(unit)")
      }
      #expect(try await web.test.number("select count(*) from unit_comments") == 0)
      #expect(try await web.visitor("analyst").post(Self.path, Self.fields("x", seen: 0, unit: "B1")).status == 303)
      #expect(try await !web.visitor("analyst").get("/department?month=2026-10&unit=S1").text.contains("name=\"text\""))
      #expect(try await web.visitor("analyst").get("/department?month=2026-10&unit=B1").text.contains("name=\"text\""))
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      for text in [Hostile.long, "a\u{7}b", "a\u{202E}b", String(repeating: "x", count: 1_001), Hostile.html + "\u{7}"] {
        let reply = try await head.post(Self.path, Self.fields(text, seen: 0))
        #expect(reply.status == 422 && reply.text.contains("id=\"text-fault\""))
        #expect(reply.text.contains(text.hasPrefix(Hostile.html) ? Hostile.escaped : text) && !reply.text.contains("<script>"))
      }
      #expect(try await head.post(Self.path, Self.fields(String(repeating: "字", count: 1_000), seen: 0)).status == 303)
      for fields in [["month": "2026-10"], ["month": "x", "unit": "S1", "seen": "0"], ["month": "2026-10", "unit": "S1", "seen": "x"]] {
        #expect(try await head.post(Self.path, fields).status == 422)
      }
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("delete from snapshots; update areas set title = 'Area ' || code;")
      try await web.test.database.takeSnapshot(of: try #require(Month("2026-10")), as: Cast.officer)
      let (head, english) = (try await web.visitor("head"), ["accept-language": "en"])
      for (seen, text) in [(0, "one"), (1, "two"), (2, ""), (3, "three")] {
        #expect(try await head.post(Self.path, Self.fields(text, seen: seen)).status == 303)
      }
      for path in ["/department?month=2026-10", "/month?month=2026-10&unit=S1"] {
        let page = try await head.get(path, english)
        #expect(page.text.contains("three") && japanese(in: page) == nil, "\(path) \(japanese(in: page) ?? "")")
      }
      let refused = try await head.post(Self.path, Self.fields("a\u{7}b", seen: 4), english)
      #expect(refused.status == 422 && japanese(in: refused) == nil)
    }
  }
}
