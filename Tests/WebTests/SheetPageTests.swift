import Domain
import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reports
@testable import Web

/// The monthly sheet on a page: it is filled in as a file of rows would be, and nothing that was typed or recorded is lost on the way.
@Suite(.timeLimit(.minutes(3))) struct SheetPageTests {
  static let path = "/sheet?month=2026-10&unit=S1"
  static let kept = """
    select concat_ws(' ', a.code, t.users, t.cases, t.gross_minutes, m.code, t.comment) from time_records t join adoptions a on a.id = t.adoption_id
    left join measurements m on m.id = t.measurement_id where t.month = '2026-10-01' order by 1
    """
  static let went = """
    select concat_ws(' ', a.code, g.code, d.minutes, d.output, d.confirmed_by_id) from redirections d join adoptions a on a.id = d.adoption_id join categories g on g.id = d.category_id
    where d.month = '2026-10-01' order by 1
    """

  /// A sheet as somebody sees it, filled in by adoption and column.
  struct Form {
    var form: FilledForm
    let codes: [String]

    init(_ page: Reply) {
      form = FilledForm(page, action: "/sheet")
      codes = (0..<8).compactMap { [form] in form["category.\($0)"] }
    }

    func name(_ adoption: String, _ column: String) throws -> String {
      let place = try #require(form.fields.first { $0.key.hasPrefix("adoption.") && $0.value == adoption }).key.split(separator: ".")[1]
      return codes.firstIndex(of: column).map { "minutes.\(place)0\($0)" } ?? "\(column).\(place)"
    }

    func with(_ adoption: String, _ values: [String: String]) throws -> Form {
      var form = self
      for (column, value) in values { form.form[try name(adoption, column)] = value }
      return form
    }

    func value(_ adoption: String, _ column: String) throws -> String? { form[try name(adoption, column)] }
  }

  @Test func aClerkFillsItIn() async throws {
    try await TestWeb.with { web async throws in
      let clerk = try await web.visitor("clerk")
      let page = try await clerk.get("/sheet?month=2026-10")
      #expect(page.status == 200)
      for part in ["導入 2 件のうち報告 0 件", "議事録", "要約", "1件あたり 30 分 → 10 分（計測 M1、E3）", "前月 3", "未報告"] { #expect(page.text.contains(part), "\(part)") }
      // Nobody's own adoption, and no other section's.
      for part in ["職員6", "P6", "UB"] { #expect(!page.text.contains(part), "\(part)") }
      let empty = Form(page)
      #expect(try empty.value("U1", "users") == "3" && empty.value("U1", "cases") == "")
      let filled = try empty.with("U1", ["cases": "３０", "policy": "1", "quality": "２００", "output": Hostile.html, "comment": "二行\r\nある"])
        .with("U2", ["users": "2", "cases": "0"])
      var fields = filled.form.fields
      fields["took"] = "252"
      let reply = try await clerk.post("/sheet", fields)
      #expect(reply.status == 303)
      #expect(reply.headers["location"] == "/sheet?month=2026-10&unit=S1&saved=2&took=252")
      #expect(
        try await web.test.texts("select concat_ws(' ', u.code, t.month, t.seconds, t.adoptions) from sheet_times t join units u on u.id = t.unit_id") == [
          "S1 2026-10-01 252 2"
        ])
      #expect(try await web.test.texts(Self.kept) == ["U1 3 30 M1 二行\nある", "U2 2 0 M2"])
      #expect(try await web.test.texts(Self.went) == ["U1 policy 1 \(Hostile.html)", "U1 quality 200 \(Hostile.html)"])
      let after = try await clerk.get(try #require(reply.headers["location"]))
      for part in ["2 件を保存しました", "4 分 12 秒", "導入 2 件のうち報告 2 件", "data-show=\"gross\">600<", "data-show=\"left\">399<", "報告済み", Hostile.escaped] {
        #expect(after.text.contains(part), "\(part)")
      }
      #expect(!after.text.contains("<script>") && !after.text.contains("<b>太字"))
      #expect(try await web.test.texts("select distinct actor from changes where id = (select max(id) from changes)") == ["clerk"])
      // Again, as a double click or the back button would have it: nothing changes, and nothing is complained of.
      #expect(try await clerk.post("/sheet", fields, times: 3) == [303, 303, 303])
      #expect(try await web.test.texts(Self.kept) == ["U1 3 30 M1 二行\nある", "U2 2 0 M2"])
      #expect(try await clerk.post("/sheet", Form(after).form.fields).headers["location"] == "/sheet?month=2026-10&unit=S1&saved=0")
    }
  }

  @Test func whatCannotBeTakenStaysInItsCell() async throws {
    try await TestWeb.with { web async throws in
      let clerk = try await web.visitor("clerk")
      let empty = Form(try await clerk.get(Self.path))
      for (column, value) in [
        ("cases", "たくさん"), ("cases", "-1"), ("cases", "1.5"), ("cases", "12,3"), ("cases", ""), ("cases", "<b>7</b>"), ("users", "x"), ("policy", "9999"),
        ("policy", "a"), ("policy", "=1+1"), ("gross_minutes", "5"), ("measurement_code", "M2"), ("output", "a\u{202E}b"), ("new_task", "maybe"),
      ] {
        let filled = try empty.with("U1", ["cases": "10", "comment": "残る"]).with("U1", [column: value]).with("U2", ["users": "2", "cases": "4"])
        let reply = try await clerk.post("/sheet", filled.form.fields)
        #expect(reply.status == 422, "\(column) \(value)")
        #expect(reply.text.contains("class=\"fault\"") && reply.text.contains("まだ何も保存していません"), "\(column) \(value)")
        let shown = Form(reply)
        if column != "new_task" && column != "measurement_code" { #expect(try shown.value("U1", column) == value, "\(column) \(value)") }
        #expect(try shown.value("U1", "comment") == "残る" && shown.value("U2", "cases") == "4")
        #expect(!reply.text.contains("<b>7"))
        #expect(try await web.test.texts(Self.kept) == [])
      }
      // The good rows alone, where that is asked for; the other one stays on the page.
      let mixed = try empty.with("U1", ["cases": "10", "policy": "201"]).with("U2", ["users": "2", "cases": "4"])
      let reply = try await clerk.post("/sheet", mixed.form.fields.merging(["keep": "yes"]) { $1 })
      #expect(reply.status == 422 && reply.text.contains("1 件を保存しました") && reply.text.contains("ほかの行は保存しました"))
      #expect(try await web.test.texts(Self.kept) == ["U2 2 4 M2"])
      let mended = try Form(reply).with("U1", ["policy": "200"])
      #expect(try mended.value("U1", "cases") == "10")
      #expect(try await clerk.post("/sheet", mended.form.fields).headers["location"]?.contains("saved=1") == true)
      #expect(try await web.test.texts(Self.went) == ["U1 policy 200"])
    }
  }

  @Test func nobodyElsesChangeIsLost() async throws {
    try await TestWeb.with { web async throws in
      let (clerk, officer) = (try await web.visitor("clerk"), try await web.visitor("hanae"))
      let empty = Form(try await clerk.get(Self.path))
      let hers = try Form(try await officer.get(Self.path)).with("U1", ["cases": "20", "policy": "100"])
      #expect(try await officer.post("/sheet", hers.form.fields).status == 303)
      // Another row goes in without harm to hers.
      #expect(try await clerk.post("/sheet", try empty.with("U2", ["users": "1", "cases": "2"]).form.fields).status == 303)
      #expect(try await web.test.texts(Self.kept) == ["U1 3 20 M1", "U2 1 2 M2"])
      let late = try await clerk.post("/sheet", try empty.with("U1", ["cases": "25"]).form.fields)
      #expect(late.status == 409)
      for part in ["ほかの人が変えました", "件数 20", "企画・分析 100"] { #expect(late.text.contains(part), "\(part)") }
      #expect(try Form(late).value("U1", "cases") == "25")
      #expect(try await web.test.texts(Self.kept) == ["U1 3 20 M1", "U2 1 2 M2"])
      // Having seen it, the clerk saves again.
      #expect(try await clerk.post("/sheet", Form(late).form.fields).status == 303)
      #expect(try await web.test.texts(Self.kept) == ["U1 3 25 M1", "U2 1 2 M2"])
    }
  }

  @Test func aConfirmationEndsOnlyWhereThatWasAgreed() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        "select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002')")
      let clerk = try await web.visitor("clerk")
      let page = try await clerk.get(Self.path)
      #expect(page.text.contains("確認済み 250"))
      // A row whose confirmed minutes stay keeps its confirmation.
      #expect(try await clerk.post("/sheet", try Form(page).with("U1", ["comment": "追記"]).form.fields).status == 303)
      #expect(try await web.test.number("select count(*) from redirections where confirmed_by_id is not null") == 1)
      let changed = try Form(try await clerk.get(Self.path)).with("U1", ["policy": "200"])
      let asked = try await clerk.post("/sheet", changed.form.fields)
      #expect(asked.status == 409 && asked.text.contains("保存すると確認が外れ") && asked.text.contains("name=\"agree\""))
      #expect(try await web.test.texts(Self.went).first?.hasPrefix("U1 policy 250") == true)
      #expect(try await clerk.post("/sheet", Form(asked).form.fields.merging(["agree": "yes", "reason": "聞き直した"]) { $1 }).status == 303)
      #expect(try await web.test.texts(Self.went) == ["U1 policy 200"])
      #expect(try await web.test.number("select count(*) from audit_rows where table_name = 'redirections' and reason = '聞き直した'") == 1)
    }
  }

  @Test func aRecordIsTakenBackOnPurposeOnly() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006')")
      let clerk = try await web.visitor("clerk")
      let page = Form(try await clerk.get(Self.path))
      let cleared = try await clerk.post("/sheet", try page.with("U1", ["cases": "", "policy": ""]).form.fields)
      #expect(cleared.status == 422)
      #expect(try await web.test.texts(Self.kept) == ["U1 3 30 M1"])
      let withdrawn = page.form.fields.merging([try page.name("U1", "withdrawn"): "yes"]) { $1 }
      #expect(try await clerk.post("/sheet", withdrawn).status == 303)
      #expect(try await web.test.texts(Self.kept) == [])
      #expect(try await web.test.texts(Self.went) == [])
    }
  }

  @Test func repeatedFiguresAreFlagged() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        "delete from time_records; select fixture.measured('U1', m::date, 30, 'M1', 3) from unnest(array['2026-08-01', '2026-09-01', '2026-10-01']) m")
      let clerk = try await web.visitor("clerk")
      #expect(try await clerk.get(Self.path).text.contains("⚑ 3か月同じ値です"))
      #expect(try await !clerk.get("/sheet?month=2026-09&unit=S1").text.contains("⚑"))
    }
  }

  @Test func hrFillsInAnyAndIsSeenLooking() async throws {
    try await TestWeb.with { web async throws in
      let officer = try await web.visitor("hanae")
      #expect(try await officer.get("/sheet").text.contains("name=\"unit\""))
      let page = try await officer.get(Self.path)
      for part in ["職員6", "P6b", "導入 4 件のうち報告 0 件"] { #expect(page.text.contains(part), "\(part)") }
      #expect(try await web.looks() == ["hanae 006 sheets"])
      #expect(try await officer.post("/sheet", try Form(page).with("P6b", ["cases": "8"]).form.fields).status == 303)
      #expect(try await web.test.texts(Self.kept) == ["P6b 8 M2"])
      // A bureau's own sheet, with those under it named beside.
      let bureau = try await officer.get("/sheet?month=2026-10&unit=\(Percent.encode("総務局"))")
      for part in ["案内文", "研修課", "人事課"] { #expect(bureau.text.contains(part), "\(part)") }
      #expect(try await officer.get("/sheet?month=2026-10&unit=nothing").status == 404)
      // Without named minutes there are no persons either.
      #expect(try await !web.visitor("noriko").get(Self.path).text.contains("職員6"))
      for login in ["head", "analyst", "vice", "member", "administrator", "auditor"] {
        #expect(try await web.visitor(login).get(Self.path).status == 403, "\(login)")
      }
      let clerk = try await web.visitor("clerk")
      #expect(try await clerk.get("/sheet?month=2026-10&unit=S2").text.contains("報告する導入はありません"))
      var foreign = Form(page).form.fields
      foreign["unit"] = "B1"
      foreign["adoption.0"] = "UB"
      foreign["cases.0"] = "1"
      foreign["shown.0"] = "x"
      #expect(try await clerk.post("/sheet", foreign).status == 409, "what is on another sheet was seen by nobody here")
      #expect(try await web.test.number("select count(*) from time_records where adoption_id = fixture.adoption('UB')") == 0)
    }
  }

  /// The page's file goes back in as any other, and changes nothing.
  @Test func theFileIsTheSameSheet() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3)")
      let clerk = try await web.visitor("clerk")
      let file = try await clerk.get("/sheet/file?month=2026-10&unit=S1")
      #expect(file.status == 200 && file.headers["content-disposition"]?.contains("sheet_2026-10_S1.csv") == true)
      let reply = try await web.send("POST", "/api/v1/imports/sheets", try await web.json("clerk"), body: file.text)
      let unchanged = try reply.json["unchanged"] as? Int
      #expect(reply.status == 200 && unchanged == 1, "\(reply.text)")
      let workbook = try await clerk.get("/sheet/file?month=2026-10&unit=S1&format=xlsx")
      #expect(workbook.status == 200 && workbook.headers["content-disposition"] == "attachment; filename=\"sheet_2026-10_S1.xlsx\"")
      #expect(workbook.headers["content-type"]?.hasSuffix("spreadsheetml.sheet") == true)
      #expect(try await clerk.get("/sheet/file?month=2026-10&unit=S2").status == 404)
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run(
        "select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); select fixture.redirect('U1', '2026-10-01', 'policy', 250, '006', '002')")
      let english = ["accept-language": "en"]
      let (clerk, officer) = (try await web.visitor("clerk"), try await web.visitor("hanae"))
      #expect(japanese(in: try await officer.get("/sheet", english)) == nil)
      let page = try await officer.get("/sheet?month=2026-10&unit=B1", english)
      #expect(japanese(in: page) == nil)
      let sheet = Form(try await clerk.get(Self.path, english))
      for form in [
        try sheet.with("U1", ["cases": "x", "policy": "100000"]), try sheet.with("U1", ["policy": "1"]),
        try sheet.with("U2", ["cases": "1", "output": "a\u{202E}b"]),
      ] {
        let reply = try await clerk.post("/sheet", form.form.fields, english)
        #expect(reply.status >= 400 && japanese(in: reply) == nil)
      }
      try await web.test.run("update time_records set cases = 31 where month = '2026-10-01'")
      #expect(japanese(in: try await clerk.post("/sheet", try sheet.with("U1", ["cases": "32"]).form.fields, english)) == nil)
      #expect(japanese(in: try await clerk.get("\(Self.path)&saved=3&took=61", english)) == nil)
    }
  }
}
