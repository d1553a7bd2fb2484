import Sheets
import TestSupport
import Testing

@Suite("Texts that would run as formulas")
struct FormulaGuardTests {
  @Test(
    "a beginning that a spreadsheet could take for a formula gets an apostrophe",
    arguments: [
      "=1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\t", "\r", "\nx", " =1", "\u{3000}=1", "\u{A0}-", "\u{FEFF}=1", " \t=1", "'=1", "'''@", "' =1", "\t'x",
    ])
  func dangerous(text: String) {
    #expect(FormulaGuard.guarded(text) == "'" + text)
    #expect(FormulaGuard.unguarded("'" + text) == text)
  }

  @Test("other texts stay as they are", arguments: ["", "'", "''", "a=1", "'a", "1-2", " a", "ー", "・x", "𠮷", "\u{3000}", "（-1）", "\"=1\"", "▲1", "−1"])
  func harmless(text: String) {
    #expect(FormulaGuard.guarded(text) == text)
    #expect(FormulaGuard.unguarded(text) == text)
  }

  @Test("taking off the apostrophe gives back every text, and no two texts are written alike")
  func bijection() {
    let alphabet: [Character] = ["'", "'", "=", "+", "-", "@", "＝", " ", "\u{3000}", "\t", "\r", "\n", "\r\n", "a", "髙", "\"", ",", "𠮷", "\u{E0100}", "\0"]
    var generator = Dice(seed: 20_261_123)
    var written: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<20_000 {
      let text = String((0..<Int.random(in: 0...5, using: &generator)).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
      let guarded = FormulaGuard.guarded(text)
      #expect(Array(FormulaGuard.unguarded(guarded).utf8) == Array(text.utf8))
      #expect(Array(FormulaGuard.unguarded(Array(guarded.utf8)[...])) == Array(text.utf8))
      let other = written.updateValue(Array(text.utf8), forKey: Array(guarded.utf8))
      #expect(other == nil || other == Array(text.utf8))
      #expect(FormulaGuard.guarded(guarded) == (guarded == text ? text : "'" + guarded))
    }
    #expect(written.count > 5_000)
  }
}
