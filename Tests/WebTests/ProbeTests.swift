import Foundation
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

/// What machines that look after the service see: probes, counts, log, and the end.
@Suite(.timeLimit(.minutes(2))) struct ProbeTests {
  @Test func readyMeansADatabaseWithThisProgramsSchema() async throws {
    try await TestWeb.with { web async throws in
      #expect(try await web.send("GET", "/health").text == "up\n")
      #expect(try await web.send("GET", "/ready").status == 200)
      try await web.test.run("delete from migrations where name = 'views'")
      try await Task.sleep(for: .seconds(2.1))
      let refused = try await web.send("GET", "/ready")
      #expect(refused.status == 503)
      #expect(refused.headers["retry-after"] == "5")
      #expect(try await web.send("GET", "/health", ["cookie": "tedori=\(try await web.session("hanae").secret)"]).status == 200)
    }
  }

  @Test func withoutADatabaseItIsUpAndSaysSo() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      await web.test.database.close()
      await web.accounts.close()
      #expect(try await web.send("GET", "/health").status == 200)
      #expect(try await web.send("GET", "/ready").status == 503)
      let reply = try await web.send("GET", "/api/v1/units", headers)
      #expect(reply.status == 503)
      #expect(reply.headers["retry-after"] == "5")
    }
  }

  @Test func countsAreByRouteAndNeverByWhatWasTyped() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      for code in ["U1", "U2", "secret-code"] { _ = try await web.send("GET", "/api/v1/adoptions/\(code)", headers) }
      _ = try await web.send("GET", "/secret-path?secret-query=1")
      _ = try await web.send("SECRET", "/health")
      let text = try await web.send("GET", "/metrics").text
      #expect(text.contains(#"http_requests_total{route="/api/v1/adoptions/{code}",method="GET",status="200"} 2"#))
      #expect(text.contains(#"http_requests_total{route="/api/v1/adoptions/{code}",method="GET",status="404"} 1"#))
      #expect(text.contains(#"http_request_duration_seconds_bucket{route="/api/v1/adoptions/{code}",le="+Inf"} 3"#))
      #expect(text.contains(#"{route="nowhere",method="GET",status="404"} 1"#))
      #expect(text.contains("process_resident_memory_bytes ") && text.contains("database_waiting 0"))
      #expect(!text.lowercased().contains("secret"))
    }
  }

  @Test func aLineOfTheLogHasNoValues() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      let reply = try await web.send("GET", "/api/v1/adoptions/secret-code?secret=1", headers)
      _ = try await web.send("POST", "/sign-in", Route.form, body: "login=secret-name&password=secret-password")
      // A fault of ours: the statement is named, what was asked isn't.
      try await web.test.run("alter table tools rename to tools_gone")
      let broken = try await web.send("GET", "/api/v1/tools?after=secret-key", headers)
      #expect(broken.status == 500)
      #expect(!broken.text.contains("tools_gone") && !broken.text.contains("relation"))
      let lines = web.log.all
      #expect(lines.count >= 4)
      for line in lines {
        let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String], "\(line)")
        #expect(event["id"]?.isEmpty == false && event["time"] != nil)
        #expect(!line.contains("secret") && !line.contains("hanae") && !line.contains("\n"))
      }
      for (reply, word) in [(reply, "request"), (broken, "42P01")] {
        let id = try #require(try reply.json["request"] as? String)
        #expect(lines.contains { $0.contains(word) && $0.contains(id) })
      }
    }
  }

  @Test func whatIsUnderWayIsAnsweredBeforeTheEnd() async throws {
    let head = "POST /sign-in HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 16\r\n\r\n"
    let (late, hand) = AsyncStream.makeStream(of: Wire.self)
    let finished = Task {
      var wires = late.makeAsyncIterator()
      guard let wire = await wires.next() else { return Int?.none }
      try await Task.sleep(for: .seconds(1))
      return try await blocking {
        try wire.send(Array("login=&password=".utf8))
        return wire.answer()?.status
      }
    }
    let began = ContinuousClock.now
    try await TestWeb.with { web async throws in
      let port = web.port
      let (wire, _) = try await blocking {
        let wire = try Wire(port: port)
        try wire.send(Array(head.utf8))
        // One that says nothing doesn't hold up the end.
        return (wire, try Wire(port: port))
      }
      try await Task.sleep(for: .milliseconds(300))
      hand.yield(wire)
    }
    #expect(try await finished.value == 422)
    #expect(began.duration(to: .now) < .seconds(20))
  }

  @Test(
    arguments: [
      ("8080", nil, "200", "TEDORI_LISTEN"), ("127.0.0.1:99999", nil, "200", "TEDORI_LISTEN"), (":80", nil, "200", "TEDORI_LISTEN"),
      ("0.0.0.0:8080", nil, "200", "TEDORI_ORIGIN"), ("0.0.0.0:8080", "tedori.example", "200", "TEDORI_ORIGIN"),
      ("0.0.0.0:8080", "https://tedori.example/x", "200", "TEDORI_ORIGIN"), ("127.0.0.1:0", nil, "0", "TEDORI_RATE"), ("127.0.0.1:0", nil, "x", "TEDORI_RATE"),
    ] as [(String, String?, String, String)])
  func aWrongSettingIsNamed(listen: String, origin: String?, rate: String, name: String) throws {
    let error = #expect(throws: InvalidWebSetting.self) { try WebSettings(listen: listen, origin: origin, rate: rate) }
    #expect(error?.name == name)
  }
}
