import Domain
import Testing

@Suite("Numbers as people and spreadsheets write them")
struct ValuesNumberTests {
  @Test(
    "whole numbers",
    arguments: [
      ("0", 0), ("12", 12), ("007", 7), ("1,234", 1234), ("12,345,678", 12_345_678), ("１２", 12), ("１，２３４", 1234), ("-5", -5), ("－５", -5), ("−5", -5),
      ("▲5", -5), ("△1,234", -1234),
      ("△ 12", -12), ("+5", 5), ("12.0", 12), ("12.00", 12), ("1,234.0", 1234), (" 12\u{3000}", 12), ("-0", 0), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min),
      ("999999999999999999", 999_999_999_999_999_999),
    ])
  func wholeNumbers(text: String, expected: Int) throws {
    #expect(try WholeNumber.parse(text) == expected)
    #expect(try WholeNumber.parse(utf8: Array(text.utf8)[...]) == expected)
    #expect(try Hundredths.parse(text.count < 15 ? text : "0").count == (text.count < 15 ? expected * 100 : 0))
  }

  @Test(
    "what is no whole number is refused with what would be right",
    arguments: [
      ("", ValueFault.empty), (" ", .empty), ("x", .notAWholeNumber), ("12x", .notAWholeNumber), ("1 2", .notAWholeNumber), ("--5", .notAWholeNumber),
      ("-", .notAWholeNumber),
      ("1.", .notAWholeNumber), (".5", .notAWholeNumber), ("1.2E+06", .notAWholeNumber), ("0x10", .notAWholeNumber), ("٣", .notAWholeNumber),
      ("12.5", .fraction), ("12.001", .fraction),
      ("1,23", .misplacedComma), ("1234,567", .misplacedComma), ("1,2345", .misplacedComma), (",123", .notAWholeNumber), ("1,,234", .misplacedComma),
      ("123,", .misplacedComma),
      ("9223372036854775808", .outside(Int.min...Int.max)), ("-9223372036854775809", .outside(Int.min...Int.max)),
      (String(repeating: "9", count: 150), .outside(Int.min...Int.max)),
      (String(repeating: "9", count: 5_000), .notAWholeNumber), ("1.0.0", .notAWholeNumber),
    ])
  func refusedWholeNumbers(text: String, expected: ValueFault) {
    #expect(fault { () throws(ValueFault) in try WholeNumber.parse(text) } == expected)
  }

  @Test("a whole number keeps to its bounds")
  func bounds() throws {
    #expect(try WholeNumber.parse("100", in: 0...100) == 100)
    #expect(fault { () throws(ValueFault) in try WholeNumber.parse("101", in: 0...100) } == .outside(0...100))
    #expect(fault { () throws(ValueFault) in try WholeNumber.parse("-1", in: 0...100) } == .outside(0...100))
    #expect(fault { () throws(ValueFault) in try WholeNumber.parse("99999999999999999999", in: 0...100) } == .outside(0...100))
  }

  @Test(
    "numbers with decimals are exact",
    arguments: [
      ("12.5", 1250, "12.5"), ("12.50", 1250, "12.5"), ("12", 1200, "12"), ("0.1", 10, "0.1"), ("0.01", 1, "0.01"), ("-0.05", -5, "-0.05"),
      ("1,234.5", 123_450, "1234.5"),
      ("１２．５", 1250, "12.5"), ("▲0.5", -50, "-0.5"), ("12.500", 1250, "12.5"), ("0", 0, "0"), ("-0.0", 0, "0"),
      ("92233720368547758.07", Int.max, "92233720368547758.07"),
      ("-92233720368547758.08", Int.min, "-92233720368547758.08"), ("9999999999999.99", 999_999_999_999_999, "9999999999999.99"),
    ])
  func hundredths(text: String, count: Int, description: String) throws {
    let number = try Hundredths.parse(text)
    #expect(number == Hundredths(count: count))
    #expect(number.description == description)
    #expect(try Hundredths.parse(description) == number)
    #expect(try Hundredths.parse(utf8: Array(text.utf8)[...]) == number)
  }

  @Test(
    "what is no number with at most two decimals is refused with what would be right",
    arguments: [
      ("", ValueFault.empty), ("12.", .notANumber), (".5", .notANumber), ("12.5.1", .notANumber), ("1e3", .notANumber), ("NaN", .notANumber),
      ("12.501", .moreThanTwoDecimals),
      ("12.300000000000001", .moreThanTwoDecimals), ("1,2.5", .misplacedComma), ("92233720368547758.08", .outside(Hundredths.wholeRange)),
      ("99999999999999999999", .outside(Hundredths.wholeRange)),
    ])
  func refusedHundredths(text: String, expected: ValueFault) {
    #expect(fault { () throws(ValueFault) in try Hundredths.parse(text) } == expected)
  }

  @Test("hundredths are ordered")
  func order() {
    #expect(Hundredths(count: -1) < Hundredths(count: 0))
  }
}
