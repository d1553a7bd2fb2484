import Foundation
import Postgres
import TestSupport
import Testing

@testable import Reports
@testable import Web

/// What is due for HR: the first page counts it, each topic lists it, and reminders say whom to ask.
@Suite(.timeLimit(.minutes(2))) struct DuePageTests {
  /// Something of each topic, within 60 days of today, whichever that is.
  static let comingUp = """
    insert into training_records (staff_id, course_id, completed_on, outcome)
    select fixture.staff(n), c.id, (current_date - interval '12 months' + make_interval(days => d))::date, 'attended'
    from (values ('006', 30), ('007', 62), ('008', 1), ('009', 0), ('010', 10)) v (n, d), courses c where c.code = 'L1';
    insert into training_records (staff_id, course_id, completed_on, outcome) select fixture.staff('010'), id, current_date - 5, 'attended' from courses where code = 'L1';
    select fixture.move('011', 'S1', current_date + 20); select fixture.move('010', 'S2', current_date + 61);
    update measurements set valid_until = current_date + 40 where code = 'M1';
    select fixture.measured('U1', (date_trunc('month', current_date) - interval '1 month')::date, 1, 'M1', 1);
    update use_cases set risk = 'red', review_on = current_date - 1 where code = 'C2';
    insert into unit_versions (unit_id, valid_from, valid_to, name, kind, parent_id)
    select fixture.unit('S1'), current_date - 200, current_date + 30, '人事課', 'section', fixture.unit('D1');
    """

  static func count(_ topic: String, on page: Reply) throws -> Int? {
    let line = try Regex("href=\"/(?:due/)?\(topic)[^\"]*\"><strong>(\\d+)</strong>", as: (Substring, Substring).self)
    return page.text.firstMatch(of: line).flatMap { Int($0.output.1) }
  }

  /// What reporting costs is told of five units or more: the time of fewer would be somebody's.
  @Test func howLongSheetsTakeIsToldOfManyUnits() async throws {
    try await TestWeb.with { web async throws in
      let officer = try await web.visitor("hanae")
      let path = "/reminders?month=2026-10"
      try await web.test.run(
        """
        insert into sheet_times (unit_id, month, seconds, adoptions)
        select fixture.unit(u), '2026-10-01', s, 2 from (values ('S1', 252), ('S1', 60), ('S2', 700), ('S3', 330), ('B1', 90)) v (u, s)
        """)
      #expect(try await !officer.get(path).text.contains("入力にかかった時間"))
      try await web.test.run(
        "insert into sheet_times (unit_id, month, seconds, adoptions) values (fixture.unit('D1'), '2026-10-01', 400, 1), (fixture.unit('D1'), '2026-09-01', 9000, 1)"
      )
      // 90, 312, 330, 400 and 700 seconds.
      #expect(try await officer.get(path).text.contains("測れた 5 所属の中央値で 5.5 分です。10 分以内は 4 所属です"))
      #expect(try await officer.get(path, ["accept-language": "en"]).text.contains("took 5.5 min, the median of 5 units"))
    }
  }

  @Test func eachTopicIsCountedAndListed() async throws {
    try await TestWeb.with { web async throws in
      let officer = try await web.visitor("hanae")
      let before = try await officer.get("/")
      for topic in ["training", "posts", "measurements", "units"] { #expect(try Self.count(topic, on: before) == 0, "\(topic)") }
      try await web.test.run(Self.comingUp)
      try await web.test.run(
        """
        insert into corrections (person_id, asked_by_id, text) select s.person_id, a.id, 'x' from staff s join accounts a on a.login = 'member' where s.staff_no = '008';
        insert into named_exports (kind, asked_by_id, reason) select 'time', a.id, 'x' from accounts a where a.login in ('revoked', 'hanae');
        """)
      let page = try await officer.get("/")
      // 30 days and one day from now; 61 days are too far, today's has ended yesterday, and one has taken it again.
      for (topic, count) in [("training", 2), ("posts", 1), ("measurements", 1), ("reviews", 1), ("units", 2), ("corrections", 1), ("exports", 1)] {
        #expect(try Self.count(topic, on: page) == count, "\(topic)")
      }
      for (topic, parts) in [
        ("training", ["L1 生成AI入門", "総務局"]), ("posts", ["総務局"]), ("measurements", ["M1", "議事録", "全組織"]), ("reviews", ["C2", "赤"]),
        ("units", ["U1", "U2", "人事課"]),
      ] {
        let list = try await officer.get("/due/\(topic)")
        for part in parts { #expect(list.text.contains(part), "\(topic) \(part)") }
        // Nobody is named, and so nobody has been looked at.
        #expect(!list.text.contains("職員1") && !list.text.contains("職員6"))
      }
      #expect(try await web.looks() == [])
      #expect(try await Self.count("training", on: web.visitor("noriko").get("/")) == 2)
      for login in ["head", "clerk", "member", "auditor", "vice", "administrator"] {
        let visitor = try await web.visitor(login)
        #expect(try await !visitor.get("/").text.contains("/due/"), "\(login)")
        for path in ["/due/training", "/reminders", "/reminders/file"] { #expect(try await visitor.get(path).status == 403, "\(login)") }
      }
    }
  }

  @Test func remindersSayWhoIsBehindAndWhomToAsk() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("select fixture.measured('U1', '2026-10-01', 30, 'M1', 3); update accounts set name = '佐藤' where login = 'clerk'")
      let officer = try await web.visitor("hanae")
      let page = try await officer.get("/reminders?month=2026-10")
      for part in ["導入 7 件のうち報告 1 件", "総務局・未報告 6 件", "人事課", "佐藤", "U2、個人 2 件", "担当なし"] { #expect(page.text.contains(part), "\(part)") }
      #expect(!page.text.contains("P6"))
      let file = try await officer.get("/reminders/file?month=2026-10")
      #expect(file.headers["content-disposition"]?.contains("reminders_2026-10.csv") == true)
      #expect(file.text.contains("2026-10,B1,総務局,S1,人事課,佐藤,clerk,4,1,3,U2,2,"))
      // September: U1 was reported, and was so last.
      #expect(try await officer.get("/reminders?month=2026-11").text.contains("2026-10"))
      #expect(try await web.visitor("noriko").get("/reminders?month=2026-10").text.contains("導入 3 件のうち報告 1 件"))
      #expect(try await officer.get("/reminders?month=2020-01").text.contains("すべて報告されています"))
      // What the first page counts is what the list has.
      #expect(try await Self.count("reminders", on: officer.get("/")) != nil)
    }
  }

  @Test func theyAreCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run(Self.comingUp)
      try await web.nameInEnglish()
      let (officer, english) = (try await web.visitor("hanae"), ["accept-language": "en"])
      for path in ["/", "/reminders", "/due/training", "/due/posts", "/due/measurements", "/due/reviews", "/due/units"] {
        #expect(japanese(in: try await officer.get(path, english)) == nil, "\(path)")
      }
    }
  }
}
