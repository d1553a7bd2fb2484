import Foundation
import TestSupport
import Testing

/// `tedori serve` as a service manager has it: settings that stop the start, a start, and an end by a signal.
@Suite(.timeLimit(.minutes(2))) struct ServeTests {
  @Test(arguments: [
    ("TEDORI_LISTEN", "8080"), ("TEDORI_LISTEN", "127.0.0.1:x"), ("TEDORI_LISTEN", "192.0.2.1:8080"), ("TEDORI_ORIGIN", "tedori"), ("TEDORI_RATE", "many"),
    ("TEDORI_PROXIES", "proxy.example"),
    ("TEDORI_LISTENING", "127.0.0.1:8080"),
  ])
  func aWrongSettingStopsTheStartWithItsName(name: String, value: String) async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let origin = value.hasPrefix("192") ? ["TEDORI_ORIGIN": "http://tedori.example"] : [:]
      let answer = try await Program.tedori.run(
        ["serve", "--database-url", test.address], environment: [name: value].merging(origin) { $1 }, killedAfter: .seconds(20))
      #expect(answer.status == 78, "\(answer)")
      #expect(answer.lastLine.contains(name), "\(answer)")
    }
  }

  @Test func aSignalEndsItWell() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let stopper = Program("/usr/bin/timeout")
      for signal in ["TERM", "INT"] {
        let answer = try await stopper.run(
          ["--preserve-status", "--signal", signal, "3", Program.tedori.path, "serve", "--listen", "127.0.0.1:0", "--database-url", test.address],
          killedAfter: .seconds(30))
        #expect(answer.status == 0, "\(answer)")
        #expect(answer.errors.contains("serving at http://127.0.0.1:") && answer.errors.contains("ready"), "\(answer)")
      }
    }
  }

  @Test func anOldSchemaIsRefused() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      let answer = try await Program.tedori.run(["serve", "--listen", "127.0.0.1:0", "--database-url", test.address], killedAfter: .seconds(20))
      #expect(answer.status == 78 && answer.lastLine.contains("tedori migrate"), "\(answer)")
      #expect(!answer.errors.contains("\"level\": \"error\""), "\(answer)")
    }
  }
}
