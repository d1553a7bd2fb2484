import Domain
import Reports
import Store
import TestSupport
import Testing

/// What becomes of whole files: kept in part, refused together, unreadable.
@Suite(.timeLimit(.minutes(2))) struct ImportTests {
  /// A row refused by the account takes those with it that break the rule together with it, and no others.
  @Test func whatIsRefusedTogetherIsKeptOut() async throws {
    try await TestDatabase.with { test async throws in
      let text = """
        adoption_code,month,users,gross_minutes
        P6,2026-10,,6000
        P8,2026-10,,50
        P6b,2026-10,,6000
        U1,2026-10,3,70
        P6,2026-11,,10
        """
      let outcome = try await test.take("time", text, keepsGood: true)
      #expect(outcome.isWritten)
      #expect(outcome.problems.map(\.line) == [2, 4])
      #expect(outcome.problems.allSatisfy { $0.wrong.contains("12000") && $0.wrong.contains("10296") })
      #expect((outcome.counts.created, outcome.counts.refused) == (3, 2))
      #expect(
        try await test.texts("select a.code from time_records t join adoptions a on a.id = t.adoption_id where month >= '2026-10-01' order by 1") == [
          "P6", "P8", "U1",
        ])
    }
  }

  /// Refusing one group can break the next rule: it goes on until what is left stands.
  @Test func refusalsFollowOneAnother() async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take(
        "redirections", "adoption_code,month,category,minutes\nU1,2026-09,policy,300\nU1,2026-09,quality,300\nP6,2026-09,policy,1\nU1,2026-08,policy,1\n",
        keepsGood: true)
      #expect(outcome.problems.map(\.line) == [2, 3, 4, 5])
      #expect(try await test.number("select count(*) from redirections") == 0)
    }
  }

  @Test func everyReasonIsSaid() async throws {
    try await TestDatabase.with { test async throws in
      let outcome = try await test.take(
        "posts", "staff_no,unit_code,valid_from,kind,share_percent,grade\n999,XX,2026-02-30,both,101,社長\n006,S2,2027-01-01,concurrent,,\n")
      #expect(!outcome.isWritten)
      let first = outcome.problems.filter { $0.line == 2 }
      #expect(Set(first.map(\.column)).isSuperset(of: ["staff_no", "unit_code", "valid_from", "kind", "share_percent", "grade"]), "\(first)")
      #expect(first.allSatisfy { !$0.value.isEmpty && !$0.wrong.isEmpty && !$0.right.isEmpty })
      #expect(outcome.problems.contains { $0.line == 3 && $0.column == "share_percent" }, "\(outcome.problems)")
    }
  }

  @Test func theProblemsFileIsMendedAndImported() async throws {
    try await TestDatabase.with { test async throws in
      try await Scratch.with { folder async throws in
        let path = try folder.file("課の道具一覧,\r\nツールコード,ツール名,状態,理由\r\nN1,一,試行,\r\nN2,\"二\r\n行\",不明,=式\r\nN3,,承認,\r\n")
        let job = try test.job("tools", path, keepsGood: true)
        let outcome = try await job.run(in: test.database, as: Cast.officer) { _ in }
        #expect((outcome.counts.created, outcome.counts.refused) == (1, 2))
        let bytes = Bytes()
        try job.writeProblems(outcome) { bytes.append($0) }
        let text = bytes.text
        #expect(text.contains("ツールコード,ツール名,状態,理由,problem"), "\(text)")
        #expect(!text.contains("N1,"))
        let mended = text.replacing("不明", with: "試行").replacing("N3,,", with: "N3,三,")
        let again = try await test.take("tools", mended)
        #expect(again.problems == [] && again.counts.created == 2, "\(again.problems)")
        #expect(try await test.texts("select name from tools where code like 'N%' order by code") == ["一", "二\n行", "三"])
      }
    }
  }

  /// Rows that refer to rows of the same file, forwards and backwards, over several steps.
  @Test func selfReferencesComeInAnyOrder() async throws {
    let rows = ["D,C", "B,A", "E,D", "A,", "C,B"]
    var dice = Dice(seed: 81)
    for _ in 1...3 {
      let shuffled = rows.shuffled(using: &dice)
      try await TestDatabase.with { test async throws in
        let adoptions = "code,copied_from,unit_code,use_case_code,started_on\n" + shuffled.map { "\($0),S2,C3,2026-04-01\n" }.joined()
        #expect(try await test.take("adoptions", adoptions).counts.created == 5)
        let staff = "staff_no,previous_no,name,left_on\n" + shuffled.map { "\($0),職員,\(2010 + ($0.first == "E" ? 9 : 0))-03-31\n" }.joined()
        #expect(try await test.take("staff", staff).problems == [])
        #expect(try await test.number("select count(distinct person_id) from staff where staff_no in ('A', 'B', 'C', 'D', 'E')") == 1)
        #expect(
          try await test.texts("select a.code || b.code from adoptions a join adoptions b on b.id = a.copied_from_id order by 1") == ["BA", "CB", "DC", "ED"])
      }
    }
  }

  @Test func whatRefersToARefusedRowIsRefused() async throws {
    try await TestDatabase.with { test async throws in
      let text = "code,copied_from,unit_code,use_case_code,started_on\nA,B,S2,C3,2026-04-01\nB,C,S2,C3,2026-04-01\nC,,S2,none,2026-04-01\nD,,S2,C3,2026-04-01\n"
      let outcome = try await test.take("adoptions", text, keepsGood: true)
      #expect((outcome.counts.created, outcome.counts.refused) == (1, 3), "\(outcome.problems)")
      #expect(Set(outcome.problems.map(\.line)) == [2, 3, 4])
    }
  }

  @Test func anAbsentRequiredColumnIsNamedForNewRowsOnly() async throws {
    try await TestDatabase.with { test async throws in
      #expect(try await test.take("tools", "code,vendor\nT1,某社\n").counts.updated == 1)
      let outcome = try await test.take("tools", "code,vendor\nT1,別社\nT9,某社\n")
      #expect(outcome.problems.map(\.line) == [3] && outcome.problems.map(\.column) == ["name"], "\(outcome.problems)")
      #expect(try await test.texts("select vendor from tools where code = 'T1'") == ["某社"])
    }
  }

  /// Each is refused as a whole, with a sentence, and nothing is written.
  @Test(arguments: [
    "code,name,colour\nT9,x,red\n", "code,name,name\nT9,x,y\n", "name\nx\n", "T9,x\nT8,y\n", "", "\n\n", "code,name,ツール名\nT9,x,y\n", "code;name\n",
    "code,name\n\"T9,x\n",
  ]) func aHeaderOrFileThatIsWrongIsSaid(text: String) async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let outcome = try await test.take("tools", text, keepsGood: true)
      #expect(!outcome.problems.isEmpty && !outcome.isWritten)
      #expect(outcome.problems.allSatisfy { !$0.wrong.isEmpty && !$0.right.isEmpty })
      #expect(try await test.number("select count(*) from tools") == 0)
    }
  }

  @Test func aWrongEncodingIsSaidWithItsPlace() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let header = Array("code,name\nT1,one\n".utf8)
      // 髙 in CP932, which is no UTF-8, and half a letter of either.
      let claimed = try await test.take("tools", bytes: header + Array("T2,".utf8) + [0xFB, 0xFC, 0x0A], encoding: .utf8)
      #expect(!claimed.isWritten && claimed.problems.contains { $0.line == 3 }, "\(claimed.problems)")
      #expect(try await test.take("tools", bytes: header + Array("T2,".utf8) + [0xFB, 0xFC, 0x0A]).counts.created == 2)
      #expect(try await test.texts("select name from tools where code = 'T2'") == ["髙"])
      let broken = try await test.take("tools", bytes: header + Array("T3,".utf8) + [0xE3, 0x81, 0x0A], encoding: .utf8)
      #expect(!broken.isWritten && broken.problems.contains { $0.line == 3 }, "\(broken.problems)")
      let empty = try await test.take("tools", bytes: header + Array("T4,a".utf8) + [0] + Array("b\n".utf8))
      #expect(!empty.isWritten && empty.problems.contains { $0.line == 3 }, "\(empty.problems)")
    }
  }

  /// A file that is wrong from end to end is read to its end and refused, with as many problems as a person can use.
  @Test func aFileOfFaultyRowsIsRefused() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let text = "code,name,status\n" + (1...110_000).map { "T\($0),,broken\n" }.joined()
      let outcome = try await test.take("tools", text)
      #expect(!outcome.isWritten)
      #expect(outcome.problems.count >= 1_000)
      #expect(outcome.problems.prefix(2).map(\.line) == [2, 2])
      #expect(outcome.counts.refused == 110_000 && outcome.counts.created == 0, "\(outcome.counts)")
      #expect(try await test.number("select count(*) from tools") == 0)
    }
  }

  @Test func theReasonStandsInTheTrail() async throws {
    try await TestDatabase.with { test async throws in
      try await test.take("time", "adoption_code,month,gross_minutes,reason\nP6,2026-10,10,計測の誤り\nP8,2026-10,10,\n")
      #expect(
        try await test.texts(
          "select jsonb_build_array(c.actor, r.reason) from audit_rows r join changes c on c.id = r.change_id where r.after ->> 'gross_minutes' = '10' order by 1"
        )
          == [#"["hanae", null]"#, #"["hanae", "計測の誤り"]"#])
    }
  }
}

/// Bytes that a closure gathers.
final class Bytes: @unchecked Sendable {
  private(set) var bytes: [UInt8] = []
  func append(_ more: [UInt8]) { bytes += more }
  var text: String { String(decoding: bytes, as: UTF8.self) }
}
