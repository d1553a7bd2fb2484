import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Web

/// The description is the router's own list.
@Suite(.timeLimit(.minutes(1))) struct DescriptionTests {
  @Test func everyRouteForProgramsIsDescribed() async throws {
    try await TestWeb.with { web async throws in
      let paths = try #require(try await web.send("GET", "/api/v1/openapi.json").json["paths"] as? [String: [String: [String: Any]]])
      let described = paths.flatMap { path, operations in operations.keys.map { "\($0.uppercased()) \(path)" } }
      #expect(described.sorted() == Routes.all.filter(\.isForPrograms).map { "\($0.method) \($0.path)" }.sorted())
      for (path, operations) in paths {
        for (method, operation) in operations {
          let isOpen = (operation["security"] as? [Any])?.isEmpty == true
          let route = try #require(Routes.all.first { $0.path == path && $0.method.rawValue == method.uppercased() })
          #expect(isOpen == (route.audience.roles == nil), "\(method) \(path)")
        }
      }
      #expect(Set(operationIDs(paths)).count == described.count)
    }
  }

  @Test func aFileMayBeAWorkbook() async throws {
    try await TestWeb.with { web async throws in
      let paths = try #require(try await web.send("GET", "/api/v1/openapi.json").json["paths"] as? [String: [String: [String: Any]]])
      let body = paths["/api/v1/imports/{kind}"]?["post"]?["requestBody"] as? [String: Any]
      let types = try #require(body?["content"] as? [String: Any]).keys.sorted()
      #expect(types == ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"])
    }
  }

  private func operationIDs(_ paths: [String: [String: [String: Any]]]) -> [String] {
    paths.values.flatMap { $0.values.compactMap { $0["operationId"] as? String } }
  }

  /// What has no route is not there, whoever asks; what has one doesn't take every method.
  @Test func whatIsNotDeclaredIsNotThere() async throws {
    try await TestWeb.with { web async throws in
      let headers = try await web.json("hanae")
      for path in ["/api/v1", "/api/v1/staff", "/api/v1/time", "/api/v1/reports", "/api/v2/units", "/admin", "/../etc/passwd"] {
        #expect(try await web.send("GET", path, headers).status == 404, "\(path)")
      }
      for route in Routes.all {
        let reply = try await web.send("DELETE", route.example, headers)
        #expect(reply.status == 405, "\(route.path)")
        #expect(reply.headers["allow"]?.contains(route.method.rawValue) == true, "\(route.path)")
      }
    }
  }
}
