import Domain
import Reports
import Store
import TestSupport
import Testing

/// Mistakes that people and spreadsheets make again and again: each is one problem, at its row, with the sentence that helps.
@Suite(.timeLimit(.minutes(2))) struct MistakeTests {
  @Test func eatenZerosMakeNoNewPerson() async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take("staff", "staff_no,name\n6,職員6\n12,職員12\n77,新人\n", keepsGood: true)
      #expect(outcome.problems.map(\.line) == [2, 3] && outcome.problems.allSatisfy { $0.column == "staff_no" }, "\(outcome.problems)")
      #expect(outcome.problems.map(\.wrong).first == "006 is recorded: has this code lost its leading zeros?")
      #expect(outcome.counts.created == 1)
      // Somebody whose number really is shorter comes beside the longer one, which shows that the file has its zeros.
      #expect(try await test.take("staff", "staff_no,name\n6,別の人\n006,職員6\n").counts.created == 1)
      #expect(try await test.take("staff", "staff_no,name\n6,別の人\n").counts.unchanged == 1)
    }
  }

  @Test func eatenZerosMakeNoNewUnit() async throws {
    try await TestDatabase.with { test async throws in
      #expect(try await test.take("units", "code,valid_from,name,kind,parent_code\n0101,2026-04-01,一課,section,D1\n").counts.created == 1)
      let outcome = try await test.take("units", "code,valid_from,name,kind,parent_code\n101,2026-10-01,一課,section,D1\n")
      #expect(outcome.problems.map(\.wrong) == ["0101 is recorded: has this code lost its leading zeros?"], "\(outcome.problems)")
      #expect(try await test.texts("select code from units where code like '%101'") == ["0101"])
    }
  }

  @Test func aNameThatNobodyHasIsToldFromOneThatSeveralHave() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("insert into tools (code, name) values ('T4', '道具'), ('T5', '道具'), ('X-9', 'Chat GPT')")
      let outcome = try await test.take(
        "use-cases", "code,title,tool_code,task_code\nN1,x,道具,K1\nN2,x,nothing,K1\nN3,x,x9,K1\nN4,x,chatgpt,K1\nN5,x,Ｘ－９,K1\n", keepsGood: true)
      #expect(outcome.problems.map(\.line) == [2, 3, 4, 5])
      #expect(
        outcome.problems.map(\.wrong) == ["several have this title (T4, T5)"] + [String](repeating: "nothing has this code or title", count: 3))
      #expect(outcome.problems.map { $0.right.contains("X-9") } == [false, false, true, true], "\(outcome.problems)")
      let posts = try await test.take("posts", "staff_no,unit_code,valid_from,kind\n6,S2,2026-12-01,primary\n")
      #expect(posts.problems.map { $0.right.contains("006") } == [true], "\(posts.problems)")
    }
  }

  @Test func eachUnknownPredecessorIsOneProblem() async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take("units", "code,valid_from,name,kind,parent_code,succeeds\nS9,2026-12-01,新課,section,D1,S1;s2;S8\n")
      #expect(outcome.problems.map(\.line) == [2, 2] && outcome.problems.contains { $0.right.contains("S2") }, "\(outcome.problems)")
    }
  }

  @Test(arguments: [
    ("time", "adoption_code,month,gross_minutes\nP6,2126-10,10\nP8,2026-12,10\n"),
    ("usage", "staff_no,tool_code,month,days_used\n006,T1,2126-10,1\n006,T1,2026-12,1\n"),
    ("redirections", "adoption_code,month,category,minutes\nU1,2126-09,policy,1\nU1,2026-09,policy,1\n"),
  ]) func aMonthFarAheadIsRefused(kind: String, text: String) async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take(kind, text, keepsGood: true)
      #expect(outcome.problems.map(\.wrong) == ["the month is more than two years ahead"], "\(outcome.problems)")
      #expect(outcome.problems.map(\.line) == [2] && outcome.counts.created == 1)
    }
  }

  /// What breaks a rule of a unit above is the row that changed under it.
  @Test func aRuleOfAUnitNamesTheRowThatBreaksIt() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run(
        """
        select fixture.adopt('UD', 'D1', null, 'C3'); select fixture.time('UD', '2026-10-01', 52000, 5)
        """)
      let outcome = try await test.take("staff", "staff_no,name,left_on\n001,職員1,2026-09-30\n008,職員8,2026-09-30\n")
      #expect(!outcome.isWritten && outcome.problems.map(\.line) == [3], "\(outcome.problems)")
      let moved = try await test.take("posts", "staff_no,unit_code,valid_from,kind\n008,S3,2026-10-01,primary\n")
      #expect(moved.problems.map(\.line) == [2], "\(moved.problems)")
      let closed = try await test.take("units", "code,valid_from,valid_to,name,kind,parent_code\nS2,2024-04-01,2026-09-30,研修課,section,D1\n")
      #expect(closed.problems.allSatisfy { $0.line == 2 } && !closed.problems.isEmpty, "\(closed.problems)")
    }
  }

  /// An empty file, one of another kind and one without headings are three different mistakes.
  @Test(arguments: [
    ("staff", "", "the file is empty"), ("staff", "\n\n,,\n", "the file is empty"), ("staff", "1,2\n3,4\n", "no header row was found"),
    ("staff", "職員番号,所属コード,発令日,本務兼務\n006,S1,2026-10-01,本務\n", "this looks like a file of posts"),
    ("posts", "組織,,\n所属コード,適用開始日,所属名\nS1,2026-10-01,課\n", "this looks like a file of units"),
    ("time", "adoption_code,month,category,minutes\nU1,2026-10,policy,1\n", "this looks like a file of redirections"),
    ("time", "導入コード,対象月,利用者数,件数,企画・分析,事例名,導入先,前月件数\nU1,2026-10,3,1,1,a,b,1\n", "this looks like a file of sheets"),
  ]) func aFileThatIsNotOfItsKindSaysWhatItIs(kind: String, text: String, wrong: String) async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take(kind, text)
      #expect(outcome.problems.map(\.wrong) == [wrong], "\(outcome.problems)")
    }
  }

  /// Programs write an apostrophe before what a spreadsheet could take for a formula, also before a line break.
  @Test func anApostropheBeforeNothingIsNothing() async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take("tools", "code,name\n\"'\n\",道具\nT8,\"'\n \"\n")
      #expect(outcome.problems.map { "\($0.line) \($0.column) \($0.wrong)" } == ["2 code it is empty", "3 name it is empty"])
    }
  }

  @Test func aMisspeltHeadingIsOneProblem() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let outcome = try await test.take("staff", "stafff_no,name,フリガナ\n006,職員,\n")
      #expect(outcome.problems.map(\.column) == ["stafff_no"] && outcome.problems[0].right == "is staff_no meant?", "\(outcome.problems)")
      let unlike = try await test.take("staff", "staff_no,name,colour\n006,職員,\n")
      #expect(unlike.problems.count == 1 && unlike.problems[0].right.contains("former_name"), "\(unlike.problems)")
    }
  }

  /// A terminal holds a few of ten thousand; every line is named, and a problem of the file as a whole has none.
  @Test func theSameSentenceIsSaidAFewTimes() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let rows = (2...60).map { "T\($0),名,\($0 == 50 ? "試行" : "broken")\n" }.joined()
      let outcome = try await test.take("tools", "code,name,status\n" + rows + "T61,,試行\n")
      #expect(outcome.problems.count == 59)
      let lines = ProblemDigest(outcome.problems, language: .english).lines
      #expect(lines.count == 22 && lines[0].hasPrefix("2, status, broken, ") && lines[20].hasPrefix("61, name, "), "\(lines)")
      #expect(lines.last?.hasPrefix("and the same on 38 more lines (22-49, 51-60): status, not a word of this column") == true, "\(lines)")
      let whole = try test.job("tools", "/nowhere.csv")
      let absent = try await whole.run(in: test.database, as: Cast.officer) { _ in }
      #expect(absent.problems.map(\.description).first?.hasPrefix("the file can't be read") == true, "\(absent.problems)")
    }
  }

  /// A post that ends too early breaks a rule in every month since: one mistake, said a few times and counted.
  @Test func aChangeFarBackIsSaidAFewTimes() async throws {
    try await TestDatabase.with { test async throws in
      try await test.run("select fixture.time('P6', m::date, 10) from generate_series(date '2026-04-01', date '2026-10-01', interval '1 month') m")
      let outcome = try await test.take("staff", "staff_no,left_on\n006,2026-03-31\n")
      #expect(outcome.problems.count == 7 && outcome.problems.allSatisfy { $0.wrong.contains("no primary post") }, "\(outcome.problems)")
      let lines = ProblemDigest(outcome.problems, language: .english).lines
      #expect(lines.count == 6 && lines.last == "2, , , 2 more records break the same rule, the file of --problems has them all", "\(lines)")
    }
  }
}
