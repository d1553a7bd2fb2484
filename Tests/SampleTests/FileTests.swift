import Sample
import Testing

/// The bytes: the same every time, and well-formed.
@Suite struct FileTests {
  /// FNV-1a over all files.
  private func fingerprint(_ scale: Scale, seed: UInt64) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for file in SampleOrganisation(scale: scale, seed: seed, lastMonth: (2026, 10)).files {
      file.write { chunk in
        for byte in chunk { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      }
    }
    return hash
  }

  @Test(arguments: checkedScales) func twoRunsGiveTheSameBytes(scale: Scale) {
    #expect(fingerprint(scale, seed: 7) == fingerprint(scale, seed: 7))
  }

  @Test func anotherSeedGivesAnotherOrganisation() {
    #expect(fingerprint(.small, seed: 7) != fingerprint(.small, seed: 8))
  }

  @Test(arguments: checkedScales) func everyRowHasACellForEveryColumn(scale: Scale) {
    for file in Archive.of(scale).files {
      #expect(file.records.first == file.columns)
      #expect(file.records.allSatisfy { $0.count == file.columns.count }, "\(file.name)")
      #expect(file.records.count > 1, "\(file.name) has no rows")
    }
  }

  @Test(arguments: checkedScales) func noFileNameComesTwice(scale: Scale) {
    let names = Archive.of(scale).files.map(\.name)
    #expect(Set(names).count == names.count)
  }

  @Test(arguments: checkedScales) func noKeyComesTwice(scale: Scale) {
    let keys = [
      "units": ["code", "valid_from"], "staff": ["staff_no"], "posts": ["staff_no", "unit_code", "valid_from"], "leaves": ["staff_no", "valid_from"],
      "courses": ["code"], "training": ["staff_no", "course_code", "completed_on"], "tools": ["code"], "tasks": ["code"], "use-cases": ["code"],
      "measurements": ["code"], "adoptions": ["code"], "time": ["adoption_code", "month"], "redirections": ["adoption_code", "month", "category"],
      "usage": ["staff_no", "tool_code", "month"], "schemes": ["code"], "scheme-units": ["scheme_code", "unit_code", "starts_on"], "awards": ["code"],
      "indicator-definitions": ["code"], "indicators": ["indicator", "unit_code", "month"],
    ]
    let archive = Archive.of(scale)
    #expect(Set(archive.tables.keys) == Set(keys.keys))
    for (kind, columns) in keys {
      let rows = archive.rows(kind)
      #expect(Set(rows.map { row in columns.map { row[$0] } }).count == rows.count, "\(kind)")
      #expect(rows.allSatisfy { row in columns.allSatisfy { !row[$0].isEmpty } }, "\(kind)")
    }
  }

  @Test(arguments: [(2026, 10), (2024, 2), (2025, 3), (2025, 4), (2000, 0), (2000, 13), (Int.min, Int.max), (Int.max, Int.min)])
  func anyLastMonthGivesAnOrganisation(year: Int, month: Int) {
    var count = 0
    for file in SampleOrganisation(scale: .small, lastMonth: (year, month)).files where file.kind == "time" {
      file.write { count += $0.count }
    }
    #expect(count > 10_000)
  }

  @Test func anErrorOfTheReceiverEndsTheWriting() throws {
    struct Full: Error {}
    let file = try #require(SampleOrganisation(scale: .bureau, lastMonth: (2026, 10)).files.first { $0.kind == "time" })
    var chunks = 0
    #expect(throws: Full.self) {
      try file.write { _ in
        chunks += 1
        if chunks == 2 { throw Full() }
      }
    }
    #expect(chunks == 2)
  }
}
