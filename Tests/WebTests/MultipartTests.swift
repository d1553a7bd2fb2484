import TestSupport
import Testing

@testable import Web

/// Forms with files, however they are cut into pieces.
@Suite struct MultipartTests {
  static let form =
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n値\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b.csv\"\r\nContent-Type: x\r\n\r\n1\r\n--\r\n--bx\r2\r\n--b--\r\n"

  static func read(_ text: String, piece: Int) throws -> [String] {
    var form = try #require(Multipart(type: "multipart/form-data; boundary=\"b\""))
    var told: [String] = []
    var bytes: [UInt8] = []
    let all = Array(text.utf8)
    for start in stride(from: 0, to: all.count, by: piece) {
      try form.feed(all[start..<min(start + piece, all.count)]) { event in
        switch event {
        case .field(let name, let value): told.append("\(name)=\(value)")
        case .file(let name, let fileName): told.append("\(name): \(fileName)")
        case .bytes(let more): bytes += more
        }
      }
    }
    return told + [String(decoding: bytes, as: UTF8.self), "\(form.isAtEnd)"]
  }

  @Test(arguments: [1, 2, 3, 7, 50, 1_000]) func piecesMakeNoDifference(piece: Int) throws {
    // A line that only begins like a delimiter belongs to the file.
    let text = Self.form.replacing("--bx", with: "-bx")
    #expect(try Self.read(text, piece: piece) == ["a=値", "file: a \"b.csv", "1\r\n--\r\n-bx\r2", "true"])
  }

  @Test func whatIsNoFormIsRefused() throws {
    #expect(Multipart(type: "text/plain") == nil)
    #expect(Multipart(type: "multipart/form-data") == nil)
    for text in [
      "--bx\r\n", "--b\r\nx: y\r\n\r\nz\r\n--b--", "--b\r\n" + String(repeating: "x", count: 9_000),
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" + String(repeating: "x", count: 20_000),
    ] {
      #expect(throws: Fault.self, "\(text.prefix(20))") { try Self.read(text, piece: 100) }
    }
    #expect(try Self.read("nothing", piece: 3).last == "false")
  }

  @Test(arguments: [
    ("C:\\dir\\a.csv", "a.csv"), ("../../x", "x"), ("a\u{202E}b\u{0}c\n.csv", "abc.csv"), ("/", ""),
    (String(repeating: "あ", count: 300), String(repeating: "あ", count: 200)),
  ])
  func namesAreClean(given: String, clean: String) { #expect(UploadedFile.clean(given) == clean) }
}
