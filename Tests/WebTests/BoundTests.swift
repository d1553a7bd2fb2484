import Foundation
import Glibc
import TestSupport
import Testing

@testable import Web

/// What is too much, too slow or no text at all is refused with a reason, and stops nobody else.
@Suite(.timeLimit(.minutes(6))) struct BoundTests {
  @Test(arguments: [
    ("/api/v1/units?limit=0", "limit"), ("/api/v1/units?limit=1001", "limit"), ("/api/v1/units?limit=99999999999999999999999999", "limit"),
    ("/api/v1/units?limit=1&limit=1", "limit"), ("/api/v1/units?limit=%EF%BC%91", "limit"), ("/api/v1/units?colour=blue", "colour"),
    ("/api/v1/units?after=%00", "after"), ("/api/v1/units?after=%ff", "after"), ("/api/v1/units?after=one", "after"), ("/api/v1/units?after=a,b,c", "after"),
    ("/api/v1/units?after=%25zz,b", "after"), ("/api/v1/reports/2026-13", "month"), ("/api/v1/reports/99999999-01", "month"),
    ("/api/v1/reports/2026-10?unit=%00", "unit"), ("/api/v1/reports/2026-10?unit=", "unit"), ("/api/v1/reports/2026-10?unit=%C3%28", "unit"),
    ("/api/v1/adoptions/%00", "path"), ("/api/v1/adoptions/%ff", "path"), ("/api/v1/adoptions/%zz", "path"), ("/api/v1/adoptions/%01", "code"),
    ("/api/v1/units?%ff=1", "query"),
  ])
  func whatIsNoValueIsNamed(path: String, place: String) async throws {
    try await TestWeb.with { web async throws in
      let reply = try await web.send("GET", path, try await web.json("hanae"))
      #expect(reply.status == 400, "\(reply.status) \(reply.text)")
      #expect(reply.headers["content-type"] == "application/problem+json")
      #expect((try reply.json["problems"] as? [[String: Any]])?.first?["field"] as? String == place, "\(reply.text)")
    }
  }

  @Test func largeThingsAreRefused() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      let large = "{\"code\": \"\(String(repeating: "x", count: 300_000))\"}"
      #expect(try await web.send("POST", "/api/v1/adoptions", headers, body: large).status == 413)
      let claimed = try await web.send("POST", "/api/v1/imports/tools", headers.merging(["content-length": "999999999999"]) { $1 })
      #expect(claimed.status == 413)
      #expect(try await web.send("GET", "/api/v1/units", headers.merging(["x-long": String(repeating: "x", count: 10_000)]) { $1 }).status == 400)
      #expect(try await web.send("GET", "/" + String(repeating: "x", count: 5_000)).status == 414)
      #expect(try await web.send("GET", "/health", body: "unasked").status == 413)
      // Without a length, by chunks.
      let port = web.port
      let status = try await blocking {
        let wire = try Wire(port: port)
        try wire.send(
          Array("POST /sign-in HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n".utf8))
        try wire.send(Array("20000\r\n\(String(repeating: "x", count: 0x20000))\r\n0\r\n\r\n".utf8))
        return wire.answer()?.status
      }
      #expect(status == 413)
    }
  }

  @Test func otherNamesOfTheServiceAreNotItsOwn() async throws {
    try await TestWeb.with { web async throws in
      for host in ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "[::1"] {
        let status = try await web.send("GET", "/sign-in", ["host": host]).status
        #expect([400, 421].contains(status), "\(host) \(status)")
      }
      for host in ["localhost", "127.0.0.1", "LOCALHOST:8080", "[::1]:8080"] {
        #expect(try await web.send("GET", "/sign-in", ["host": host]).status == 200, "\(host)")
      }
    }
    try await TestWeb.with(origin: "https://tedori.example") { web async throws in
      let reply = try await web.send("GET", "/sign-in", ["host": "tedori.example"])
      #expect(reply.status == 200)
      #expect(reply.headers["strict-transport-security"] != nil)
      #expect(
        try await web.send("POST", "/sign-in", Route.form.merging(["host": "tedori.example", "origin": "http://tedori.example"]) { $1 }, body: "").status == 403
      )
    }
  }

  @Test func oneCallerGetsSoMuch() async throws {
    try await TestWeb.with(rate: 5) { web async throws in
      var statuses: [Int] = []
      for _ in 0..<15 { statuses.append(try await web.send("GET", "/health").status) }
      #expect(statuses.prefix(10).allSatisfy { $0 == 200 })
      #expect(statuses.contains(429))
      let refused = try await web.send("GET", "/health")
      if refused.status == 429 { #expect(refused.headers["retry-after"] == "1") }
      try await Task.sleep(for: .seconds(1))
      #expect(try await web.send("GET", "/health").status == 200)
    }
    let limit = RateLimit(perSecond: 1)
    let start = ContinuousClock.now
    for caller in 0..<60_000 { try limit.take(for: "\(caller)", at: start) }
    try limit.take(for: "one", at: start)
    try limit.take(for: "one", at: start)
    #expect(throws: Fault.self) { try limit.take(for: "one", at: start) }
    try limit.take(for: "one", at: start.advanced(by: .seconds(1)))
  }

  /// Nobody gets another address by naming one, unless it is our proxy that names it.
  @Test func aProxyNamesItsVisitors() async throws {
    for (proxies, isShared) in [("", true), ("192.0.2.7", true), ("127.0.0.1, ::1", false)] {
      try await TestWeb.with(rate: 2, proxies: proxies) { web async throws in
        var statuses: Set<Int> = []
        for visitor in 1...9 { statuses.insert(try await web.send("GET", "/health", ["x-forwarded-for": "203.0.113.9, 198.51.100.\(visitor)"]).status) }
        #expect(statuses.contains(429) == isShared, "\(proxies)")
      }
    }
  }

  @Test func longTextsAreCompressedWhereThatIsWanted() async throws {
    try await TestWeb.with { web async throws in
      let plain = try await web.send("GET", "/api/v1/openapi.json")
      #expect(plain.headers["content-encoding"] == nil)
      let small = try await web.send("GET", "/api/v1/openapi.json", ["accept-encoding": "br, gzip"])
      #expect(small.headers["content-encoding"] == "gzip")
      #expect(small.body.count * 3 < plain.body.count)
      let unpacked = try await Scratch.with { folder in
        try await Program("/bin/sh").run(["-c", "gunzip < \(try folder.file(small.body))"]).output
      }
      #expect(unpacked == plain.text)
      for header in ["gzip;q=0", "gzip; q=0.0", "br"] {
        #expect(try await web.send("GET", "/api/v1/openapi.json", ["accept-encoding": header]).headers["content-encoding"] == nil)
      }
      // A page holds a secret beside what others may have put into it.
      #expect(try await web.send("GET", "/sign-in", ["accept-encoding": "gzip"]).headers["content-encoding"] == nil)
    }
  }

  @Test func everyAnswerIsGuarded() async throws {
    try await TestWeb.with { web async throws in
      for route in Routes.all where !route.isUnsafe {
        let reply = try await web.send("GET", route.example)
        #expect(reply.headers["content-security-policy"]?.hasPrefix("default-src 'none'") == true, "\(route.path)")
        #expect(reply.headers["x-content-type-options"] == "nosniff")
        #expect(reply.headers["referrer-policy"] == "same-origin")
        #expect(reply.headers["cache-control"] != nil)
        #expect(reply.headers["strict-transport-security"] == nil)
      }
    }
  }

  /// With a part of the patience that visitors get.
  @Test func slowOnesAreCut() async throws {
    #expect(Pacing.Limits().head == 10 && Pacing.Limits().body == 10 && Pacing.Limits().bodyRate == 1_024 && Pacing.Limits().work == 900)
    try await TestWeb.with(limits: Pacing.Limits(head: 2, idle: 3, body: 2, work: 30, answer: 2)) { web async throws in
      let port = web.port
      let get = Array("GET /api/v1/openapi.json HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".utf8)
      // Nothing, half a head, a head that trickles, half a body, a second request that doesn't come; and one who asks much and takes nothing.
      let post = Array(
        "POST /sign-in HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 10000\r\n\r\nlogin".utf8)
      for start in [[], Array(get.dropLast(3)), post] {
        let began = ContinuousClock.now
        #expect(
          try await blocking { () -> [UInt8]? in
            let wire = try Wire(port: port)
            try wire.send(start)
            return wire.receive()
          } == [])
        #expect(began.duration(to: .now) > .seconds(1.9))
      }
      #expect(
        try await blocking { () -> [UInt8]? in
          let wire = try Wire(port: port)
          try wire.send(get)
          _ = wire.answer()
          return wire.receive()
        } == [])
      let taken = try await blocking {
        let wire = try Wire(port: port)
        do { for _ in 0..<400 { try wire.send(get) } } catch is Wire.Broken {}
        sleep(8)
        var count = 0
        while let some = wire.receive(), !some.isEmpty { count += some.count }
        return count
      }
      #expect(taken < 400 * 80_000)
      #expect(try await web.send("GET", "/health").status == 200)
    }
  }

  /// Accepted connections are inherited by whatever is started meanwhile, and what a program holds isn't cut when the server closes it.
  @Test func programsThatAreStartedMeanwhileHoldNoConnection() async throws {
    try await TestWeb.with { web async throws in
      let port = web.port
      let held = try await blocking {
        let wire = try Wire(port: port)
        try wire.send(Array("GET /health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n".utf8))
        #expect(wire.answer()?.status == 200)
        return wire
      }
      #expect(try await Program("/bin/ls").run(["/proc/self/fd"]).output == "0\n1\n2\n3\n")
      withExtendedLifetime(held) {}
    }
  }

  @Test func idleOnesHinderNobody() async throws {
    // Both ends of 2,000 connections are in this process.
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    limit.rlim_cur = min(limit.rlim_max, 20_000)
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    try await TestWeb.with { web async throws in
      let port = web.port
      let held = try await blocking { try (0..<2_000).map { _ in try Wire(port: port) } }
      for path in ["/health", "/ready", "/sign-in"] { #expect(try await web.send("GET", path).status == 200) }
      let session = try await web.session("hanae").secret
      #expect(try await web.send("GET", "/month?month=2026-09", ["cookie": "tedori=\(session)"]).status == 200)
      #expect(held.count == 2_000)
    }
  }
}
