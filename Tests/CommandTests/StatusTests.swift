import TestSupport
import Testing

/// Exit statuses, and the last line on standard error, as scripts rely on them.
@Suite(.timeLimit(.minutes(2))) struct StatusTests {
  static let usage: [[String]] = [
    ["report", "2026-13"], ["report", "2026-10", "--format", "doc"], ["report"], ["import", "nothing", "x.csv"], ["import", "tools"], ["unknown"],
    ["report", "2026-10", "--reader", "hr", "--as-now"],
  ]

  @Test(arguments: usage) func aWrongCommandLineIsUsage(arguments: [String]) async throws {
    let answer = try await Program.tedori.run(arguments)
    #expect(answer.status == 64, "\(answer)")
    #expect(answer.output.isEmpty && !answer.errors.isEmpty)
  }

  @Test func doneIsZeroAndTheCountsComeLast() async throws {
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let file = try folder.file("code,name\nT8,one\nT1,対話\nT2,other\n")
        let answer = try await Program.tedori.run(["import", "tools", file, "--database-url", test.address])
        #expect(answer.status == 0 && answer.output.isEmpty, "\(answer)")
        #expect(answer.lastLine == "created 1, updated 1, unchanged 1, refused 0")
        let again = try await Program.tedori.run(["import", "tools", file, "--database-url", test.address])
        #expect(again.status == 0 && again.lastLine == "created 0, updated 0, unchanged 3, refused 0")
      }
    }
  }

  @Test func whatIsToBeReviewedIsSaidBeforeTheCounts() async throws {
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let one = try folder.file("adoption_code,month,gross_minutes\nP6,2026-10,2100\nP8,2026-10,5\n")
        let answer = try await Program.tedori.run(["import", "time", one, "--database-url", test.address])
        let lines = answer.errors.split(separator: "\n")
        #expect(lines == ["2026-10: 1 adopters with net time above 20 % of contracted time, to be reviewed", "created 2, updated 0, unchanged 0, refused 0"])
        let checked = try await Program.tedori.run(["import", "time", one, "--check", "--database-url", test.address])
        #expect(!checked.errors.contains("reviewed"), "\(checked)")
        let many = try folder.file("adoption_code,month,gross_minutes\n" + (5...8).map { "P6,2026-0\($0),2100\n" }.joined(), named: "many.csv")
        let left = try await Program.tedori.run(["import", "time", many, "--database-url", test.address])
        #expect(left.errors.contains("records of 4 months changed") && left.lastLine.hasPrefix("created 4"), "\(left)")
      }
    }
  }

  @Test func refusedDataIs65AndTheCountsComeLast() async throws {
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let file = try folder.file("adoption_code,month,gross_minutes\nP6,2026-10,11000\nP8,2026-10,5\n")
        let answer = try await Program.tedori.run(["import", "time", file, "--database-url", test.address])
        #expect(answer.status == 65)
        #expect(answer.errors.hasPrefix("2, "), "\(answer)")
        #expect(answer.errors.contains("10296"))
        #expect(answer.lastLine == "created 0, updated 0, unchanged 0, refused 2")
        #expect(try await test.number("select count(*) from time_records where month = '2026-10-01'") == 0)
        let report = try await Program.tedori.run(["report", "2026-10", "--unit", "NONE", "--reader", "hr", "--database-url", test.address])
        #expect(report.status == 65 && report.output.isEmpty)
        let leadership = try await Program.tedori.run(["report", "2026-10", "--database-url", test.address])
        #expect(leadership.status == 65 && leadership.output.isEmpty)
      }
    }
  }

  @Test func aDatabaseThatIsNotThereIs69() async throws {
    try await Scratch.with { folder async throws in
      let answer = try await Program.tedori.run(["report", "2026-10", "--reader", "hr", "--database-url", "host=\(folder.path) dbname=none"])
      #expect(answer.status == 69 && answer.output.isEmpty && !answer.lastLine.isEmpty, "\(answer)")
    }
  }

  @Test func aWrongConfigurationIs78() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      let report = ["report", "2026-10", "--reader", "hr"]
      let noSchema = try await Program.tedori.run(report + ["--database-url", test.address])
      #expect(noSchema.status == 78 && noSchema.lastLine.contains("tedori migrate"), "\(noSchema)")
      let checked = try await Program.tedori.run(["migrate", "--check", "--database-url", test.address])
      #expect(checked.status == 78, "\(checked)")
      let unknown = try await Program.tedori.run(report, environment: ["TEDORI_COLOUR": "red"])
      #expect(unknown.status == 78 && unknown.lastLine.contains("TEDORI_COLOUR"), "\(unknown)")
      let wrong = try await Program.tedori.run(report, environment: ["TEDORI_LANGUAGE": "fr"])
      #expect(wrong.status == 78 && wrong.lastLine.contains("TEDORI_LANGUAGE"), "\(wrong)")
      let unread = try await Program.tedori.run(report, environment: ["TEDORI_DATABASE_URL_FILE": "/nowhere/secret"])
      #expect(unread.status == 78, "\(unread)")
    }
  }
}
