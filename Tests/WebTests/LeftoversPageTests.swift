import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// What transfers and reorganisations leave behind, and how it is cleared.
@Suite(.timeLimit(.minutes(5))) struct LeftoversPageTests {
  /// S1 has ended on 31 October and S4 took its place; 006 has left that day without another employment.
  static func with(_ more: String = "", _ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        insert into units (code) values ('S4');
        update unit_versions set valid_to = '2026-10-31' where unit_id = fixture.unit('S1');
        insert into unit_versions (unit_id, valid_from, name, kind, parent_id, succeeds) values (fixture.unit('S4'), '2026-11-01', '人財課', 'section', fixture.unit('D1'), array[fixture.unit('S1')]);
        select fixture.move(n, 'S4', '2026-11-01') from unnest(array['002', '007']) n;
        update staff set left_on = '2026-10-31' where staff_no = '006';
        \(more)
        """)
      try await body(web)
    }
  }

  static let stored = """
    select a.code || ' ' || coalesce(u.code, s.staff_no) || ' ' || a.started_on || ' ' || coalesce(a.ended_on::text || ' ' || a.end_reason, 'open') || coalesce(' ' || c.code, '')
    from adoptions a left join units u on u.id = a.unit_id left join staff s on s.id = a.staff_id left join adoptions c on c.id = a.copied_from_id
    where a.code ~ '^(U1|U2|P6)' order by 1
    """

  @Test func allIsDoneAsProposed() async throws {
    try await Self.with { web async throws in
      let officer = try await web.visitor("hanae")
      let page = try await officer.get("/leftovers")
      #expect(page.text.contains("所属の導入 2 件") && page.text.contains("職員の導入 2 件") && page.text.contains("人財課"))
      #expect(try await web.looks() == ["hanae 006 adoptions"])
      let fields = ["decision": "as_proposed", "adoption.0": "U1", "adoption.1": "U2", "adoption.2": "P6", "adoption.3": "P6b"]
      #expect(try await officer.post("/leftovers", fields, times: 2) == [303, 303])
      #expect(
        try await web.test.texts(Self.stored) == [
          "P6 006 2026-04-01 2026-10-31 transfer", "P6b 006 2026-04-01 2026-10-31 transfer", "U1 S1 2026-04-01 2026-10-31 transfer",
          "U1-S4 S4 2026-11-01 open",
          "U2 S1 2026-04-01 2026-10-31 transfer", "U2-S4 S4 2026-11-01 open",
        ])
      #expect(try await officer.get("/leftovers").text.matches(of: /ありません。/).count == 2)
    }
  }

  /// One that begins after its unit's or employment's last day ends on the day it begins: then it is off the list.
  @Test func whatBeganAfterwardsIsClearedToo() async throws {
    try await Self.with(
      "select fixture.adopt('U1late', 'S1', null, 'C3'); select fixture.adopt('P6late', null, '006', 'C3'); update adoptions set started_on = '2026-11-10' where code like '%late';"
    ) {
      web async throws in
      let officer = try await web.visitor("hanae")
      #expect(try await officer.get("/leftovers").text.contains("U1late"))
      #expect(try await officer.post("/leftovers", ["decision": "end", "adoption.0": "U1late", "adoption.1": "P6late"]).status == 303)
      let page = try await officer.get("/leftovers")
      #expect(!page.text.contains("U1late") && !page.text.contains("P6late") && page.text.contains("所属の導入 2 件"))
      #expect(
        try await web.test.texts(Self.stored).filter { $0.contains("late") } == [
          "P6late 006 2026-11-10 2026-11-10 transfer", "U1late S1 2026-11-10 2026-11-10 transfer",
        ])
    }
  }

  /// Somebody else may have used the code already.
  @Test func aCodeThatIsTakenGetsANumber() async throws {
    try await Self.with("select fixture.adopt('U1-S4', 'S2', null, 'C3');") { web async throws in
      let officer = try await web.visitor("hanae")
      #expect(try await officer.post("/leftovers", ["decision": "hand_on", "adoption.0": "U1"]).status == 303)
      #expect(try await web.test.texts("select code from adoptions where unit_id = fixture.unit('S4')") == ["U1-S4-2"])
    }
  }

  @Test func eachCanBeEndedByItself() async throws {
    try await Self.with { web async throws in
      let officer = try await web.visitor("noriko")
      #expect(try await officer.post("/leftovers", ["decision": "end", "adoption.0": "U1"]).status == 303)
      #expect(try await officer.post("/leftovers", ["decision": "hand_on", "adoption.0": "U2"]).status == 303)
      #expect(try await officer.post("/leftovers", ["decision": "hand_on", "adoption.0": "P6"]).status == 409, "there is nobody to hand it on to")
      #expect(try await officer.post("/leftovers", ["decision": "end", "adoption.0": "P8"]).status == 303, "what isn't left over stays")
      #expect(
        try await web.test.texts(Self.stored) == [
          "P6 006 2026-04-01 open", "P6b 006 2026-04-01 open", "U1 S1 2026-04-01 2026-10-31 transfer", "U2 S1 2026-04-01 2026-10-31 transfer",
          "U2-S4 S4 2026-11-01 open",
        ])
      #expect(try await web.test.number("select count(*) from adoptions where code = 'P8' and ended_on is null") == 1)
      for fields in [["decision": "end"], ["adoption.0": "U1"], ["decision": "x", "adoption.0": "U1"]] {
        #expect(try await officer.post("/leftovers", fields).status == 422)
      }
    }
  }

  @Test func headsSeeTheirsAndHumanResourcesClear() async throws {
    try await Self.with { web async throws in
      let page = try await web.visitor("analyst").get("/leftovers")
      #expect(page.text.contains("U1") && !page.text.contains("P6") && !page.text.contains("<button class=\"quiet\" name=\"decision\""))
      #expect(try await !web.visitor("stranger").get("/leftovers").text.contains("U1"))
      for login in ["analyst", "head", "clerk", "member", "vice", "administrator", "auditor"] {
        #expect(try await web.visitor(login).post("/leftovers", ["decision": "end", "adoption.0": "U1"]).status == 403, "\(login)")
      }
    }
  }

  @Test func itIsCompleteInBothLanguagesAndEscaped() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update use_cases set title = '<b>x'")
      for login in ["hanae", "analyst"] {
        let page = try await web.visitor(login).get("/leftovers", ["accept-language": "en"])
        #expect(japanese(in: page) == nil && !page.text.contains("<b>") && page.text.contains("&lt;b&gt;x"), "\(login) \(japanese(in: page) ?? "")")
      }
      let refused = try await web.visitor("hanae").post("/leftovers", ["decision": "hand_on", "adoption.0": "P6"], ["accept-language": "en"])
      #expect(refused.status == 409 && japanese(in: refused) == nil)
    }
  }
}
