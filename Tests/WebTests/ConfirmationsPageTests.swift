import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// The page on which heads confirm what units say of their freed time.
@Suite(.timeLimit(.minutes(5))) struct ConfirmationsPageTests {
  static let month = MonthPage.lastMonth()

  /// S1 claims 300 and 100 minutes of planning and 50 of quality: of a record that six share, and one that three do.
  static func with(_ more: String = "", _ body: @escaping @Sendable (TestWeb) async throws -> Void) async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(
        """
        select fixture.time('U1', '\(month)-01', 600, 6); select fixture.time('U2', '\(month)-01', 200, 3);
        select fixture.redirect('U1', '\(month)-01', 'policy', 300, '006'); select fixture.redirect('U2', '\(month)-01', 'policy', 100, '006');
        select fixture.redirect('U1', '\(month)-01', 'quality', 50, '006');
        update redirections set output = '計画案 <b>' where minutes = 300;
        \(more)
        """)
      try await body(web)
    }
  }

  /// The fields of the forms on a page that name these groups, as their buttons would send them.
  static func fields(_ page: Reply, _ groups: [(String, String)], _ more: [String: String] = ["decision": "confirm"]) throws -> [String: String] {
    var fields = ["month": month.description].merging(more) { $1 }
    for (place, group) in groups.enumerated() {
      let pattern = try Regex(
        "name=\"unit\\.\\d+\" value=\"\(group.0)\"><input type=\"hidden\" name=\"category\\.\\d+\" value=\"\(group.1)\"><input type=\"hidden\" name=\"seen\\.\\d+\" value=\"([0-9a-f]+)\""
      )
      let state = try #require(page.text.firstMatch(of: pattern)?.output[1].substring)
      fields.merge(["unit.\(place)": group.0, "category.\(place)": group.1, "seen.\(place)": String(state)]) { $1 }
    }
    return fields
  }

  static let stored = """
    select g.code || ' ' || a.code || ' ' || d.minutes || ' ' || coalesce(s.staff_no, '-') from redirections d join adoptions a on a.id = d.adoption_id
    join categories g on g.id = d.category_id left join staff s on s.id = d.confirmed_by_id where d.month = '\(month)-01' order by g.code, a.code
    """
  static let open = ["policy U1 300 -", "policy U2 100 -", "quality U1 50 -"]

  @Test func oneButtonConfirmsAGroupAndAnotherAllOfThem() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations")
      #expect(page.status == 200 && page.text.contains("下の 2 件（7.5 時間）をすべて確認する"))
      let one = try Self.fields(page, [("S1", "quality")])
      #expect(try await head.post("/confirmations", one, times: 3) == [303, 303, 303], "a double click is one")
      #expect(try await web.test.texts(Self.stored) == ["policy U1 300 -", "policy U2 100 -", "quality U1 50 002"])
      #expect(try await head.post("/confirmations", Self.fields(page, [("S1", "policy"), ("S1", "quality")])).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["policy U1 300 002", "policy U2 100 002", "quality U1 50 002"])
      #expect(try await web.test.texts("select distinct confirmed_on = current_date from redirections where confirmed_by_id is not null") == ["true"])
      let after = try await head.get("/confirmations?month=\(Self.month)")
      #expect(after.text.contains("確認済み") && !after.text.contains("value=\"confirm\""))
      #expect(try await head.post("/confirmations", Self.fields(after, [("S1", "policy")], ["decision": "undo"])).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["policy U1 300 -", "policy U2 100 -", "quality U1 50 002"])
    }
  }

  /// 300 and 100 minutes as 101: each keeps its share, the minute that is left goes to the larger remainder.
  @Test func aReductionKeepsSharesAndSaysWhy() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      let fields = try Self.fields(page, [("S1", "policy")], ["decision": "reduce", "minutes.0": "１０１", "reason.0": "会議の分を除く"])
      #expect(try await head.post("/confirmations", fields, times: 2) == [303, 303])
      #expect(try await web.test.texts(Self.stored) == ["policy U1 76 002", "policy U2 25 002", "quality U1 50 -"])
      #expect(
        try await web.test.texts("select decision || ' ' || claimed_minutes || ' ' || minutes || ' ' || reason from claim_decisions") == [
          "reduced 400 101 会議の分を除く"
        ])
      #expect(
        try await web.test.texts("select distinct reason from audit_rows where table_name = 'redirections' and after ->> 'minutes' = '76'") == ["会議の分を除く"])
      #expect(try await head.get("/confirmations?month=\(Self.month)").text.contains("6.7 時間を 1.7 時間に減らして確認"))
    }
  }

  /// What was reduced, to nothing even, becomes what was claimed; what has been claimed anew since doesn't.
  @Test(arguments: [0, 101]) func aReductionIsTakenBack(minutes: Int) async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      let fields = try Self.fields(page, [("S1", "policy")], ["decision": "reduce", "minutes.0": "\(minutes)", "reason.0": "会議の分を除く"])
      #expect(try await head.post("/confirmations", fields).status == 303)
      let reduced = try await head.get("/confirmations?month=\(Self.month)")
      #expect(reduced.text.contains("value=\"undo\"") && reduced.text.contains("済んだもの 1 件"))
      #expect(try await head.post("/confirmations", Self.fields(reduced, [("S1", "policy")], ["decision": "undo"]), times: 2) == [303, 303])
      #expect(try await web.test.texts(Self.stored) == Self.open)
      try await web.test.run("update redirections set minutes = 7 where minutes = 300")
      let again = try await head.get("/confirmations?month=\(Self.month)")
      #expect(try await head.post("/confirmations", Self.fields(again, [("S1", "policy")])).status == 303)
      let confirmed = try await head.get("/confirmations?month=\(Self.month)")
      #expect(try await head.post("/confirmations", Self.fields(confirmed, [("S1", "policy")], ["decision": "undo"])).status == 303)
      #expect(try await web.test.texts(Self.stored).first == "policy U1 7 -")
    }
  }

  /// A group of one record of three persons: neither its minutes nor its output are told, nor anything that they could be found by.
  @Test func fewAreNotToldApart() async throws {
    try await Self.with("update redirections set output = '三人の成果' where minutes = 100; delete from redirections where minutes = 50;") { web async throws in
      let head = try await web.visitor("head")
      let beside = try await head.get("/confirmations?month=\(Self.month)")
      #expect(beside.text.contains("6.7") && !beside.text.contains("三人の成果") && !beside.text.contains("<td class=\"n\" data-head=\"申告（h）\">5.0"))
      try await web.test.run("delete from redirections where minutes = 300")
      let alone = try await head.get("/confirmations?month=\(Self.month)")
      #expect(alone.text.contains("利用者が 5 人未満で個人の時間が分かるため、時間と成果を示しません"))
      for told in ["1.7", "100", "三人の成果"] { #expect(!alone.text.replacing("S1", with: "").contains(told), "\(told)") }
      for minutes in ["1", "99", "500"] {
        let reply = try await head.post(
          "/confirmations", Self.fields(alone, [("S1", "policy")], ["decision": "reduce", "minutes.0": minutes, "reason.0": "x"]))
        #expect(reply.status == 422 && !reply.text.contains("100"), "\(minutes)")
      }
      #expect(try await head.post("/confirmations", Self.fields(alone, [("S1", "policy")])).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["policy U2 100 002"])
    }
  }

  @Test func whatIsSentBackWaitsUntilItIsAnotherClaim() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      let fields = try Self.fields(page, [("S1", "policy")], ["decision": "send_back", "reason.0": "成果が\n分かりません"])
      #expect(try await head.post("/confirmations", fields, times: 2) == [303, 303])
      #expect(try await web.test.texts(Self.stored) == Self.open)
      #expect(try await web.test.texts("select decision || ' ' || reason from claim_decisions") == ["sent_back 成果が\n分かりません"])
      let waiting = try await head.get("/confirmations?month=\(Self.month)")
      #expect(waiting.text.contains("差戻し中") && !waiting.text.contains("をすべて確認する"), "one group is left")
      let home = try await web.visitor("clerk").get("/")
      #expect(home.text.contains("差し戻された振向け 1 件") && home.text.contains("成果が\n分かりません") && home.text.contains("人事課：企画・分析"))
      #expect(try await web.visitor("clerk").get("/sheet?month=\(Self.month)").text.contains("成果が\n分かりません"))
      #expect(try await !web.visitor("clerk").get("/sheet?month=\(Self.month.previous)").text.contains("成果が\n分かりません"))
      try await web.test.run("update redirections set output = '来年度計画の案' where minutes = 100")
      let again = try await head.get("/confirmations?month=\(Self.month)")
      #expect(again.text.contains("その後直されました") && again.text.contains("をすべて確認する"))
      #expect(try await head.post("/confirmations", Self.fields(again, [("S1", "policy")])).status == 303)
      #expect(try await !web.visitor("clerk").get("/").text.contains("差し戻された"))
    }
  }

  @Test func whatHasChangedIsNotConfirmedUnseen() async throws {
    for change in [
      "update redirections set minutes = 301 where minutes = 300", "update redirections set output = '別' where minutes = 100",
      "delete from redirections where minutes = 100", "select fixture.redirect('UB', '\(Self.month)-01', 'policy', 1)",
    ] {
      try await Self.with("select fixture.time('UB', '\(Self.month)-01', 60, 1);") { web async throws in
        let head = try await web.visitor("head")
        let page = try await head.get("/confirmations?month=\(Self.month)")
        try await web.test.run(change)
        let reply = try await head.post("/confirmations", Self.fields(page, [("S1", "policy"), ("S1", "quality")]))
        // B1's is another group.
        let isElsewhere = change.contains("UB")
        #expect(reply.status == (isElsewhere ? 303 : 409), "\(change)")
        #expect(reply.text.contains("表示した後に変わった") == !isElsewhere)
        #expect(
          try await web.test.number("select count(*) from redirections where month = '\(Self.month)-01' and confirmed_by_id is not null")
            == (isElsewhere ? 3 : 1), "\(change)")
      }
    }
  }

  @Test func theOwnClaimIsForSomebodyElse() async throws {
    try await Self.with("update redirections set claimed_by_id = fixture.staff('002') where minutes = 300;") { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      #expect(page.text.contains("自分が申告した 5.0 時間は、自分では確認できません"))
      #expect(try await head.post("/confirmations", Self.fields(page, [("S1", "policy")])).status == 303)
      #expect(try await web.test.texts(Self.stored) == ["policy U1 300 -", "policy U2 100 002", "quality U1 50 -"])
    }
  }

  @Test func nobodyOfARewardedUnitConfirms() async throws {
    try await Self.with(
      """
      insert into schemes (code, title, kind, rewards, starts_on) values ('G1', '表彰', 'recognition', '振向け時間', '2026-04-01');
      insert into scheme_units (scheme_id, unit_id, starts_on) select id, fixture.unit('S1'), '2026-04-01' from schemes;
      """
    ) { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      let reply = try await head.post("/confirmations", Self.fields(page, [("S1", "policy"), ("S1", "quality")]))
      #expect(reply.status == 409 && reply.text.contains("施策 G1 の対象所属 S1 の職員は確認できません"))
      #expect(try await web.test.texts(Self.stored) == Self.open)
    }
  }

  @Test func whatIsDrawnTellsOfNobody() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      // Quality has one record, of six; of planning's two one is drawn, which may be that of three.
      #expect(page.text.contains("<th role=\"rowheader\" scope=\"row\">議事録</th>"))
      #expect(
        try await head.get("/confirmations?month=\(Self.month)").text.matches(of: /議事録/).count == page.text.matches(of: /議事録/).count, "the same at each look")
      try await web.test.run("update time_records set users = 4")
      let small = try await head.get("/confirmations?month=\(Self.month)")
      #expect(!small.text.contains("議事録") && small.text.contains("利用者が 5 人未満で個人が分かるため"))
    }
  }

  @Test func ofManyATenthIsDrawn() async throws {
    try await Self.with(
      """
      insert into use_cases (code, title, tool_id, task_id) select 'N' || n, '事例' || n, 1, 1 from generate_series(1, 25) n;
      select count(fixture.adopt('N' || n, 'S1', null, 'N' || n)) from generate_series(1, 25) n;
      select count(fixture.time('N' || n, '\(Self.month)-01', 10, 9)) from generate_series(1, 25) n;
      select count(fixture.redirect('N' || n, '\(Self.month)-01', 'mentoring', 5, '006')) from generate_series(1, 25) n;
      """
    ) { web async throws in
      let viewer = try await web.test.viewer("head")
      func drawn() async throws -> [String] {
        let claims = try await web.accounts.claims(of: Self.month, as: viewer)
        return try #require(claims.groups.first { $0.key.category == "mentoring" }).claims.filter(\.isDrawn).compactMap(\.useCase)
      }
      let first = try await drawn()
      #expect(first.count == 3)
      #expect(try await drawn() == first)
      try await web.test.run("update draw_seed set seed = gen_random_uuid()")
      let others = try await drawn()
      #expect(others.count == 3)
    }
  }

  @Test func othersClaimsAreNotThere() async throws {
    try await Self.with { web async throws in
      let page = try await web.visitor("head").get("/confirmations?month=\(Self.month)")
      let fields = try Self.fields(page, [("S1", "policy")])
      for login in ["stranger", "analyst"] {
        let other = try await web.visitor(login)
        #expect(try await other.get("/confirmations?month=\(Self.month)").text.contains("あなたが確認する振向けはありません"), "\(login)")
        #expect(try await other.post("/confirmations", fields).status == 409, "\(login)")
        for more in [["decision": "send_back", "reason.0": "x"], ["decision": "reduce", "minutes.0": "1", "reason.0": "x"]] {
          #expect(try await other.post("/confirmations", fields.merging(more) { $1 }).status >= 409, "\(login)")
        }
      }
      for login in ["hanae", "clerk", "member", "vice", "auditor"] {
        #expect(try await web.visitor(login).post("/confirmations", fields).status == 403, "\(login)")
      }
      #expect(try await web.test.texts(Self.stored) == Self.open)
      #expect(try await web.test.number("select count(*) from claim_decisions") == 0)
    }
  }

  @Test func whatCannotBeTakenStaysInItsField() async throws {
    try await Self.with { web async throws in
      let head = try await web.visitor("head")
      let page = try await head.get("/confirmations?month=\(Self.month)")
      for (minutes, reason) in [
        ("400", "よい"), ("-1", "よい"), ("x", "よい"), ("", "よい"), ("10", ""), ("10", Hostile.long), ("10", "a\u{202E}b"), ("<b>", Hostile.html),
      ] {
        let reply = try await head.post(
          "/confirmations", Self.fields(page, [("S1", "policy")], ["decision": "reduce", "minutes.0": minutes, "reason.0": reason]))
        #expect(reply.status == 422, "\(minutes) \(reason.prefix(9))")
        #expect(reply.text.matches(of: /\sautofocus/).count == 1 && reply.text.contains("<details open>"))
        #expect(!reply.text.contains("<b>") && !reply.text.contains("<script>"))
        #expect(reason.isEmpty || reply.text.contains(reason == Hostile.html ? Hostile.escaped : reason))
        #expect(reply.text.contains("value=\"\(minutes.replacing("<b>", with: "&lt;b&gt;"))\""))
      }
      #expect(try await head.post("/confirmations", ["month": Self.month.description, "decision": "confirm"]).status == 422)
      #expect(try await head.post("/confirmations", Self.fields(page, [("S1", "policy")], ["decision": "x"])).status == 422)
      #expect(try await web.test.texts(Self.stored) == Self.open)
    }
  }

  @Test func itIsCompleteInBothLanguages() async throws {
    try await Self.with { web async throws in
      try await web.nameInEnglish()
      try await web.test.run("update redirections set output = 'a plan'; update categories set title_en = code;")
      let (head, english) = (try await web.visitor("head"), ["accept-language": "en"])
      let page = try await head.get("/confirmations?month=\(Self.month)", english)
      #expect(japanese(in: page) == nil)
      let unfit = try await head.post(
        "/confirmations", Self.fields(page, [("S1", "policy")], ["decision": "reduce", "minutes.0": "x", "reason.0": ""]), english)
      #expect(unfit.status == 422 && japanese(in: unfit) == nil)
      _ = try await head.post("/confirmations", Self.fields(page, [("S1", "policy")], ["decision": "reduce", "minutes.0": "7", "reason.0": "too much"]))
      _ = try await head.post("/confirmations", Self.fields(page, [("S1", "quality")], ["decision": "send_back", "reason.0": "what is it?"]))
      #expect(japanese(in: try await head.get("/confirmations?month=\(Self.month)", english)) == nil)
      #expect(japanese(in: try await web.visitor("clerk").get("/", english)) == nil)
      let changed = try await head.post("/confirmations", Self.fields(page, [("S1", "policy")], ["decision": "send_back", "reason.0": "x"]), english)
      #expect(changed.status == 409 && japanese(in: changed) == nil)
    }
  }
}
