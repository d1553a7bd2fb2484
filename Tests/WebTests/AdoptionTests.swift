import Foundation
import Postgres
import Secrets
import TestSupport
import Testing

@testable import Web

/// Adoptions over the API: once for a key, never over somebody else's change, by the rules of the file.
@Suite(.timeLimit(.minutes(2))) struct AdoptionTests {
  static let body = #"{"code": "N1", "unit_code": "S1", "use_case_code": "C3", "started_on": "2026-10-01"}"#

  @Test func theSameKeyGivesTheSameAnswerAndNoSecondRow() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae", ["idempotency-key": "k1"])
      let first = try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body)
      #expect(first.status == 201)
      #expect(first.headers["location"] == "/api/v1/adoptions/N1")
      #expect(try first.json["unit_code"] as? String == "S1")
      let again = try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body)
      #expect(again.status == 201)
      #expect(again.text == first.text)
      #expect(again.headers["etag"] == first.headers["etag"])
      let other = try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body.replacing("N1", with: "N2"))
      #expect(other.status == 422)
      #expect(other.headers["content-type"] == "application/problem+json")
      #expect(try await web.test.number("select count(*) from adoptions where code in ('N1', 'N2')") == 1)
      #expect(try await web.test.texts("select actor from changes order by id desc limit 1") == ["hanae"])
      // Another account's key is another key; the row is there all the same.
      let ito = try await web.send("POST", "/api/v1/adoptions", try await web.json("noriko", ["idempotency-key": "k1"]), body: Self.body)
      #expect(ito.status == 409)
    }
  }

  @Test func aKeyOfOneRoleIsNoneOfTheOther() async throws {
    try await TestWeb.with { web async throws in
      let officer = try await web.json("hanae", ["idempotency-key": "k1"])
      try await web.test.run(
        """
        update mandates set account_id = (select id from accounts where login = 'hanae') where role = 'clerk';
        insert into tokens (hash, account_id, role, title, expires_at) select sha256('x'), account_id, 'clerk', 'x', now() + interval '1 day' from mandates where role = 'clerk';
        """)
      let secret = try Secret()
      let hash = secret.hash
      try await web.test.pool.execute("update tokens set hash = \(hash) where title = 'x'")
      let clerk = officer.merging(["authorization": "Bearer \(secret.text)"]) { $1 }
      #expect(try await web.send("POST", "/api/v1/adoptions", officer, body: Self.body.replacing("S1", with: "S3")).status == 201)
      // Neither another section's row nor that there is one.
      let other = try await web.send("POST", "/api/v1/adoptions", clerk, body: Self.body.replacing("N1", with: "N2"))
      #expect(other.status == 201 && other.text.contains("N2"), "\(other.text)")
      #expect(try await web.send("POST", "/api/v1/adoptions", clerk, body: Self.body.replacing("S1", with: "S3")).status == 422)
    }
  }

  @Test func manyAtOnceMakeOneRow() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae", ["idempotency-key": "k1"])
      let replies = try await withThrowingTaskGroup(of: Reply.self) { group in
        for _ in 0..<12 { group.addTask { try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(replies.map(\.status)) == [201])
      #expect(Set(replies.map(\.text)).count == 1)
      #expect(try await web.test.number("select count(*) from adoptions where code = 'N1'") == 1)
      #expect(try await web.test.number("select count(*) from answered_requests") == 1)
    }
  }

  @Test func onlyWhoHasSeenARowChangesIt() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      let seen = try await web.send("GET", "/api/v1/adoptions/U1", headers)
      let tag = try #require(seen.headers["etag"])
      #expect(try await web.send("PATCH", "/api/v1/adoptions/U1", headers, body: #"{"regular_on": "2026-11-01"}"#).status == 428)
      let tagged = headers.merging(["if-match": tag]) { $1 }
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for day in 1...6 { group.addTask { try await web.send("PATCH", "/api/v1/adoptions/U1", tagged, body: "{\"regular_on\": \"2026-11-0\(day)\"}").status } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200, 412, 412, 412, 412, 412])
      let now = try await web.send("GET", "/api/v1/adoptions/U1", headers)
      let changed = try await web.send(
        "PATCH", "/api/v1/adoptions/U1", headers.merging(["if-match": try #require(now.headers["etag"])]) { $1 }, body: #"{"regular_on": null}"#)
      #expect(changed.status == 200)
      #expect(try changed.json["regular_on"] is NSNull)
      #expect(try changed.json["started_on"] as? String == seen.json["started_on"] as? String)
    }
  }

  @Test func aChangeToNothingIsExplained() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae", ["if-match": "*"])
      for field in ["use_case_code", "started_on"] {
        for blank in [#"\n"#, " ", #"\r\n\t"#, "'\\n"] {
          let reply = try await web.send("PATCH", "/api/v1/adoptions/U1", headers, body: "{\"\(field)\": \"\(blank)\"}")
          #expect(reply.status == 422 && reply.text.contains(field), "\(field) \(blank) \(reply.status) \(reply.text)")
        }
      }
    }
  }

  @Test func aClerkEntersTheOwnSectionsOnly() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("clerk")
      #expect(try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body).status == 201)
      let other = try await web.send("POST", "/api/v1/adoptions", headers, body: Self.body.replacing("N1", with: "N2").replacing("S1", with: "S3"))
      #expect(other.status == 403)
      #expect(try await web.test.number("select count(*) from adoptions where code = 'N2'") == 0)
    }
  }

  /// What is wrong is said by field; nothing is written.
  @Test(arguments: [
    (#"{"code": "N1"}"#, 422, "use_case_code"),
    (#"{"code": "N1", "unit_code": "nowhere", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 422, "unit_code"),
    (#"{"code": "N1", "unit_code": "S1", "use_case_code": "C1", "started_on": "tomorrow"}"#, 422, "started_on"),
    (#"{"code": "N1", "unit_code": "S1", "use_case_code": "C1", "started_on": 20261001}"#, 422, "started_on"),
    (#"{"code": "N\u0000", "unit_code": "S1", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 400, "code"),
    (#"{"code": "N1", "colour": "blue"}"#, 400, "colour"), (#"{"code": "N1", "code": "N2"}"#, 400, "code"), (#"{"unit_code": "S1"}"#, 422, "code"),
    (#"{"code": "\ud800"}"#, 400, ""), (#"{"code": "N1",}"#, 400, ""), ("[]", 400, ""), ("", 400, ""), (#"{"code": 1e999}"#, 422, "code"),
    (#"{"code": "U1", "unit_code": "S1", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 409, "code"),
    (#"{"code": " Ｕ1\n", "unit_code": "S1", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 409, "code"),
    (#"{"code": "\n", "unit_code": "S1", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 422, "code"),
    (#"{"code": "N1", "unit_code": "\n", "use_case_code": "C1", "started_on": "2026-10-01"}"#, 422, "staff_no"),
    (#"{"code": "N1", "unit_code": "S1", "use_case_code": "\t\u3000", "started_on": "2026-10-01"}"#, 422, "use_case_code"),
    (#"{"code": "N1", "unit_code": "S1", "use_case_code": "C1", "started_on": "\n"}"#, 422, "started_on"),
  ])
  func aRowThatCannotBeTakenIsExplained(body: String, status: Int, field: String) async throws {
    try await TestWeb.with { web async throws in
      let reply = try await web.send("POST", "/api/v1/adoptions", try await web.json("hanae"), body: body)
      #expect(reply.status == status, "\(reply.text)")
      #expect(reply.headers["content-type"] == "application/problem+json")
      let problems = try reply.json["problems"] as? [[String: Any]] ?? []
      if !field.isEmpty { #expect(problems.contains { $0["field"] as? String == field }, "\(reply.text)") }
      #expect(try await web.test.number("select count(*) from adoptions") == 7)
    }
  }
}
