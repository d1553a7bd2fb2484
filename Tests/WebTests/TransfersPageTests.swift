import Domain
import Postgres
import TestSupport
import Testing

@testable import Web

/// Moves of many persons on one day: what they would change is shown before they are written together.
@Suite(.timeLimit(.minutes(3))) struct TransfersPageTests {
  static let day = "2027-04-01"
  static let stored = """
    select s.staff_no || ' ' || u.code || ' ' || coalesce(g.code, '-') || ' ' || p.contracted_minutes from posts p join staff s on s.id = p.staff_id join units u on u.id = p.unit_id
    left join grades g on g.id = p.grade_id where p.valid_from = '2027-04-01' order by 1
    """

  @Test func whatWouldChangeIsShownAndThenWrittenTogether() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        update posts set contracted_minutes = 4650 where staff_id = fixture.staff('006');
        insert into posts (staff_id, unit_id, valid_from, valid_to, kind, share_percent) values (fixture.staff('006'), fixture.unit('S2'), '2026-04-01', '2027-03-31', 'concurrent', 20);
        """)
      let hanae = try await web.visitor("hanae")
      let fields = ["on": "令和9年4月1日", "text": "職員番号\t所属\n００６\tS3\n007,窓口課,主任\n\n", "reason": "定期異動"]
      let check = try await hanae.post("/transfers", fields)
      #expect(check.status == 200)
      for part in ["異動する職員 2 人", "S1 人事課", "S3 窓口課", "終わる兼務 1 件", "個人の導入 2 件", "まだ登録していません"] { #expect(check.text.contains(part), "\(part)") }
      #expect(try await web.test.texts(Self.stored) == [])
      let saved = try await hanae.post("/transfers", fields.merging(["then": "save"]) { $1 }, times: 3)
      #expect(saved == [303, 303, 303])
      #expect(try await web.test.texts(Self.stored) == ["006 S3 主事 4650", "007 S3 主任 9300"], "what isn't said goes on")
      #expect(try await web.test.texts("select distinct reason from audit_rows where table_name = 'posts' and reason is not null") == ["定期異動"])
      let after = try await hanae.get("/transfers?on=\(Self.day)")
      #expect(after.text.contains("異動する職員 2 人") && after.text.contains("登録済みの発令によるものです"))
    }
  }

  @Test func oneFaultRefusesAllAndNothingIsLost() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let text = "006\tS3\n999\tS3\n007\tS9"
      let reply = try await hanae.post("/transfers", ["on": Self.day, "text": text, "then": "save"])
      #expect(reply.status == 422 && reply.text.contains("999 → S3") && reply.text.contains("007 → S9") && reply.text.contains("006\tS3"))
      #expect(try await web.test.texts(Self.stored) == [])
      for text in ["", "職員番号\t所属", Hostile.html, "006", String(repeating: "006\tS3\n", count: 2_001)] {
        let refused = try await hanae.post("/transfers", ["on": Self.day, "text": text])
        #expect(refused.status == 422 && !refused.text.contains("<script>"), "\(text.prefix(20))")
      }
      let day = try await hanae.post("/transfers", ["on": "4月", "text": "006\tS3"])
      #expect(day.status == 422 && day.text.contains("value=\"4月\"") && day.text.contains("006\tS3"))
    }
  }

  /// A file of moves is as good as typed lines: it is looked through, what is wrong stands apart to be mended, and then all is written.
  @Test func aFileIsLookedThroughMendedAndWritten() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let on = "--boundary123\r\nContent-Disposition: form-data; name=\"on\"\r\n\r\n\(Self.day)\r\n"
      let file = Array("異動一覧\r\n\r\n職員番号,職層,所属コード\r\n006,,S3\r\n007,主任,S9\r\n008,,S3\r\n".utf8)
      let page = try await hanae.upload("/transfers/file", "異動.csv", file, more: on)
      #expect(
        page.status == 422 && page.text.contains("1 行目 <strong>007 → S9 → 主任</strong><br>所属コード「S9」：登録されていません") && page.text.contains("直す 1 行")
          && page.text.contains("問題のない 2 人"), "\(page.text)")
      let form = FilledForm(page, action: "/transfers")
      #expect(form["text"] == "007\tS9\t主任" && form["good"] == "006\tS3\n008\tS3")
      let mended = ["on": Self.day, "text": "007\tS3\t主任", "good": form["good"] ?? "", "reason": ""]
      let check = try await hanae.post("/transfers", mended)
      #expect(check.status == 200 && check.text.contains("3 人の異動をまとめて登録する"))
      #expect(try await hanae.post("/transfers", mended.merging(["then": "save"]) { $1 }).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["006 S3 主事 9300", "007 S3 主任 9300", "008 S3 主事 9300"])
    }
  }

  @Test func aFileThatIsNoneIsRefusedBesideItsField() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let on = "--boundary123\r\nContent-Disposition: form-data; name=\"on\"\r\n\r\n\(Self.day)\r\n"
      for (text, words) in [
        ("", "異動のファイルを選んでください"), ("職員番号,所属コード,氏名\n006,S3,x\n", "列「氏名」: 知らない列です"), ("番号,行き先\n006,S3\n", "見出しの行が見つかりません"),
        ("職員番号,職層\n006,主任\n", "キーの列「所属コード」がありません"), ("code,name\nT1,x\n", "AIツール"),
      ] {
        let page = try await hanae.upload("/transfers/file", "x.csv", Array(text.utf8), more: on)
        #expect(page.status == 422 && page.text.contains("id=\"file-fault\"") && page.text.contains(words), "\(text) \(page.text)")
        #expect(page.text.contains("value=\"\(Self.day)\""))
      }
    }
  }

  @Test func personsOfAUnitAreChosen() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let page = try await hanae.get("/transfers?on=\(Self.day)&unit=S2")
      for part in ["value=\"008\"", "value=\"009\"", "職員8"] { #expect(page.text.contains(part), "\(part)") }
      #expect(try await web.looks() == ["hanae 008 posts", "hanae 009 posts"])
      let check = try await hanae.post("/transfers", ["on": Self.day, "person.0": "008", "target.0": "S3", "person.1": "009", "target.1": ""])
      #expect(check.status == 200 && check.text.contains("異動する職員 1 人") && check.text.contains("008\tS3"))
    }
  }

  @Test func aUnitThatEndsWithPersonsInItIsSaid() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("update unit_versions set valid_to = '2027-03-31' where unit_id = fixture.unit('S2')")
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.get("/transfers?on=\(Self.day)").text.contains("2 人の発令が残っています"))
      #expect(try await !hanae.get("/transfers?on=2027-05-01").text.contains("発令が残っています"))
    }
  }

  @Test func onlyHRWithNamesMoves() async throws {
    try await TestWeb.with { web async throws in
      for login in ["noriko", "head", "clerk", "administrator", "auditor"] {
        let visitor = try await web.visitor(login)
        #expect(try await visitor.get("/transfers").status == 403, "\(login)")
        #expect(try await visitor.post("/transfers", ["on": Self.day, "text": "006\tS3"]).status == 403, "\(login)")
      }
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update unit_versions set name = 'Unit'; update unit_versions set valid_to = '2027-03-31' where unit_id = fixture.unit('S2')")
      let (hanae, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      for path in ["/transfers", "/transfers?on=\(Self.day)&unit=S1", "/transfers?on=x", "/transfers?on=\(Self.day)&unit=x&done=created"] {
        #expect(japanese(in: try await hanae.get(path, english)) == nil, "\(path)")
      }
      for text in ["006\tS3", "006\tS9", "", "x"] {
        #expect(japanese(in: try await hanae.post("/transfers", ["on": Self.day, "text": text], english)) == nil, "\(text)")
      }
    }
  }
}
