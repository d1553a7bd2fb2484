import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// A row in a request: one flat JSON object (RFC 8259), read strictly, as the cells of a file's row.
///
/// A field that isn't known, or is there twice, is refused; numbers stay the text that they are, so that none is too large to be looked at.
struct JSONBody {
  private var bytes: ArraySlice<UInt8>
  private let count: Int

  static func cells(of call: Call<some RoleAudience>, kind: Kind) async throws -> (cells: [String: String], bytes: [UInt8]) {
    let limit = Body.row(kind, isWhole: true).limit
    var bytes: [UInt8] = []
    for try await chunk in call.body {
      bytes += chunk.readableBytesView
      guard bytes.count <= limit else { throw Fault(.contentTooLarge, "本文は \(limit) バイトまでです", "the body may have \(limit) bytes") }
    }
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Fault(.badRequest, "UTF-8 ではありません", "it isn't UTF-8") }
    var reader = JSONBody(bytes: bytes[...], count: bytes.count)
    var cells: [String: String] = [:]
    for (name, value) in try reader.object() {
      guard let column = (kind.columns + [.reason]).first(where: { $0.english == name }) else {
        let known = kind.columns.map(\.english).joined(separator: ", ")
        throw Fault.field(name, "この項目はありません。項目は \(known), reason です", "there is no such field; the fields are \(known), reason")
      }
      let cell = Self.cleaned(try value.cell(of: column), of: column)
      if cell.utf8.contains(0) { throw Fault.field(name, "NUL 文字は使えません", "a NUL character can't be used") }
      guard cells.updateValue(cell, forKey: name) == nil else { throw Fault.field(name, "2 回あります", "it is there twice") }
    }
    return (cells, bytes)
  }

  /// A code as a file's is read, so that what is looked for is what will be written; one that can't be is left to the reading of the row, which says why.
  private static func cleaned(_ cell: String, of column: Column) -> String {
    switch column.value {
    case .code, .reference: do { return try CodeText.parse(cell) } catch { return cell }
    default: return cell
    }
  }

  enum Value {
    case null, string(String), number(String), boolean(Bool), strings([String])

    /// As a file has it, where the type is the column's.
    func cell(of column: Column) throws -> String {
      switch (self, column.value) {
      case (.null, _): return ""
      case (.string(let text), .text), (.string(let text), .code), (.string(let text), .day), (.string(let text), .month), (.string(let text), .choice),
        (.string(let text), .reference):
        return text
      case (.number(let text), .whole), (.number(let text), .hundredths), (.number(let text), .decimal): return text
      case (.boolean(let isTrue), .yesNo): return isTrue ? "yes" : "no"
      case (.strings(let texts), .references), (.strings(let texts), .grades): return texts.joined(separator: ";")
      default: throw Fault.field(column.english, .unprocessableContent, "型が違います", "it has the wrong type")
      }
    }
  }

  private mutating func object() throws -> [(String, Value)] {
    var members: [(String, Value)] = []
    skip()
    try expect("{")
    skip()
    if bytes.first == UInt8(ascii: "}") {
      bytes.removeFirst()
    } else {
      repeat {
        skip()
        let name = try string()
        skip()
        try expect(":")
        members.append((name, try value()))
        skip()
      } while take(",")
      try expect("}")
    }
    skip()
    guard bytes.isEmpty else { throw fault() }
    return members
  }

  private mutating func value() throws -> Value {
    skip()
    switch bytes.first {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "["):
      bytes.removeFirst()
      var texts: [String] = []
      skip()
      if take("]") { return .strings([]) }
      repeat {
        skip()
        texts.append(try string())
        skip()
      } while take(",")
      try expect("]")
      return .strings(texts)
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    default: return .number(try number())
    }
  }

  private mutating func word(_ word: String, _ value: Value) throws -> Value {
    guard bytes.starts(with: word.utf8) else { throw fault() }
    bytes.removeFirst(word.utf8.count)
    return value
  }

  private mutating func number() throws -> String {
    let text = String(decoding: bytes.prefix { "+-.0123456789eE".utf8.contains($0) }, as: UTF8.self)
    guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/) != nil, text.utf8.count <= 100 else { throw fault() }
    bytes.removeFirst(text.utf8.count)
    return text
  }

  private mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case 0..<0x20: throw fault()
      case UInt8(ascii: "\\"): text += try escaped()
      default: text.append(byte)
      }
    }
    throw fault()
  }

  private mutating func escaped() throws -> [UInt8] {
    switch bytes.popFirst() {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      let first = try unit()
      guard 0xD800..<0xE000 ~= first else { return try utf8(first) }
      guard first < 0xDC00, take("\\"), take("u") else { throw fault() }
      let second = try unit()
      guard 0xDC00..<0xE000 ~= second else { throw fault() }
      return try utf8(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    case let byte? where "\"\\/".utf8.contains(byte): return [byte]
    default: throw fault()
    }
  }

  private func utf8(_ number: UInt32) throws -> [UInt8] {
    guard let scalar = Unicode.Scalar(number) else { throw fault() }
    return Array(String(Character(scalar)).utf8)
  }

  private mutating func unit() throws -> UInt32 {
    let digits = String(decoding: bytes.prefix(4), as: UTF8.self)
    guard digits.wholeMatch(of: /[0-9a-fA-F]{4}/) != nil, let unit = UInt32(digits, radix: 16) else { throw fault() }
    bytes.removeFirst(4)
    return unit
  }

  private mutating func skip() { bytes = bytes.drop { " \t\r\n".utf8.contains($0) } }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws {
    guard take(character) else { throw fault() }
  }

  private func fault() -> Fault {
    let place = count - bytes.count
    return Fault(
      .badRequest, "\(place) バイト目あたりが、文字列・数・真偽・null・文字列の並びだけの JSON のオブジェクトではありません",
      "around byte \(place) it isn't a JSON object of strings, numbers, true, false, null and arrays of strings only")
  }
}
