import Foundation
import TestSupport
import Testing

/// `tedori estimate`: any panel in, effects out, and sentences that name the line where it isn't one.
@Suite(.timeLimit(.minutes(2))) struct EstimateTests {
  static let columns = ["--unit", "id", "--time", "time", "--first-treated", "g", "--outcome", "y"]

  /// A made-up panel whose numbers other software gave.
  static let reference = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
    path: "StatisticsTests/reference/synN10_seed1_data.csv")

  static func json(_ arguments: [String]) async throws -> [String: Any] {
    let answer = try await Program.tedori.run(["estimate"] + arguments + ["--format", "json"])
    try #require(answer.status == 0 && answer.errors.isEmpty, "\(answer)")
    return try #require(try JSONSerialization.jsonObject(with: Data(answer.output.utf8)) as? [String: Any])
  }

  static func number(_ json: [String: Any], _ path: String...) throws -> Double {
    var value: Any = json
    for key in path { value = try #require((value as? [String: Any])?[key], "\(path)") }
    return try #require(value as? Double, "\(path)")
  }

  @Test func theJSONHasEveryNumber() async throws {
    let json = try await Self.json([Self.reference.path] + Self.columns + ["--randomised"])
    #expect((json["units"] as? [String])?.count == 10 && (json["periods"] as? [Int]) == Array(1...36) && (json["cohorts"] as? [Int]) == [13, 17, 21, 25])
    #expect(abs(try Self.number(json, "imputation", "simple", "estimate") - 1.3678770278133708) < 1e-10)
    #expect(abs(try Self.number(json, "imputation", "simple", "se_jackknife") - 0.40825015481249655) < 1e-10)
    #expect(abs(try Self.number(json, "imputation", "simple", "p") - 0.023765432098765433) < 1e-12)
    #expect(abs(try Self.number(json, "callaway_santanna", "simple", "estimate") - 0.19894081458697954) < 1e-10)
    #expect(abs(try Self.number(json, "callaway_santanna", "simple", "se_analytic") - 0.6726521396560143) < 1e-10)
    #expect(abs(try Self.number(json, "callaway_santanna", "dynamic", "overall", "p") - 0.8921869488536155) < 1e-12)
    let imputation = try #require(json["imputation"] as? [String: Any])
    #expect((imputation["simple"] as? [String: Any])?["method"] as? String == "randomisation-exact")
    let events = try #require(imputation["event"] as? [[String: Any]])
    #expect(events.count == 24 && events.allSatisfy { ($0["interval"] as? [Double])?.count == 2 && ($0["band"] as? [Double])?.count == 2 })
    let other = try #require(json["callaway_santanna"] as? [String: Any])
    let cells = try #require(other["att_gt"] as? [[String: Any]])
    #expect(cells.count == 140 && cells.allSatisfy { $0["n_treated"] as? Int == 2 })
    #expect(((other["group"] as? [String: Any])?["groups"] as? [Any])?.count == 4)
    #expect(((other["calendar"] as? [String: Any])?["times"] as? [Any])?.count == 24)
    #expect((other["pretrend"] as? [String: Any])?["method"] as? String == "randomisation-max-t")
    // Five units for comparison there are until the third cohort starts.
    let departments = try #require(json["department_month"] as? [[String: Any]])
    #expect(Set(departments.compactMap { $0["time"] as? Int }) == Set(13...20))
  }

  @Test func theUniversalBaseIsListedWithoutError() async throws {
    let json = try await Self.json([Self.reference.path] + Self.columns + ["--base", "universal", "--estimator", "callaway-santanna"])
    #expect(json["imputation"] is NSNull)
    let cells = try #require((json["callaway_santanna"] as? [String: Any])?["att_gt"] as? [[String: Any]])
    let base = cells.filter { $0["se_analytic"] is NSNull }
    #expect(cells.count == 144 && base.count == 4 && base.allSatisfy { $0["estimate"] as? Double == 0 })
  }

  @Test func monthsStayMonths() async throws {
    try await Scratch.with { folder async throws in
      let rows = (0..<8).flatMap { unit in
        (1...18).map { month in
          let start = unit < 4 ? "2026-0\(3 + unit / 2 * 4)" : ""
          return "課\(unit),20\(25 + (month - 1) / 12)-\(String(format: "%02d", (month - 1) % 12 + 1)),\(start),\((unit * 37 + month * 11) % 13)"
        }
      }
      let path = try folder.file((["所属,対象月,開始月,値"] + rows).joined(separator: "\n"), named: "panel.csv")
      let json = try await Self.json([path, "--unit", "所属", "--time", "対象月", "--first-treated", "開始月", "--outcome", "値"])
      // The second cohort starts after the end: it counts as never.
      #expect(json["cohorts"] as? [String] == ["2026-03"] && (json["periods"] as? [String])?.last == "2026-06")
    }
  }

  @Test func whatCannotBeSaidIsSaid() async throws {
    try await Scratch.with { folder async throws in
      let rows = (0..<4).flatMap { unit in (1...10).map { "\(unit),\($0),\(unit < 2 ? 6 : 0),\((unit * 7 + $0 * 3) % 5)" } }
      let path = try folder.file((["id,time,g,y"] + rows).joined(separator: "\n"), named: "panel.csv")
      let json = try await Self.json([path] + Self.columns)
      let missing = try #require(json["not_estimable"] as? [[String: Any]])
      #expect(missing.contains { $0["reason"] as? String == "few-units" && ($0["sentence"] as? String)?.contains("4") == true })
      let simple = try #require((json["imputation"] as? [String: Any])?["simple"] as? [String: Any])
      #expect(simple["interval"] is NSNull && simple["p"] is NSNull && simple["estimate"] is Double)
      let answer = try await Program.tedori.run(["estimate", path] + Self.columns, environment: ["TEDORI_LANGUAGE": "ja"])
      #expect(answer.output.contains("判定不能") && answer.output.contains("所属が 4 しかありません"))
    }
  }

  static let faults: [(String, String)] = [
    ("id,time,g,y\n1,1,0,5\n1,1,0,6\n1,2,0,1\n", "3, time, 1, unit 1 has this period in line 2 too, leave one of them"),
    ("id,time,g,y\n1,1,0,5\n1,2,2,6\n", "3, g, , unit 1 has other starts in other rows, a scheme stays once it has begun"),
    ("id,time,g,y\n1,1,0,five\n", "2, y, five, not a number, give a number like 12.5, or nothing where it is missing"),
    ("id,time,g,y\n1,soon,0,5\n", "2, time, soon, not a period, write it like 7 or 2026-10, as in the other rows"),
    ("id,time,g,y\n1,1,0,5\n1,2026-10,0,5\n", "3, time, 2026-10, not a period, write it like 7, as in the other rows"),
    ("id,time,g\n1,1,0\n", "1, y, y, there is no such column, the columns are id, time, g"),
    ("id,time,g,y\n,1,0,5\n", "2, id, , there is no unit, give its name or code"),
    ("id,time,g,y\n1,1,0,5\n", "there is only one period, two are needed at least"),
    ("id,time,g,y\n", "there are no rows under the header"),
    ("", "no row is a header"),
  ]

  @Test(arguments: faults) func faultsAreNamedByLineAndColumn(text: String, problem: String) async throws {
    try await Scratch.with { folder async throws in
      let answer = try await Program.tedori.run(["estimate", try folder.file(text, named: "panel.csv")] + Self.columns)
      #expect(answer.status == 65 && answer.output.isEmpty && answer.errors.contains(problem), "\(answer)")
    }
  }

  @Test func aFileThatIsNotThereIsSaid() async throws {
    let answer = try await Program.tedori.run(["estimate", "nowhere.csv"] + Self.columns)
    #expect(answer.status == 65 && answer.errors.contains("the file can't be read"))
  }

  @Test func theTextIsTheSameEveryTime() async throws {
    let arguments = ["estimate", Self.reference.path] + Self.columns + ["--seed", "7"]
    let (first, second) = (try await Program.tedori.run(arguments), try await Program.tedori.run(arguments))
    #expect(first.status == 0 && first.output == second.output && first.output.contains("1.3679"))
    let table = try await Program.tedori.run(arguments + ["--format", "csv"])
    #expect(table.output.contains("imputation,simple,,,,,1.36787702"))
  }
}
