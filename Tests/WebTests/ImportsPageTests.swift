import Domain
import Foundation
import Postgres
import Reports
import Store
import TestSupport
import Testing

@testable import Web

/// The import room: a file is looked through in the background, decided on, written, mended, and taken back.
@Suite(.timeLimit(.minutes(3))) struct ImportsPageTests {
  static let messy = """
    課の道具一覧,,
    ツールコード,ツール名,状態
    N1,一,試行
    N2,二,不明
    N3,,承認
    N4,四,不明
    T1,対話,承認
    """

  @Test func aMessyFileIsLookedThroughImportedInPartMendedAndTakenBack() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      let sent = try await hanae.upload("/imports", "道具 一覧.csv", Array(Self.messy.utf8))
      #expect(sent.status == 303 && sent.headers["location"] == "/imports/1", "\(sent.text)")
      let page = try await hanae.settled("/imports/1")
      for word in [
        "道具 一覧.csv", "AIツール", "CSV（UTF-8）、見出しは 2 行目", "問題 3 件・2 種類", "列「状態」: この列の語ではありません", "行: 4, 6", "不明", "列「ツール名」: 空欄です", "問題のない 2 行だけを取り込む",
        "<th role=\"rowheader\" scope=\"row\">3</th>",
      ] { #expect(page.text.contains(word), "\(word) \(page.text)") }
      #expect(try await web.test.number("select count(*) from tools where code like 'N%'") == 0)

      #expect(try await hanae.post("/imports/1/import", times: 2) == [303, 303])
      let done = try await hanae.settled("/imports/1")
      #expect(done.text.contains("新規 1、更新 1、変更なし 0、問題 3 行"), "\(done.text)")
      #expect(try await web.test.texts("select code from tools where code like 'N%'") == ["N1"])
      #expect(
        try await web.test.texts(
          "select distinct c.actor from changes c join audit_rows r on r.change_id = c.id where r.table_name = 'tools' and r.after ->> 'code' = 'N1'") == [
            "hanae"
          ])

      // The bad rows go on being there to be mended, and come back by the same door.
      let rows = try await hanae.get("/imports/1/problems?format=csv")
      #expect(rows.headers["content-disposition"] == "attachment; filename=\"import-1-problems.csv\"")
      #expect(rows.text.hasPrefix("\u{FEFF}ツールコード,ツール名,状態,problem\r\nN2,二,不明,"))
      let workbook = try await hanae.get("/imports/1/problems?format=xlsx")
      #expect(workbook.body.starts(with: [0x50, 0x4B]))
      let mended = rows.text.replacing("不明", with: "試行").replacing("N3,,", with: "N3,三,")
      #expect(try await hanae.upload("/imports", "mended.csv", Array(mended.utf8)).status == 303)
      #expect(try await hanae.settled("/imports/2").text.contains("3 行を取り込む"))
      #expect(try await hanae.post("/imports/2/import").status == 303)
      #expect(try await hanae.settled("/imports/2").text.contains("新規 3、更新 0、変更なし 0、問題 0 行"))
      #expect(try await web.test.number("select count(*) from upload_pieces where upload_id = 2") == 0)

      #expect(try await hanae.post("/imports/2/undo").status == 303)
      #expect(try await hanae.get("/imports/2").text.contains("が 20"))
      #expect(try await web.test.texts("select code from tools where code like 'N%'") == ["N1"])
      let again = try await hanae.post("/imports/2/undo")
      #expect(again.status == 409 && again.text.contains("取り消せる取込みではありません"))
      try await web.test.run("update tools set name = '別' where code = 'N1'")
      let late = try await hanae.post("/imports/1/undo")
      #expect(late.status == 409 && late.text.contains("変わった行が 1 行") && late.text.contains("AIツール N1（変更された）"), "\(late.text)")
      let list = try await hanae.get("/imports")
      #expect(list.text.contains("取り消し済み") && list.text.contains("一部を取込み済み") && list.text.contains("道具 一覧.csv"))
    }
  }

  @Test func aWorkbookIsTakenToo() async throws {
    try await TestWeb.with { web async throws in
      let file = Gathered()
      let tools = try #require(Kind.named("tools"))
      _ = try await Export(kind: tools, format: .workbook, language: .japanese).run(in: web.test.database, as: Cast.officer) { file.append($0) }
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.upload("/imports", "tools.xlsx", file.bytes).status == 303)
      let page = try await hanae.settled("/imports/1", ["accept-language": "en"])
      #expect(page.text.contains("Excel workbook") && page.text.contains("No row would change anything"), "\(page.text)")
    }
  }

  @Test func anEnglishPageHasNoJapanese() async throws {
    try await TestWeb.with { web async throws in
      try await web.nameInEnglish()
      let hanae = try await web.visitor("hanae")
      let english = ["accept-language": "en"]
      #expect(try await hanae.upload("/imports", "posts.csv", Array("code,name,cost_per_seat_month\nN1,One,abc\nN2,Two,5\nN3,,6\n".utf8)).status == 303)
      // Whoever reads reads the own language, whoever sent the file.
      #expect(try await hanae.settled("/imports/1").text.contains("整数として読めません"))
      let page = try await hanae.settled("/imports/1", english)
      #expect(japanese(in: page) == nil, "\(japanese(in: page) ?? "")")
      #expect(page.text.contains("Import the 1 rows without problems") && page.text.contains("not a whole number"))
      let (bad, other) = (try await hanae.get("/imports/1/problems?format=csv"), try await hanae.get("/imports/1/problems?format=csv", english))
      #expect(bad.text.contains("整数として読めません") && other.text.contains("not a whole number") && japanese(in: other) == nil)
      #expect(try await hanae.post("/imports/1/import").status == 303)
      let done = try await hanae.settled("/imports/1", english)
      #expect(japanese(in: done) == nil, "\(japanese(in: done) ?? "")")
      let list = try await hanae.get("/imports", english)
      #expect(japanese(in: list) == nil, "\(japanese(in: list) ?? "")")
      #expect(try await hanae.post("/imports", [:], english).text.contains("Choose a file"))
    }
  }

  @Test func whatIsNoGoodFileIsRefusedAtOnce() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for (bytes, word) in [
        ([], "空のファイルです"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 99), ".xls"),
        (Array("%PDF-1.7".utf8), "CSV でも Excel のブックでもありません"),
        ([0x50, 0x4B, 3, 4, 1], "壊れています"),
      ] as [([UInt8], String)] {
        let reply = try await hanae.upload("/imports", "<b>x.csv", bytes)
        #expect(reply.status == 422 && reply.text.contains(word) && reply.text.contains("&lt;b&gt;x.csv"), "\(word)")
      }
      let none = try await hanae.upload("/imports", "", [])
      #expect(none.status == 422 && none.text.contains("ファイルを選んでください"))
      #expect(try await web.test.number("select count(*) from uploads") == 0)
    }
  }

  @Test func aKindThatIsNotToldIsChosen() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.upload("/imports", "x.csv", Array("なまえ,ふりがな\na,b\n".utf8)).status == 303)
      let page = try await hanae.get("/imports/1")
      #expect(page.text.contains("種類を選んでください"))
      let wrong = try await hanae.post("/imports/1/kind", ["kind": "nothing"])
      #expect(wrong.status == 422 && wrong.text.contains("種類を選んでください"))
      #expect(try await hanae.post("/imports/1/kind", ["kind": "staff", "encoding": "utf-8"]).status == 303)
      let checked = try await hanae.settled("/imports/1")
      #expect(checked.text.contains("見出しの行が見つかりません") && checked.text.contains("このファイルは取り込めません"), "\(checked.text)")
      #expect(try await hanae.post("/imports/1/import").status == 303)
      #expect(try await web.test.texts("select state from uploads") == ["checked"])
      #expect(try await hanae.post("/imports/1/discard").status == 303)
      #expect(try await hanae.get("/imports/1").text.contains("破棄しました"))
      #expect(try await web.test.number("select count(*) from upload_pieces") == 0)
    }
  }

  @Test func whatSomebodyMaySeeAndImportFollowsTheRole() async throws {
    try await TestWeb.with { web async throws in
      let (hanae, noriko, clerk, administrator) = (
        try await web.visitor("hanae"), try await web.visitor("noriko"), try await web.visitor("clerk"), try await web.visitor("administrator")
      )
      #expect(try await noriko.upload("/imports", "n.csv", Array("staff_no,name\n006,x\n".utf8)).status == 303)
      _ = try await noriko.settled("/imports/1")
      for (visitor, status) in [(hanae, 200), (noriko, 200), (clerk, 404), (administrator, 404)] {
        #expect(try await visitor.get("/imports/1").status == status)
        #expect(try await visitor.get("/imports/1/progress").status == status)
      }
      // Whom the page names is shown that somebody has looked.
      #expect(try await web.looks().contains("hanae 006 imports"))
      // A clerk's file is taken for a sheet, and another section's adoption isn't there.
      #expect(try await clerk.upload("/imports", "月次票.csv", Array("導入コード,対象月,利用者数,件数,計測コード\nU1,2026-10,3,10,M1\nUB,2026-10,1,1,\n".utf8)).status == 303)
      let sheet = try await clerk.settled("/imports/2")
      #expect(sheet.text.contains("月次票") && sheet.text.contains("問題のない 1 行だけを取り込む"), "\(sheet.text)")
      #expect(try await clerk.post("/imports/2/import").status == 303)
      #expect(try await clerk.settled("/imports/2").text.contains("新規 1"))
      #expect(try await clerk.post("/imports/2/undo").status == 403)
      // An administrator has no business with staff, and may import code lists.
      #expect(try await administrator.upload("/imports", "s.csv", Array("staff_no,name\n901,x\n".utf8)).status == 303)
      #expect(try await administrator.get("/imports/3").text.contains("種類を選んでください"))
      #expect(try await administrator.post("/imports/3/kind", ["kind": "staff"]).status == 422)
      #expect(try await administrator.upload("/imports", "g.csv", Array("職層コード,職層名,順位\nX,係員,9\n".utf8)).status == 303)
      _ = try await administrator.settled("/imports/4")
      #expect(try await administrator.post("/imports/4/import").status == 303)
      #expect(try await administrator.settled("/imports/4").text.contains("新規 1"))
    }
  }

  @Test func whoeverLosesTheRoleImportsNothing() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      #expect(try await hanae.upload("/imports", "t.csv", Array("code,name\nN1,x\n".utf8)).status == 303)
      _ = try await hanae.settled("/imports/1")
      try await web.test.run(
        """
        update mandates set valid_from = '2020-01-01', valid_to = '2020-12-31' where account_id = (select id from accounts where login = 'hanae');
        update uploads set state = 'importing'; insert into upload_work (upload_id) values (1)
        """)
      for _ in 0..<100 where try await web.test.texts("select state from uploads") == ["importing"] { try await Task.sleep(for: .milliseconds(200)) }
      #expect(try await web.test.texts("select state || ' ' || failure from uploads") == ["failed not_allowed"])
      #expect(try await web.test.number("select count(*) from tools where code = 'N1'") == 0)
    }
  }

  @Test func aFileIsTakenOnlyBehindTheSessionsSignature() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for signature in ["", "x", FormSignature.make(path: "/elsewhere", key: hanae.formKey)] {
        #expect(try await hanae.upload("/imports", "x.csv", Array("code,name\nN1,x\n".utf8), signature: signature).status == 403)
      }
      let line = "--boundary123\r\nContent-Disposition: form-data; name="
      let unknown = try await hanae.upload("/imports", "x.csv", [65], more: "\(line)\"other\"\r\n\r\nx\r\n")
      #expect(unknown.status == 400)
      let headers = ["cookie": "tedori=\(hanae.secret)", "content-type": "multipart/form-data; boundary=boundary123"]
      for body in [
        "", "--boundary123--", "--boundary123\r\n\r\n\r\nx", "\(line)\"file\"; filename=\"x\"\r\n\r\nabc\r\n--boundary123--",
        String(repeating: "x", count: 100_000),
      ] {
        #expect([400, 403].contains(try await web.send("POST", "/imports", headers, body: body).status))
      }
      #expect(try await web.test.number("select count(*) from uploads") == 0)
    }
  }
}

/// Bytes that a closure gathers.
private final class Gathered: @unchecked Sendable {
  private(set) var bytes: [UInt8] = []
  func append(_ more: [UInt8]) { bytes += more }
}

extension Visitor {
  /// The page of an upload as soon as nothing is done with it any more.
  func settled(_ path: String, _ headers: [String: String] = [:]) async throws -> Reply {
    for _ in 0..<300 {
      let reply = try await get(path, headers)
      guard reply.text.contains("data-progress=") else { return reply }
      try await Task.sleep(for: .milliseconds(200))
    }
    return try await get(path, headers)
  }
}
