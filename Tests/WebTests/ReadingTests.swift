import Domain
import Foundation
import Reports
import Store
import TestSupport
import Testing

@testable import Web

/// Reports, collections and imports over the API: the same as the command's, as far as the viewer sees.
@Suite(.timeLimit(.minutes(2))) struct ReadingTests {
  @Test func theReportIsTheCommandsDocument() async throws {
    try await TestWeb.with { web async throws in
      let month = try #require(Month("2026-09"))
      for unit in [nil, "S1"] {
        let report = try await MonthlyReport.live(month, unit: unit, in: web.test.database, as: Cast.officer).json.text
        let path = "/api/v1/reports/2026-09" + (unit.map { "?unit=\($0)" } ?? "")
        for login in ["hanae", "auditor"] { #expect(try await web.send("GET", path, try await web.json(login)).text == report) }
      }
      #expect(try await web.send("GET", "/api/v1/reports/2026-09", try await web.json("clerk")).status == 403)
      #expect(try await web.send("GET", "/api/v1/reports/2026-09?unit=nowhere", try await web.json("hanae")).status == 404)
    }
  }

  @Test func othersReadWhatHRHasFrozen() async throws {
    try await TestWeb.with { web async throws in
      let (vice, head) = (try await web.json("vice"), try await web.json("head"))
      let missing = try await web.send("GET", "/api/v1/reports/2026-09", vice)
      #expect(missing.status == 404)
      #expect(missing.text.contains("frozen yet"))
      let key = try await web.session("hanae")
      let form = "form=\(FormSignature.make(path: "/month/freeze", key: key.formKey))&month=2026-09"
      let asked = try await web.send("POST", "/month/freeze", ["cookie": "tedori=\(key.secret)"].merging(Route.form) { $1 }, body: form)
      #expect(asked.status == 303 && asked.headers["location"] == "/month?month=2026-09")
      #expect(try await web.test.texts("select taken_by from snapshots") == ["hanae"])

      let month = try #require(Month("2026-09"))
      let frozen = try await MonthlyReport.published(month, unit: nil, in: web.test.database, as: Cast.officer).json.text
      for login in ["vice", "noriko"] { #expect(try await web.send("GET", "/api/v1/reports/2026-09", try await web.json(login)).text == frozen, "\(login)") }
      // A head reads the whole organisation without its bureaus, and the own unit.
      let whole = try await web.send("GET", "/api/v1/reports/2026-09", head).json
      #expect((whole["units"] as? [Any])?.isEmpty == true && whole["headcount"] as? Int == 12)
      #expect(try await web.send("GET", "/api/v1/reports/2026-09?unit=S1", head).status == 200)
      for unit in ["S3", "B2", "A", "B1", Percent.encode("窓口課")] {
        let next = try await web.send("GET", "/api/v1/reports/2026-09?unit=\(unit)", head)
        #expect(next.status == 403 && next.text.contains("other departments"), "\(unit) \(next.status)")
      }
      let nowhere = try await web.send("GET", "/api/v1/reports/2026-09?unit=nowhere", head)
      #expect(nowhere.status == 404 && nowhere.text.contains("no such unit"))
    }
  }

  @Test func whoeverFreezesBesideOthersWaits() async throws {
    try await TestWeb.with { web async throws in
      #expect(try await web.visitor("hanae").post("/month/freeze", ["month": "2026-09"], times: 12) == [Int](repeating: 303, count: 12))
    }
  }

  @Test func pagesGoOnWhereTheLastOneEnded() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      for kind in ["units", "adoptions", "categories", "use-cases", "measurements"] {
        let whole = try await web.send("GET", "/api/v1/\(kind)", headers).json
        let all = try #require(whole["rows"] as? [[String: Any]])
        #expect(all.count > 1 && whole["next"] is NSNull, "\(kind)")
        for limit in [1, 2, all.count] {
          var rows: [[String: Any]] = []
          var next: String? = ""
          while let after = next {
            let page = try await web.send("GET", "/api/v1/\(kind)?limit=\(limit)" + (after.isEmpty ? "" : "&after=\(Percent.encode(after))"), headers).json
            let some = try #require(page["rows"] as? [[String: Any]])
            #expect(some.count <= limit)
            rows += some
            next = page["next"] as? String
          }
          #expect(rows as NSArray == all as NSArray, "\(kind) by \(limit)")
        }
      }
      // A row that comes before the page doesn't shift it.
      let first = try await web.send("GET", "/api/v1/adoptions?limit=3", headers).json
      try await web.test.run("select fixture.adopt('A0', 'S1', null, 'C3')")
      let second = try await web.send("GET", "/api/v1/adoptions?limit=3&after=\(try #require(first["next"] as? String))", headers).json
      #expect((second["rows"] as? [[String: Any]])?.compactMap { $0["code"] as? String } == ["P9", "U1", "U2"])
    }
  }

  @Test func everyCollectionHasTheFieldsOfItsKind() async throws {
    try await TestWeb.with { web async throws in
      for route in Routes.all {
        guard case .rows(let kind) = route.success else { continue }
        for login in ["hanae", "auditor", "clerk", "head", "member"] {
          let reply = try await web.send("GET", route.path, try await web.json(login))
          #expect(reply.status == 200, "\(kind.name) \(login) \(reply.text)")
          for row in try reply.json["rows"] as? [[String: Any]] ?? [] { #expect(Set(row.keys) == Set(kind.columns.map(\.english)), "\(kind.name)") }
        }
      }
      let seen = try await web.send("GET", "/api/v1/adoptions", try await web.json("head")).json["rows"] as? [[String: Any]]
      #expect(seen?.compactMap { $0["code"] as? String } == ["U1", "U2"])
      let own = try await web.send("GET", "/api/v1/adoptions", try await web.json("member")).json["rows"] as? [[String: Any]]
      #expect(own?.compactMap { $0["staff_no"] as? String } == ["008"])
    }
  }

  @Test func aFileAnswersAsTheCommandDoes() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae", ["content-type": "text/csv"])
      let good = "code,name\nT8,八\nT9,九\n"
      let checked = try await web.send("POST", "/api/v1/imports/tools?check=true", headers, body: good)
      #expect(checked.status == 200)
      #expect(try checked.json["written"] as? Bool == false)
      #expect(try checked.json["created"] as? Int == 2)
      #expect(try await web.test.number("select count(*) from tools") == 2)
      let taken = try await web.send("POST", "/api/v1/imports/tools", headers, body: good)
      #expect(taken.status == 200)
      #expect(try taken.json["created"] as? Int == 2)
      #expect(try await web.test.number("select count(*) from tools") == 4)
      let bad = "code,name\nT8,八\n,九\n"
      let refused = try await web.send("POST", "/api/v1/imports/tools", headers, body: bad)
      #expect(refused.status == 422)
      #expect(refused.headers["content-type"] == "application/problem+json")
      let problems = try refused.json["problems"] as? [[String: Any]]
      #expect(problems?.first?["line"] as? Int == 3)
      #expect(problems?.first?["column"] as? String == "code")
      let garbage = try await web.send("POST", "/api/v1/imports/tools", headers, body: "\u{0}\u{1}\u{2}garbage")
      #expect(garbage.status == 422)
      #expect(try await web.send("POST", "/api/v1/imports/staff", try await web.json("clerk"), body: "staff_no,name\n901,新人\n").status == 403)
      #expect(try await web.send("POST", "/api/v1/imports/nothing", headers, body: good).status == 400)
    }
  }

  /// A person can see who has looked at the own adoptions; to look at one's own leaves nothing.
  @Test func whoLooksAtAPersonIsNoted() async throws {
    try await TestWeb.with { web async throws in
      func looks() async throws -> [String] {
        try await web.test.texts(
          "select a.login || ' ' || s.staff_no || ' ' || l.what from looks l join accounts a on a.id = l.account_id join staff s on s.person_id = l.person_id order by 1"
        )
      }
      _ = try await web.send("GET", "/api/v1/adoptions/U1", try await web.json("hanae"))
      _ = try await web.send("GET", "/api/v1/adoptions", try await web.json("head"))
      _ = try await web.send("GET", "/api/v1/adoptions", try await web.json("member"))
      #expect(try await looks() == [])
      _ = try await web.send("GET", "/api/v1/adoptions/P8", try await web.json("hanae"))
      #expect(try await looks() == ["hanae 008 adoptions"])
      _ = try await web.send("GET", "/api/v1/adoptions", try await web.json("auditor"))
      #expect(try await looks() == ["auditor 006 adoptions", "auditor 008 adoptions", "auditor 009 adoptions", "hanae 008 adoptions"])
    }
  }
}
