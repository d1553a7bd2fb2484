import Domain
import HTTPTypes
import Postgres
import Secrets
import Store
import TestSupport
import Testing

@testable import Web

/// Everybody who has no business on a route, on every route there is: a new one can't be forgotten.
@Suite(.timeLimit(.minutes(3))) struct WalkTests {
  /// What anybody at all may ask; a route joins this list by a decision.
  static let open: Set<String> = [
    "GET /health", "GET /ready", "GET /metrics", "GET /style.css", "GET /icon.svg", "GET /scripts/{name}", "GET /sign-in", "POST /sign-in",
    "GET /sign-in/provider",
    "GET /sign-in/return", "GET /sign-out/provider", "GET /invitations/{secret}",
    "POST /invitations/{secret}",
    "GET /api/v1/openapi.json",
  ]

  static let closed = Routes.all.filter { $0.audience.roles != nil }

  static let cast: [(login: String, role: AccountRole)] = [
    ("hanae", .hr), ("noriko", .hrUnnamed), ("head", .head), ("analyst", .aiLead), ("clerk", .clerk), ("vice", .leadership), ("member", .staff),
    ("administrator", .administrator), ("auditor", .auditor),
  ]

  @Test func onlyTheseAreOpen() {
    #expect(Set(Routes.all.filter { $0.audience.roles == nil }.map { "\($0.method) \($0.path)" }) == Self.open)
    #expect(Self.closed.count > 15)
  }

  @Test func nobodyIsLetIn() async throws {
    try await TestWeb.with { web async throws in
      let (expired, ended, good) = (try await web.session("hanae").secret, try await web.session("hanae").secret, try await web.session("hanae").secret)
      let (old, withdrawn, token) = (try await web.token("hanae"), try await web.token("hanae"), try await web.token("hanae"))
      let revoked = (try await web.session("revoked").secret, try await web.token("revoked"))
      func hash(_ text: String) throws -> [UInt8] { try #require(Secret(text: text)).hash }
      try await web.test.pool.execute("update sessions set seen_at = now() - interval '31 minutes' where hash = \(try hash(expired))")
      try await web.test.pool.execute("update sessions set ended_at = now() where hash = \(try hash(ended))")
      try await web.test.pool.execute("update tokens set expires_at = now() where hash = \(try hash(old))")
      try await web.test.pool.execute("update tokens set revoked_at = now() where hash = \(try hash(withdrawn))")
      let made = try Secret().text
      for route in Self.closed {
        let what = "\(route.method) \(route.path)"
        let shown: [[String: String]] =
          route.isForPrograms
          ? [[:]] + [made, old, withdrawn, revoked.1, "", "x", good].map { ["authorization": "Bearer \($0)"] } + [["cookie": "tedori=\(good)"]]
          : [[:]] + [made, expired, ended, revoked.0, "", "x", token].map { ["cookie": "tedori=\($0)"] } + [["authorization": "Bearer \(token)"]]
        for headers in shown {
          let reply = try await web.send(route.method.rawValue, route.example, headers.merging(Route.form) { $1 }, body: route.isUnsafe ? "" : nil)
          #expect(reply.status == 401, "\(what) \(headers.keys.first ?? "nothing")")
          #expect(!reply.text.contains("U1"), "\(what)")
        }
      }
    }
  }

  @Test func aRoleThatIsNotAdmittedIsRefusedAndOneThatIsIsNot() async throws {
    try await TestWeb.with { web async throws in
      // What has the number 1.
      try await web.test.run(
        """
        insert into corrections (person_id, asked_by_id, text) select s.person_id, a.id, 'x' from staff s join accounts a on a.login = 'member' where s.staff_no = '008';
        insert into uploads (account_id, role, file_name, byte_count, kind, state) select a.id, 'hr', 'x.csv', 1, 'tools', 'checked' from accounts a where a.login = 'hanae';
        insert into named_exports (kind, asked_by_id, reason) select 'time', a.id, 'x' from accounts a where a.login = 'revoked';
        """)
      for route in Self.closed {
        for (login, role) in Self.cast {
          let session = try await web.session(login)
          let headers =
            route.isForPrograms
            ? ["authorization": "Bearer \(try await web.token(login))", "content-type": "application/json"] : ["cookie": "tedori=\(session.secret)"]
          let fields = "\(FormSignature.field)=\(FormSignature.make(path: route.example, key: session.formKey))"
          let reply = try await web.send(
            route.method.rawValue, route.example, route.isForPrograms ? headers : headers.merging(Route.form) { $1 },
            body: route.isUnsafe ? (route.isForPrograms ? "" : fields) : nil)
          let isAdmitted = route.admits(role)
          if isAdmitted {
            #expect(![401, 403].contains(reply.status) && reply.status < 500, "\(route.method) \(route.path) \(login): \(reply.status)")
          } else {
            #expect(reply.status == 403, "\(route.method) \(route.path) \(login)")
          }
        }
      }
    }
  }

  @Test func aForgedFormIsRefused() async throws {
    let forms = Self.closed.filter { $0.isUnsafe && !$0.isForPrograms }
    #expect(forms.count >= 3)
    try await TestWeb.with { web async throws in
      for route in forms {
        // Somebody who would be let in with a good form.
        let login = try #require(Self.cast.first { route.admits($0.role) }).login
        let path = route.example
        let session = try await web.session(login)
        let other = try await web.session(login)
        let headers = Route.form.merging(["cookie": "tedori=\(session.secret)"]) { $1 }
        for signature in ["", "x", FormSignature.make(path: "/elsewhere", key: session.formKey), FormSignature.make(path: path, key: other.formKey)] {
          let reply = try await web.send("POST", path, headers, body: "\(FormSignature.field)=\(signature)")
          #expect(reply.status == 403, "\(route.path)")
        }
        #expect(try await web.send("POST", path, headers, body: "").status == 403, "\(route.path) without a signature")
        let good = "\(FormSignature.field)=\(FormSignature.make(path: path, key: session.formKey))"
        for site in [["origin": "https://evil.example"], ["origin": "null"], ["sec-fetch-site": "cross-site"]] {
          #expect(try await web.send("POST", path, headers.merging(site) { $1 }, body: good).status == 403, "\(route.path) \(site)")
        }
        let own = ["origin": "http://127.0.0.1:\(web.port)", "sec-fetch-site": "same-origin"]
        #expect(try await web.send("POST", path, headers.merging(own) { $1 }, body: good).status != 403, "\(route.path)")
      }
    }
  }

  /// However its path is written, a route for programs is none for a session, whose requests other sites can make: that would be one without a form's signature.
  @Test func aRouteForProgramsTakesNoSession() async throws {
    try await TestWeb.with { web async throws in
      let session = try await web.session("hanae").secret
      let body = #"{"code": "N1", "unit_code": "S1", "use_case_code": "C3", "started_on": "2026-10-01"}"#
      for path in [
        "/api/v1/adoptions", "//api/v1/adoptions", "///api//v1///adoptions", "/api/v1/adoptions/", "/api//v1/adoptions//", "/%2Fapi/v1/adoptions",
        "/%2fapi%2fv1/adoptions",
        "/api%2Fv1/adoptions", "/./api/v1/adoptions", "/x/../api/v1/adoptions", "/../api/v1/adoptions", "/%2e/api/v1/adoptions", "/%61pi/v1/adoptions",
        "/API/v1/adoptions",
        "/\\api/v1/adoptions", "/;/api/v1/adoptions",
      ] {
        for method in ["GET", "POST"] {
          let reply = try await web.send(method, path, ["cookie": "tedori=\(session)", "content-type": "text/plain"], body: method == "POST" ? body : nil)
          #expect([400, 401, 404].contains(reply.status), "\(method) \(path) \(reply.status)")
        }
      }
      #expect(try await web.test.number("select count(*) from adoptions where code = 'N1'") == 0)
      #expect(try await web.send("GET", "//api/v1/adoptions", try await web.json("hanae")).status == 200)
    }
  }

  @Test func anotherDepartmentsThingsAreNotThere() async throws {
    try await TestWeb.with { web async throws in
      for route in Self.closed where route.path.contains("{code}") {
        for login in ["stranger", "clerk"] where route.admits(login == "clerk" ? .clerk : .head) {
          // B1's adoption, and a person's: neither is S1's nor B2's.
          for code in ["UB", "P6", "nothing"] {
            let headers = try await web.json(login, ["if-match": "*", "content-type": "application/json"])
            let reply = try await web.send(
              route.method.rawValue, route.path.replacing("{code}", with: code), headers, body: route.isUnsafe ? "{\"ended_on\": \"2026-11-01\"}" : nil)
            #expect(reply.status == 404, "\(route.method) \(route.path) \(login) \(code)")
          }
        }
      }
      let own = try await web.send("GET", "/api/v1/adoptions/UB", try await web.json("analyst"))
      #expect(own.status == 200)
    }
  }
}
