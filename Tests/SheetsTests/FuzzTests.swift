import TestSupport
import Testing

@testable import Sheets

@Suite("Hostile files")
struct FuzzTests {
  private static let seeds: [[UInt8]] = [
    Array("code,name,month\r\nA1,髙橋　一郎,2026-09\r\nA2,\"a\r\nb,\"\"c\"\"\",令和8年9月\r\n,,\r\n".utf8),
    [0xEF, 0xBB, 0xBF] + Array("表題\n\ncode\tname\n１\t＝1\n".utf8),
    [0x83, 0x52, 0x81, 0x5B, 0x83, 0x68, 0x2C, 0xFB, 0xFC, 0x0D, 0x0A, 0x22, 0x87, 0x40, 0x22, 0x2C, 0xB1, 0x0D, 0x0A],
    [],
  ]

  /// The bytes that mean something, which chance alone would seldom hit.
  private static let special: [UInt8] = [
    0, 0x09, 0x0A, 0x0D, 0x22, 0x2C, 0x27, 0x3D, 0x5C, 0x80, 0x81, 0xA0, 0xA1, 0xBB, 0xE3, 0xED, 0xEF, 0xF0, 0xFC, 0xFE, 0xFF,
  ]

  @Test("twenty thousand mutated files are read to their end or refused with a line")
  func mutations() throws {
    var generator = Dice(seed: 170_000)
    let limits = CSVLimits(fileBytes: 400, cellBytes: 20, columns: 5)
    var outcomes: [Bool: Int] = [:]
    for _ in 0..<20_000 {
      let bytes = mutate(&generator)
      let choice = [SheetEncodingChoice.auto, .utf8, .cp932][Int.random(in: 0..<3, using: &generator)]
      do throws(SheetError) {
        let small = try Sheet(bytes, encoding: choice, limits: limits, pieceSize: 1 + Int.random(in: 0..<9, using: &generator))
        let whole = try Sheet(bytes, encoding: choice, limits: limits, pieceSize: 4096)
        check(small, bytes, limits)
        // Where the pieces are cut makes no difference.
        #expect(small.rows.map(\.texts) == whole.rows.map(\.texts))
        #expect(small.rows.map(\.faults) == whole.rows.map(\.faults))
        outcomes[true, default: 0] += 1
      } catch {
        #expect((1...(bytes.count { $0 == 0x0A } + 1)).contains(error.line))
        outcomes[false, default: 0] += 1
      }
    }
    // Both kinds have to be well represented, or the mutations test nothing.
    #expect(outcomes[true, default: 0] > 5_000)
    #expect(outcomes[false, default: 0] > 2_000)
  }

  private func check(_ sheet: Sheet, _ bytes: [UInt8], _ limits: CSVLimits) {
    #expect(sheet.rows.map(\.line) == Array(1..<(sheet.rows.count + 1)))
    #expect(sheet.reader.bytesRead == bytes.count)
    for row in sheet.rows {
      #expect(row.count <= limits.columns)
      #expect(row.utf8.withUnsafeBufferPointer(UTF8Check.firstMalformed) == nil)
      #expect(row.faults.allSatisfy { $0.line == row.line && $0.column <= limits.columns })
    }
  }

  private func mutate(_ generator: inout Dice) -> [UInt8] {
    var bytes = FuzzTests.seeds[Int.random(in: 0..<FuzzTests.seeds.count, using: &generator)]
    for _ in 0..<Int.random(in: 0...6, using: &generator) {
      let place = Int.random(in: 0...bytes.count, using: &generator)
      let byte =
        Bool.random(using: &generator)
        ? UInt8.random(in: .min ... .max, using: &generator) : FuzzTests.special[Int.random(in: 0..<FuzzTests.special.count, using: &generator)]
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(byte, at: place)
      case 1: if place < bytes.count { bytes[place] = byte }
      case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 0...8, using: &generator), bytes.count))
      default: bytes.insert(contentsOf: bytes[place..<min(place + Int.random(in: 0...60, using: &generator), bytes.count)], at: place)
      }
    }
    return bytes
  }
}
