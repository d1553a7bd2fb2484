import Postgres
import TestSupport
import Testing

@testable import Web

/// HR's search of persons, and the page of one.
@Suite(.timeLimit(.minutes(2))) struct PeoplePageTests {
  /// 006 was 106 before, and has a name that is written in more than one way; 008 has a similar one.
  static func with(_ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        insert into staff (staff_no, name, joined_on, left_on) values ('0106', '山田　太郎', '2020-04-01', '2024-03-31');
        update staff set name = '髙橋　太郎', kana = 'タカハシ　タロウ', former_name = '山﨑', email = 'taro_t@example.jp', joined_on = '2024-04-01', previous_id = (select id from staff where staff_no = '0106')
        where staff_no = '006';
        update staff set name = '高木　花', kana = 'タカギ　ハナ' where staff_no = '008';
        """)
      try await body(web)
    }
  }

  @Test func aPersonIsFoundByWhateverIsKnown() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for query in [
        "006", "6", "００６", "0106", "106", "髙橋", "高橋", "高橋太郎", "髙橋　太郎", "太郎", "山崎", "山﨑", "たかはし", "ﾀｶﾊｼ", "タロウ", "taro_t", "TARO_T@example.jp", "山田",
      ] {
        let reply = try await hanae.get("/people?query=\(Percent.encode(query))")
        #expect(reply.status == 303 && reply.headers["location"] == "/people/006", "\(query)")
      }
      let two = try await hanae.get("/people?query=\(Percent.encode("タカ"))")
      #expect(two.status == 200 && two.text.contains("/people/006") && two.text.contains("/people/008") && two.text.contains("2 人"))
      for query in ["", " ", "\u{3000}", "%", "_", "\\", "x' or '1'='1", String(repeating: "高", count: 100), "高橋 花"] {
        let reply = try await hanae.get("/people?query=\(Percent.encode(query))")
        #expect(reply.status == 200 && !reply.text.contains("/people/0"), "\(query)")
      }
      let hostile = try await hanae.get("/people?query=\(Percent.encode(Hostile.html))")
      #expect(hostile.text.contains(Hostile.escaped) && !hostile.text.contains("<script>"))
    }
  }

  @Test func thePageHasTheWholeRecordUnderEachNumber() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      for number in ["006", "0106"] {
        let page = try await hanae.get("/people/\(number)")
        for part in ["髙橋　太郎", "旧姓 山﨑", "0106", "山田　太郎", "人事課", "P6b", "/records/posts/row?key=006%2CS1%2C2024-04-01", "/records/posts/new?staff_no=006"] {
          #expect(page.text.contains(part), "\(number) \(part)")
        }
        #expect(!page.text.contains("P8"))
      }
      #expect(try await hanae.get("/records/posts/new?staff_no=006").text.contains("value=\"006\""))
      #expect(try await hanae.get("/people/nothing").status == 404)
    }
  }

  @Test func thePersonSeesThatSomebodyHasLooked() async throws {
    try await Self.with { web async throws in
      let hanae = try await web.visitor("hanae")
      _ = try await hanae.get("/people?query=\(Percent.encode("タカ"))")
      let found = try await web.looks()
      #expect(found.contains("hanae 006 staff") && found.contains("hanae 008 staff") && !found.contains { $0.contains("009") })
      _ = try await hanae.get("/people/008")
      let looks = try await web.looks()
      for kind in ["posts", "adoptions"] { #expect(looks.contains("hanae 008 \(kind)"), "\(kind)") }
      #expect(try await web.visitor("member").get("/me").text.contains(">発令</td>"))
    }
  }

  @Test func onlyHRWithNamesLooksForPersons() async throws {
    try await Self.with { web async throws in
      for login in ["noriko", "head", "clerk", "vice", "member", "administrator", "auditor"] {
        let visitor = try await web.visitor(login)
        #expect(try await visitor.get("/people?query=006").status == 403, "\(login)")
        #expect(try await visitor.get("/people/006").status == 403, "\(login)")
      }
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update staff set kana = null, former_name = null; update grades set code = 'G' || id; update use_cases set title = code")
      let (hanae, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      for path in ["/people", "/people?query=x", "/people?query=Person", "/people/006"] {
        #expect(japanese(in: try await hanae.get(path, english)) == nil, "\(path)")
      }
    }
  }
}
