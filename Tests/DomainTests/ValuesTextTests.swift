import Domain
import Testing

@Suite("Texts, codes and answers as people and spreadsheets write them")
struct ValuesTextTests {
  @Test(
    "texts are trimmed, and nothing else is changed",
    arguments: [
      ("", ""), (" \u{3000}\u{A0}\u{FEFF}\t\r\n", ""), ("abc", "abc"), (" abc ", "abc"), ("\u{3000}髙橋　一郎\u{3000}", "髙橋　一郎"), ("\u{FEFF}﨑\u{200B}", "﨑"),
      ("①Ⅳ㈱ｶﾞ", "①Ⅳ㈱ｶﾞ"),
      ("葛\u{E0100}飾", "葛\u{E0100}飾"), ("𠮷野家", "𠮷野家"), ("か\u{3099}", "か\u{3099}"), ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\r\n\r\nb", "a\n\nb"), ("\r\na\r\n", "a"),
      ("a\tb", "a\tb"),
      ("👨‍👩‍👧", "👨‍👩‍👧"), ("２０％ルール", "２０％ルール"), ("x", "x"),
    ])
  func cleanTexts(text: String, expected: String) throws {
    let clean = try CleanText.parse(text)
    #expect(Array(clean.unicodeScalars) == Array(expected.unicodeScalars))
    #expect(try CleanText.parse(clean) == clean)
    #expect(try CleanText.parse(utf8: Array(text.utf8)[...]) == clean)
  }

  @Test(
    "control characters are refused by name", arguments: ["\0", "\u{1}", "\u{1B}", "\u{7F}", "\u{85}", "\u{202E}", "\u{2066}", "\u{B}"] as [Unicode.Scalar])
  func controlCharacters(scalar: Unicode.Scalar) {
    #expect(fault { () throws(ValueFault) in try CleanText.parse("a\(scalar)b") } == .controlCharacter(scalar))
    #expect(fault { () throws(ValueFault) in try CodeText.parse("課\(scalar)係") } == .controlCharacter(scalar))
  }

  @Test(
    "codes keep leading zeros and lose full width",
    arguments: [
      ("00123", "00123"), (" ００１２３ ", "00123"), ("Ａｂ－１＿ｚ", "Ab-1_z"), ("A−1", "A-1"), ("A‐1", "A-1"), ("データ", "データ"), ("局横断・２０％ルール", "局横断・20％ルール"), ("", ""),
      ("総務 課", "総務 課"),
    ])
  func codes(text: String, expected: String) throws {
    #expect(try CodeText.parse(text) == expected)
    #expect(try CodeText.parse(utf8: Array(text.utf8)[...]) == expected)
  }

  @Test("a code is on one line")
  func codeLines() {
    #expect(fault { () throws(ValueFault) in try CodeText.parse("A\nB") } == .moreThanOneLine)
    #expect(fault { () throws(ValueFault) in try CodeText.parse("A\r\nB") } == .moreThanOneLine)
    #expect(fault { () throws(ValueFault) in try CodeText.parse("A\tB") } == .controlCharacter("\t"))
  }

  @Test("every yes", arguments: ["yes", "YES", "y", "true", "TRUE", "1", "１", "はい", "有", "○", "◯", "〇", " ｙｅｓ　"])
  func yes(text: String) throws {
    #expect(try YesNo.parse(text))
    #expect(try YesNo.parse(utf8: Array(text.utf8)[...]))
  }

  @Test("every no", arguments: ["no", "N", "false", "0", "０", "いいえ", "無", "×", "✕"])
  func no(text: String) throws {
    #expect(try !YesNo.parse(text))
    #expect(try !YesNo.parse(utf8: Array(text.utf8)[...]))
  }

  @Test("a word of the column's own means yes only where the caller says so")
  func ownWord() throws {
    #expect(try YesNo.parse("取消", alsoYes: "取消"))
    #expect(fault { () throws(ValueFault) in try YesNo.parse("取消") } == .neitherYesNorNo)
    #expect(fault { () throws(ValueFault) in try YesNo.parse("2") } == .neitherYesNorNo)
    #expect(fault { () throws(ValueFault) in try YesNo.parse("") } == .empty)
    #expect(fault { () throws(ValueFault) in try YesNo.parse(String(repeating: "y", count: 1000)) } == .neitherYesNorNo)
  }
}
