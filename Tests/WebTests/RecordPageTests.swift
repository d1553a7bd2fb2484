import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// The pages of records: every kind is listed, entered, changed and taken back by its declaration.
@Suite(.timeLimit(.minutes(5))) struct RecordPageTests {
  /// The values of a form's hidden fields, by name.
  static func hidden(_ page: Reply) -> [String: String] {
    Dictionary(
      page.text.matches(of: /type="hidden" name="(key|seen|once)" value="([^"]*)"/).map { (String($0.1), String($0.2).replacing("&quot;", with: "\"")) },
      uniquingKeysWith: { first, _ in first })
  }

  static func path(_ kind: String, _ key: String) -> String { "/records/\(kind)/row?key=\(Percent.encode(key))" }

  @Test func everyKindIsListedAndHasAForm() async throws {
    try await TestWeb.with { web async throws in
      let (hanae, auditor) = (try await web.visitor("hanae"), try await web.visitor("auditor"))
      let start = try await hanae.get("/records")
      for kind in Kind.all {
        #expect(start.text.contains("href=\"/records/\(kind.name)\""), "\(kind.name)")
        let list = try await hanae.get("/records/\(kind.name)")
        #expect(list.status == 200, "\(kind.name)")
        let form = try await hanae.get("/records/\(kind.name)/new")
        #expect(form.status == 200, "\(kind.name)")
        for column in kind.columns { #expect(form.text.contains("<label for=\"\(column.english)\">\(column.japanese)"), "\(kind.name) \(column.english)") }
        #expect(form.text.matches(of: /\sautofocus/).count == 1, "\(kind.name): the first field has the cursor")
        #expect(try await auditor.get("/records/\(kind.name)").status == 200)
        #expect(try await auditor.get("/records/\(kind.name)/new").status == 403)
        for row in list.text.matches(of: /href="(\/records\/[a-z-]+\/row\?key=[^"]*)"/).prefix(2).map({ String($0.1) }) {
          #expect(try await hanae.get(row).status == 200, "\(row)")
          let read = try await auditor.get(row)
          #expect(read.status == 200 && !read.text.contains("name=\"seen\""), "\(row)")
        }
      }
      #expect(try await hanae.get("/records/sheets").status == 404)
      #expect(try await hanae.get("/records/nothing").status == 400)
    }
  }

  @Test func aRowIsEnteredOnceAsPeopleWriteIt() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let once = try #require(Self.hidden(try await hanae.get("/records/leaves/new"))["once"])
      let fields = ["staff_no": "００６", "valid_from": "令和8年11月23日", "valid_to": "2026/12/31", "kind": "parental", "once": once, "reason": "育休の届"]
      #expect(try await hanae.post("/records/leaves/new", fields, times: 4) == [303, 303, 303, 303])
      #expect(try await web.test.texts("select valid_from || ' ' || valid_to || ' ' || kind from leaves") == ["2026-11-23 2026-12-31 parental"])
      #expect(try await web.test.texts("select reason from audit_rows where table_name = 'leaves'") == ["育休の届"])
      let reply = try await hanae.post("/records/leaves/new", fields)
      #expect(reply.headers["location"] == "/records/leaves/row?key=006%2C2026-11-23&done=created")
      #expect(try await hanae.get(reply.headers["location"] ?? "").text.contains("登録しました"))
      let other = try await hanae.post("/records/leaves/new", fields.merging(["kind": "leave"]) { $1 })
      #expect(other.status == 409 && other.text.contains("すでに送られています"))
      let again = try await hanae.post("/records/leaves/new", fields.merging(["once": "other"]) { $1 })
      #expect(again.status == 409 && again.text.contains("同じキーの行がすでにあります") && again.text.contains("value=\"令和8年11月23日\""))
    }
  }

  @Test func theNextOneBeginsLikeTheOneBefore() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let reply = try await hanae.post(
        "/records/training/new", ["staff_no": "006", "course_code": "L1", "completed_on": "2026-11-01", "outcome": "attended", "once": "a", "then": "another"])
      let next = try #require(reply.headers["location"])
      #expect(next == "/records/training/new?like=006%2CL1%2C2026-11-01&done=created")
      let form = try await hanae.get(next)
      #expect(form.text.contains("value=\"L1\"") && form.text.contains("value=\"2026-11-01\"") && !form.text.contains("value=\"006\""))
      #expect(
        try await hanae.post("/records/areas/new", ["code": "x", "title": "x", "once": "b", "then": "another"]).headers["location"]
          == "/records/areas/new?done=created")
    }
  }

  @Test func whatCannotBeTakenStaysInItsFieldAndIsExplained() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let fields = ["staff_no": "6", "unit_code": "S9", "valid_from": "令和8年2月30日", "kind": "primary", "share_percent": "abc", "once": "a"]
      let reply = try await hanae.post("/records/posts/new", fields)
      #expect(reply.status == 422)
      for name in ["staff_no", "unit_code", "valid_from", "share_percent"] {
        #expect(reply.text.contains("id=\"\(name)-fault\"") && reply.text.contains("href=\"#\(name)\""), "\(name)")
        #expect(reply.text.contains("value=\"\(fields[name] ?? "?")\""), "\(name)")
      }
      #expect(reply.text.matches(of: /\sautofocus/).count == 1)
      for text in Hostile.unfit + [Hostile.html] {
        let refused = try await hanae.post("/records/tools/new", ["code": "", "name": text, "once": "c"])
        #expect(refused.status == 422 && !refused.text.contains("<script>"))
      }
      let hostile = try await hanae.post("/records/tools/new", ["code": "TX", "name": Hostile.html, "once": "d"])
      let page = try await hanae.get(hostile.headers["location"] ?? "")
      #expect(page.status == 200 && page.text.contains("&lt;script&gt;") && !page.text.contains("<script>"))
      #expect(try await hanae.post("/records/tools/new", ["elsewhere": "1"]).status == 400)
    }
  }

  @Test func aChangeAsksWhyAndMeetsWhatOthersHaveChanged() async throws {
    try await TestWeb.with { web async throws in
      try await web.addColleague()
      let (hanae, ito) = (try await web.visitor("hanae"), try await web.visitor("ito"))
      let path = Self.path("tools", "T1")
      let (first, second) = (Self.hidden(try await hanae.get(path)), Self.hidden(try await ito.get(path)))
      let mine = ["name": "花江の名", "vendor": "甲社", "reason": "名称の変更"]
      let silent = try await hanae.post("/records/tools/row", mine.merging(first) { $1 }.merging(["reason": " "]) { $1 })
      #expect(silent.status == 422 && silent.text.contains("id=\"reason-fault\"") && silent.text.contains("花江の名"))
      #expect(try await hanae.post("/records/tools/row", mine.merging(first) { $1 }).headers["location"] == "/records/tools/row?key=T1&done=changed")
      #expect(try await web.test.texts("select reason from audit_rows where table_name = 'tools' and reason is not null") == ["名称の変更"])
      let late = try await ito.post("/records/tools/row", ["name": "伊藤の名", "vendor": "乙社", "reason": "誤り"].merging(second) { $1 })
      #expect(late.status == 409)
      for part in ["伊藤の名", "いま登録されている値: 花江の名", "乙社", "いま登録されている値: 甲社", "value=\"誤り\""] { #expect(late.text.contains(part), "\(part)") }
      #expect(try await web.test.texts("select name from tools where code = 'T1'") == ["花江の名"])
      // Having seen it, Ito saves again.
      let saved = try await ito.post("/records/tools/row", ["name": "伊藤の名", "vendor": "乙社", "reason": "誤り"].merging(Self.hidden(late)) { $1 })
      #expect(saved.status == 303)
      #expect(try await web.test.texts("select name from tools where code = 'T1'") == ["伊藤の名"])
    }
  }

  @Test func aRowIsTakenBackUnlessOthersReferToIt() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let state = Self.hidden(try await hanae.get(Self.path("tools", "T1")))
      let refused = try await hanae.post("/records/tools/withdrawal", state.merging(["reason": "重複"]) { $1 })
      #expect(refused.status == 422 && refused.text.contains("利活用事例"), "it says what refers to it")
      _ = try await hanae.post("/records/tools/new", ["code": "T9", "name": "試し", "once": "a"])
      let own = Self.hidden(try await hanae.get(Self.path("tools", "T9")))
      #expect(try await hanae.post("/records/tools/withdrawal", own).status == 422, "it asks why")
      #expect(try await hanae.post("/records/tools/withdrawal", own.merging(["reason": "重複"]) { $1 }).headers["location"] == "/records/tools?done=withdrawn")
      #expect(try await web.test.texts("select code from tools where code = 'T9'") == [])
      #expect(try await hanae.get(Self.path("tools", "T9")).status == 404)
      #expect(try await hanae.post("/records/tools/withdrawal", own.merging(["reason": "重複"]) { $1 }).status == 404)
    }
  }

  @Test func anAwardHasAReasonOfItsOwn() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      #expect(
        try await hanae.post("/records/schemes/new", ["code": "X1", "title": "表彰", "kind": "recognition", "rewards": "横展開", "once": "a"]).status == 303)
      let award = ["code": "W1", "scheme_code": "X1", "unit_code": "S1", "awarded_on": "2026-11-01", "reason": "よい取組"]
      #expect(try await hanae.post("/records/awards/new", award.merging(["once": "b"]) { $1 }).status == 303)
      let state = Self.hidden(try await hanae.get(Self.path("awards", "W1")))
      #expect(try await hanae.post("/records/awards/row", award.merging(["reason": "とてもよい取組"]) { $1 }.merging(state) { $1 }).status == 303)
      #expect(try await web.test.texts("select reason from awards") == ["とてもよい取組"])
    }
  }

  @Test func wordsAreFound() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("update staff set name = '髙橋　太郎', kana = 'タカハシ　タロウ', email = 'taro.t@example.jp' where staff_no = '006'")
      let hanae = try await web.visitor("hanae")
      func found(_ kind: String, _ query: String) async throws -> Int {
        let page = try await hanae.get("/records/\(kind)?query=\(Percent.encode(query))")
        #expect(page.status == 200, "\(kind) \(query)")
        return page.text.matches(of: /row\?key=/).count
      }
      for query in ["006", "6", "００６", "高橋", "髙橋", "たかはし", "ﾀｶﾊｼ", "太郎", "タロウ", "髙橋 太郎", "高橋太郎", "taro.t", "TARO"] {
        #expect(try await found("staff", query) == 1, "\(query)")
        #expect(try await found("posts", query) == 1, "\(query)")
      }
      #expect(try await found("staff", "橋") == 0, "words are found by their beginnings")
      for query in ["%", "_", "\\", "'", "\u{3000}x"] { #expect(try await found("staff", query) == 0, "\(query)") }
      #expect(try await found("units", "人事") == 3, "the division, and what is under it")
      #expect(try await found("adoptions", "議事録") == 2)
      #expect(try await found("time", "U1") == 1)
      #expect(try await found("posts", "研修課") == 2)
      #expect(try await found("grades", "課長") == 3)
    }
  }

  @Test func aLookAtNamedPersonsIsNoted() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      _ = try await hanae.get("/records/staff?query=006")
      #expect(try await web.looks() == ["hanae 006 staff"])
      _ = try await hanae.get("/records/units")
      #expect(try await web.looks() == ["hanae 006 staff"])
    }
  }

  @Test func administratorsHaveTheCodeLists() async throws {
    try await TestWeb.with { web async throws in
      let administrator = try await web.visitor("administrator")
      let start = try await administrator.get("/records")
      #expect(start.text.contains("/records/grades") && !start.text.contains("/records/staff"))
      #expect(try await administrator.get("/records/staff").status == 404)
      #expect(try await administrator.post("/records/tools/new", ["code": "TX", "name": "x"]).status == 404)
      #expect(try await administrator.post("/records/grades/new", ["code": "参事", "title": "参事", "once": "a"], times: 3) == [303, 303, 303])
      let state = Self.hidden(try await administrator.get(Self.path("grades", Percent.encode("参事"))))
      #expect(try await administrator.post("/records/grades/row", ["title": "参事", "rank": "9", "reason": "順位"].merging(state) { $1 }).status == 303)
      #expect(try await web.test.texts("select rank from grades where code = '参事'") == ["9"])
      #expect(try await administrator.post("/records/grades/withdrawal", state.merging(["reason": "x"]) { $1 }).status == 403)
    }
  }

  @Test func pagesGoOnAfterAKey() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("insert into areas (code, title) select 'x' || lpad(n::text, 3, '0'), 'x' from generate_series(1, 120) n")
      let hanae = try await web.visitor("hanae")
      var path: String? = "/records/areas?query=x"
      var keys: [String] = []
      while let next = path {
        let page = try await hanae.get(next)
        keys += page.text.matches(of: /row\?key=(x\d+)"/).map { String($0.1) }
        path = page.text.firstMatch(of: /rel="next" href="([^"]*)"/).map { String($0.1).replacing("&amp;", with: "&") }
      }
      let all: [String] = (1...120).map { number in "x\(String(1_000 + number).suffix(3))" }
      #expect(keys == all)
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run(
        "update grades set code = 'G' || id; update courses set required = '{all}', title = code; update tasks set title = code; update areas set title = code; update categories set title = code; update unit_versions set name = 'Unit'"
      )
      let (hanae, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      #expect(japanese(in: try await hanae.get("/records", english)) == nil)
      for kind in Kind.all {
        for path in ["/records/\(kind.name)?done=withdrawn", "/records/\(kind.name)/new?done=created"] {
          #expect(japanese(in: try await hanae.get(path, english)) == nil, "\(path)")
        }
        let empty = try await hanae.post("/records/\(kind.name)/new", [:], english)
        #expect(empty.status == 422 && japanese(in: empty) == nil, "\(kind.name)")
      }
      let state = Self.hidden(try await hanae.get(Self.path("tools", "T1"), english))
      for path in ["/records/tools/row", "/records/tools/withdrawal"] {
        #expect(japanese(in: try await hanae.post(path, state, english)) == nil)
        #expect(japanese(in: try await hanae.post(path, state.merging(["seen": "x", "reason": "x", "name": "x"]) { $1 }, english)) == nil)
      }
    }
  }
}
