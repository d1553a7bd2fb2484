import TestSupport
import Testing

@testable import Web

/// Small pieces of the service by themselves.
@Suite struct TextTests {
  @Test func whatIsPutIntoAPageIsEscaped() {
    let name = #"<script>alert("x & 'y'")</script>"#
    let page: HTML = "<p title=\"\(name)\">\(name)</p>\(["<b>" as HTML, "</b>"])\(HTML.when(false, "no"))"
    let escaped = "&lt;script&gt;alert(&quot;x &amp; &#39;y&#39;&quot;)&lt;/script&gt;"
    #expect(page.text == "<p title=\"\(escaped)\">\(escaped)</p><b></b>")
    // By scalars: a combining mark must not hide a bracket.
    #expect(("\("<\u{301}")" as HTML).text == "&lt;\u{301}")
  }

  @Test(arguments: [("a%20b", "a b"), ("%E9%9D%92", "青"), ("a+b", "a+b"), ("", "")]) func percentIsTakenApart(text: String, decoded: String) throws {
    #expect(try Percent.decode(text, plusIsSpace: false, place: "x") == decoded)
    #expect(try Percent.decode(Percent.encode(decoded), plusIsSpace: true, place: "x") == decoded)
  }

  @Test(arguments: ["%", "%2", "%zz", "%ff", "%C3%28", "%00", "%ED%A0%80", "%F4%90%80%80"]) func whatIsNoTextIsRefused(text: String) {
    #expect(throws: Fault.self) { try Percent.decode(text, plusIsSpace: false, place: "x") }
  }

  @Test func aFormBelongsToItsPathAndSession() throws {
    let key = [UInt8](repeating: 7, count: 32)
    let other = [UInt8](repeating: 8, count: 32)
    #expect(FormSignature.make(path: "/a", key: key) != FormSignature.make(path: "/b", key: key))
    #expect(FormSignature.make(path: "/a", key: key) != FormSignature.make(path: "/a", key: other))
  }

  @Test func whatDoesNotGetSmallerStaysAsItIs() {
    #expect(Gzip.compress([1, 2, 3]) == nil)
    #expect(Gzip.compress([UInt8](repeating: 65, count: 100_000)).map { $0.count < 1_000 } == true)
  }
}
