import Domain
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// Redirections of persons' own adoptions: their head confirms them together, and learns nobody's time.
@Suite(.timeLimit(.minutes(3))) struct PersonClaimsTests {
  static let month = ConfirmationsPageTests.month

  /// Twelve persons of S1, each with an adoption, and claims of 200 minutes of planning; three of them some of quality.
  static func with(_ more: String = "", _ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        insert into staff (staff_no, name) select 'Q' || n, '匿名' || n from generate_series(1, 12) n;
        insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) select s.id, fixture.unit('S1'), '2026-04-01', 'primary', 9300 from staff s where s.staff_no like 'Q%';
        select count(fixture.adopt('A' || n, null, 'Q' || n, 'C3')) from generate_series(1, 12) n;
        select count(fixture.time('A' || n, '\(month)-01', 300)) from generate_series(1, 12) n;
        select count(fixture.redirect('A' || n, '\(month)-01', 'policy', 200, '006')) from generate_series(1, 12) n;
        select count(fixture.redirect('A' || n, '\(month)-01', 'quality', 60, '006')) from generate_series(1, 3) n;
        update redirections set output = '計画案' where minutes = 200; update redirections set output = '三人の成果' where minutes = 60;
        \(more)
        """)
      try await body(web)
    }
  }

  static let stored = """
    select g.code || ' ' || coalesce(s.staff_no, '-') || ' ' || count(*) from redirections d join categories g on g.id = d.category_id left join staff s on s.id = d.confirmed_by_id
    where d.month = '\(month)-01' group by g.code, s.staff_no order by 1
    """
  static let open = ["policy - 12", "quality - 3"]

  static func fields(_ page: Reply, _ decision: String) throws -> [String: String] {
    var form = FilledForm(page, action: "/confirmations/persons").fields
    form[FormSignature.field] = nil
    return form.merging(["decision": decision]) { $1 }
  }

  @Test func theHeadConfirmsManyAtOnceAndSeesNobody() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      #expect(page.text.contains("約 40 時間を確認する") && page.text.contains("計画案") && page.text.contains("ほか 1 件は人数が少なく"))
      for told in ["匿名", "三人の成果", ">Q1", "3.3", "200", "2400"] { #expect(!page.text.contains(told), "\(told)") }
      #expect(try await head.post("/confirmations/persons", Self.fields(page, "confirm"), times: 3) == [303, 303, 303])
      #expect(try await web.test.texts(Self.stored) == ["policy 002 12", "quality - 3"])
      let done = try await head.get("/confirmations?month=\(Self.month)")
      #expect(done.text.contains("確認を取り消す"))
      #expect(try await head.post("/confirmations/persons", Self.fields(done, "undo"), times: 2) == [303, 303])
      #expect(try await web.test.texts(Self.stored) == Self.open)
    }
  }

  /// One that is claimed after the others are confirmed would be one person's: it is HR's, and the page doesn't tell how much it is.
  @Test func aSingleLaterClaimIsHRs() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      #expect(try await head.post("/confirmations/persons", Self.fields(page, "confirm")).status == 303)
      try await web.test.run(
        "update redirections set minutes = 150, confirmed_by_id = null, confirmed_on = null where adoption_id = (select id from adoptions where code = 'A7')")
      let later = try await head.get("/confirmations?month=\(Self.month)")
      #expect(!later.text.contains("時間を確認する") && later.text.contains("ほか 2 件は人数が少なく"))
      #expect(try await head.post("/confirmations/persons", Self.fields(page, "confirm")).status == 303, "what it was asked for is done")
      #expect(try await web.test.texts(Self.stored) == ["policy - 1", "policy 002 11", "quality - 3"])
    }
  }

  @Test func whatChangedIsNotConfirmedUnseen() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let fields = try Self.fields(try await head.get("/confirmations?month=\(Self.month)"), "confirm")
      try await web.test.run("update redirections set minutes = 199 where adoption_id = (select id from adoptions where code = 'A7')")
      let reply = try await head.post("/confirmations/persons", fields)
      #expect(reply.status == 409 && reply.text.contains("表示した後に変わった"))
      #expect(try await web.test.texts(Self.stored) == Self.open)
    }
  }

  /// Neither the claimant nor the adoption's person confirms, nor who isn't head there.
  @Test func theOwnOnesAndOthersAreForSomebodyElse() async throws {
    let own = """
      select fixture.adopt('A13', null, '002', 'C3'); select fixture.time('A13', '\(Self.month)-01', 300); select fixture.redirect('A13', '\(Self.month)-01', 'policy', 200, '006');
      update redirections set claimed_by_id = fixture.staff('002') where adoption_id = (select id from adoptions where code = 'A7');
      """
    try await Self.with(own) { web async throws in
      let head = try await web.visitor("head")
      let fields = try Self.fields(try await head.get("/confirmations?month=\(Self.month)"), "confirm")
      for login in ["stranger", "analyst"] {
        let other = try await web.visitor(login)
        #expect(try await !other.get("/confirmations?month=\(Self.month)").text.contains("計画案"), "\(login)")
        #expect(try await other.post("/confirmations/persons", fields).status == 409, "\(login)")
      }
      #expect(try await head.post("/confirmations/persons", fields).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["policy - 2", "policy 002 11", "quality - 3"])
      let viewer = try await web.test.viewer("head")
      let seen = try await web.accounts.read(as: viewer) { try await $0.query("select count(*) as rows from redirections").first?.decode("rows", as: Int.self) }
      #expect(seen == 0, "by SQL neither")
    }
  }

  /// One of them has more than half of it.
  @Test func nobodyStandsOut() async throws {
    try await Self.with(
      """
      update time_records set gross_minutes = 4000 where adoption_id = fixture.adoption('A1');
      update redirections set minutes = 2300 where minutes = 200 and adoption_id = fixture.adoption('A1');
      """
    ) { web async throws in
      let page = try await web.visitor("head").get("/confirmations?month=\(Self.month)")
      #expect(!page.text.contains("時間を確認する") && page.text.contains("ほか 2 件は人数が少なく"))
    }
  }

  @Test func itIsCompleteInEnglish() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update redirections set output = 'a plan'; update categories set title_en = code;")
      let page = try await web.visitor("head").get("/confirmations?month=\(Self.month)", ["accept-language": "en"])
      #expect(page.text.contains("Confirm about 40 h") && japanese(in: page) == nil, "\(japanese(in: page) ?? "")")
    }
  }
}
