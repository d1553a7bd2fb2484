import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// Use cases of other departments that a unit takes up.
@Suite(.timeLimit(.minutes(5))) struct CopyPageTests {
  /// T1 is approved: C1 is used in S1, C3 in B1, and S3 has copied C1 from S1. C2 has a tool that isn't.
  static func with(_ more: String = "", _ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        update tools set status = 'approved' where code = 'T1';
        update use_cases set risk = 'yellow', origin_unit_id = fixture.unit('S1') where code = 'C1';
        insert into adoptions (code, unit_id, use_case_id, started_on, copied_from_id) values ('U9', fixture.unit('S3'), fixture.use_case('C1'), '2026-05-01', fixture.adoption('U1'));
        \(more)
        """)
      try await body(web)
    }
  }

  @Test func itIsOfferedWithWhereItIsUsedAndWhoCopiedIt() async throws {
    try await Self.with(
      "insert into adoptions (code, staff_id, use_case_id, started_on) values ('P1', fixture.staff('010'), fixture.use_case('C3'), '2026-05-01');"
    ) {
      web async throws in
      let page = try await web.visitor("stranger").get("/copy")
      #expect(page.status == 200 && page.text.contains("取り入れられる事例 2 件"))
      #expect(page.text.contains("議事録") && page.text.contains("黄：注意") && page.text.contains("2 局・2 所属") && page.text.contains("<li>人事課 → 窓口課</li>"))
      // C3 is B1's and a person's: of the person nothing is said. C2's tool isn't approved.
      #expect(page.text.contains("案内文") && page.text.contains("1 局・1 所属") && !page.text.contains(">要約<"))
      // Measured: 30 minutes less 10, for C1.
      #expect(page.text.contains("20.0（E3 前後比較・記録）") && page.text.contains("計測なし"))
      let own = try await web.visitor("clerk").get("/copy")
      #expect(!own.text.contains(">議事録<") && own.text.contains("案内文"))
      for login in ["member", "vice", "administrator", "auditor"] { #expect(try await web.visitor(login).get("/copy").status == 403) }
    }
  }

  /// What a unit lacks says what it has: next door's is nobody else's to know.
  @Test func nextDoorIsNotOffered() async throws {
    try await Self.with { web async throws in
      for login in ["head", "clerk"] { #expect(try await web.visitor(login).get("/copy?unit=S3").status == 403, "\(login)") }
      #expect(try await web.visitor("stranger").get("/copy?unit=S3").status == 200)
      #expect(try await web.visitor("hanae").get("/copy?unit=S3").status == 200)
    }
  }

  @Test func oneButtonTakesItUpAsACopy() async throws {
    try await Self.with { web async throws in
      let stored = """
        select a.code || ' ' || u.code || ' ' || c.code || ' ' || (a.started_on = current_date) from adoptions a join units u on u.id = a.unit_id join adoptions c on c.id = a.copied_from_id
        where a.code <> 'U9' order by 1
        """
      let head = try await web.visitor("head")
      #expect(try await head.post("/copy", ["unit": "S1", "use_case": "C3"], times: 3) == [303, 303, 303])
      #expect(try await web.test.texts(stored) == ["S1-C3 S1 UB true"], "two clicks are one")
      #expect(try await head.get("/copy").text.contains("この 1 か月に取り入れたもの"))
      #expect(
        try await web.test.texts(
          "select c.actor from changes c join audit_rows r on r.change_id = c.id where r.table_name = 'adoptions' and r.after ->> 'code' = 'S1-C3'") == [
            "head"
          ])
      #expect(try await web.visitor("stranger").post("/copy", ["unit": "S3", "use_case": "C3"]).status == 303, "a head for a unit under the own one")
      #expect(try await web.visitor("hanae").post("/copy", ["unit": "S2", "use_case": "C1"]).status == 303)
      #expect(try await web.visitor("clerk").post("/copy", ["unit": "S1", "use_case": "C3"]).status == 303)
      #expect(try await web.test.texts(stored) == ["S1-C3 S1 UB true", "S2-C1 S2 U1 true", "S3-C3 S3 UB true"])
    }
  }

  /// Codes don't follow from how many there are: one may have been withdrawn, or be somebody else's.
  @Test func aNewCodeIsOneThatNothingHas() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      try await web.test.run(
        "select fixture.adopt('S1-C3', 'S3', null, 'C3'); select fixture.adopt('S1-C3-2', 'S1', null, 'C3'); update adoptions set ended_on = current_date - 1, end_reason = 'other' where code = 'S1-C3-2'"
      )
      #expect(try await head.post("/copy", ["unit": "S1", "use_case": "C3"]).status == 303)
      #expect(try await web.test.texts("select code from adoptions where copied_from_id is not null and unit_id = fixture.unit('S1')") == ["S1-C3-3"])
    }
  }

  @Test func nextDoorsUnitIsNotTheirs() async throws {
    try await Self.with { web async throws in
      let before = try await web.test.number("select count(*) from adoptions")
      for (login, unit) in [("head", "S3"), ("head", "S2"), ("clerk", "S3"), ("stranger", "S1")] {
        #expect(try await web.visitor(login).post("/copy", ["unit": unit, "use_case": "C3"]).status == 403, "\(login) \(unit)")
      }
      let head = try await web.visitor("head")
      #expect(try await head.post("/copy", ["unit": "S1", "use_case": "NONE"]).status == 409)
      #expect(try await head.post("/copy", ["unit": "NONE", "use_case": "C3"]).status == 409)
      #expect(try await head.post("/copy", ["unit": "S1"]).status == 422)
      #expect(try await web.test.number("select count(*) from adoptions") == before)
    }
  }

  @Test func itIsCompleteInBothLanguagesAndEscaped() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update use_cases set title = '<b>x'")
      for login in ["stranger", "hanae"] {
        let page = try await web.visitor(login).get("/copy", ["accept-language": "en"])
        #expect(japanese(in: page) == nil && !page.text.contains("<b>") && page.text.contains("&lt;b&gt;x"), "\(login) \(japanese(in: page) ?? "")")
      }
      let refused = try await web.visitor("head").post("/copy", ["unit": "S1", "use_case": "NONE"], ["accept-language": "en"])
      #expect(japanese(in: refused) == nil)
    }
  }
}
