import TestSupport
import Testing

/// What an export writes imports again, whichever headings it has.
@Suite(.timeLimit(.minutes(1))) struct ExportTests {
  @Test(arguments: [("ja", "職員番号,氏名,"), ("en", "staff_no,name,")]) func eitherHeadingsImportAgain(headings: String, first: String) async throws {
    try await TestDatabase.with { test async throws in
      let answer = try await Program.tedori.run(["export", "staff", "--headings", headings, "--database-url", test.address])
      #expect(answer.output.hasPrefix("\u{FEFF}" + first), "\(answer)")
      try await Scratch.with { folder in
        let again = try await Program.tedori.run(["import", "staff", try folder.file(answer.output), "--database-url", test.address])
        #expect(again.lastLine == "created 0, updated 0, unchanged 12, refused 0")
      }
    }
  }

  @Test func withoutAWordTheyAreEnglish() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let answer = try await Program.tedori.run(["export", "tools", "--database-url", test.address], environment: ["TEDORI_LANGUAGE": "ja"])
      #expect(answer.output.hasPrefix("\u{FEFF}code,name,"), "\(answer)")
    }
  }
}
