import Testing

@testable import Sheets

@Suite("Encodings of CSV")
struct EncodingTests {
  /// 髙,① in CP932.
  private static let cp932: [UInt8] = [0xFB, 0xFC, 0x2C, 0x87, 0x40]

  @Test("the encoding is found out from the bytes")
  func detection() throws {
    let sheet = try Sheet(EncodingTests.cp932)
    #expect(sheet.reader.encoding == .cp932)
    #expect(sheet.rows.map(\.texts) == [["髙", "①"]])
    #expect(try Sheet("髙,①").reader.encoding == .utf8)
    #expect(try Sheet("a,b").reader.encoding == .utf8)
    // A character cut off by the end of the file is not UTF-8.
    #expect(try Sheet([0xE9, 0xAB]).reader.encoding == .cp932)
    // Overlong, a surrogate, and beyond Unicode.
    for bytes in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xE0, 0x80, 0x80]] as [[UInt8]] {
      #expect(try Sheet(bytes).reader.encoding == .cp932)
    }
  }

  @Test("the user's word is taken, but a byte order mark is certain")
  func choice() throws {
    #expect(try Sheet(Array("abc".utf8), encoding: .cp932).reader.encoding == .cp932)
    #expect(try Sheet(EncodingTests.cp932, encoding: .utf8).rows[0].faults.map(\.column) == [0, 1])
    let marked = try Sheet([0xEF, 0xBB, 0xBF] + Array("髙,b".utf8), encoding: .cp932)
    #expect(marked.reader.encoding == .utf8)
    #expect(marked.rows.map(\.texts) == [["髙", "b"]])
  }

  @Test("a damaged place doesn't make a UTF-8 file CP932")
  func damaged() throws {
    let bytes = Array(String(repeating: "総務局,人事部\n", count: 10).utf8) + [0x61, 0xE7, 0x2C, 0x62, 0x0A]
    let sheet = try Sheet(bytes)
    #expect(sheet.reader.encoding == .utf8)
    #expect(sheet.rows[10].texts == ["a\u{FFFD}", "b"])
    #expect(sheet.rows.flatMap(\.faults) == [CellFault(line: 11, column: 0, kind: .undecodable(offset: 1, hex: "E7"))])
    #expect(sheet.rows[9].texts == ["総務局", "人事部"])
  }

  @Test("text in CP932 is never taken for damaged UTF-8")
  func ordinary() throws {
    let texts = ["ﾃｽﾄﾃﾞｰﾀ,ｶﾅ", "生活文化スポーツ局,総務部", "髙橋　一郎,瀧﨑", "令和８年１１月２３日,対象月", "琺瑯,彁,龍,熙", "纊,褜,鍈,銈"]
    for text in texts {
      let bytes = text.unicodeScalars.flatMap { scalar -> [UInt8] in
        guard let code = CP932.code(scalar) else { return [] }
        return code > 0xFF ? [UInt8(code >> 8), UInt8(code & 0xFF)] : [UInt8(code)]
      }
      let sheet = try Sheet(bytes)
      #expect(sheet.reader.encoding == .cp932)
      #expect(sheet.rows.map(\.texts) == [text.split(separator: ",").map(String.init)])
    }
  }

  @Test(
    "bytes that mean nothing in CP932 are named, and what follows is read",
    arguments: [
      // A lead byte before a separator, before a quote's end, at the end, before an ASCII letter; a pair without a character; bytes of no use at all.
      ([0x61, 0x82, 0x2C, 0x62], ["a\u{FFFD}", "b"], 0, 1, "82"), ([0x22, 0x81, 0x22, 0x2C, 0x62], ["\u{FFFD}", "b"], 0, 0, "81"),
      ([0x62, 0x2C, 0x83], ["b", "\u{FFFD}"], 1, 0, "83"),
      ([0x85, 0x41, 0x2C, 0x62], ["\u{FFFD}A", "b"], 0, 0, "85"), ([0x85, 0x9F, 0x2C, 0x62], ["\u{FFFD}", "b"], 0, 0, "85 9F"),
      ([0x80, 0xA0, 0x2C, 0x62], ["\u{FFFD}\u{FFFD}", "b"], 0, 0, "80"),
      ([0x82, 0xA0, 0xFF, 0x2C, 0x62], ["あ\u{FFFD}", "b"], 0, 2, "FF"),
    ] as [([UInt8], [String], Int, Int, String)])
  func undecodable(bytes: [UInt8], texts: [String], column: Int, offset: Int, hex: String) throws {
    let row = try #require(try Sheet(bytes, encoding: .cp932).rows.first)
    #expect(row.texts == texts)
    #expect(row.faults == [CellFault(line: 1, column: column, kind: .undecodable(offset: offset, hex: hex))])
  }

  @Test("a trail byte that looks like a backslash or a bar is part of its character")
  func trailBytes() throws {
    #expect(try Sheet([0x95, 0x5C, 0x2C, 0x83, 0x7C], encoding: .cp932).rows.map(\.texts) == [["表", "ポ"]])
  }
}
