/// A date or a month as it was written, before the calendar has been asked.
struct WrittenDate {
  /// In the Gregorian calendar, whatever the era.
  var year: Int
  var month: Int
  /// Nothing where only a month was written.
  var day: Int?
  var era: Era?
  /// `2026.9`: a spreadsheet makes the same of October's `2026.10`.
  var isDecimalNumber = false

  init(_ utf8: UnsafeBufferPointer<UInt8>, otherwise fault: ValueFault) throws(ValueFault) {
    var scanner = try FormScanner(utf8, otherwise: fault)
    guard let written = WrittenDate.withoutSeparator(&scanner) ?? WrittenDate.abbreviated(&scanner) ?? WrittenDate.separated(&scanner) else { throw fault }
    self = written
    if scanner.isAtEnd { return }
    if day == nil { throw fault }
    guard try WrittenDate.takeMidnight(&scanner) else { throw fault }
  }

  private init(year: Int, month: Int, day: Int?, era: Era? = nil, isDecimalNumber: Bool = false) {
    self.year = year
    self.month = month
    self.day = day
    self.era = era
    self.isDecimalNumber = isDecimalNumber
  }

  /// `20261123`
  private static func withoutSeparator(_ scanner: inout FormScanner) -> WrittenDate? {
    var ahead = scanner
    guard let number = ahead.number(digits: 8...8) else { return nil }
    scanner = ahead
    return WrittenDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// `Sep-26`: what Excel, also the Japanese one, makes of a month typed or opened as `2026-09`.
  private static func abbreviated(_ scanner: inout FormScanner) -> WrittenDate? {
    if scanner.isAtDigit { return nil }
    var ahead = scanner
    guard let month = months.firstIndex(where: { ahead.take($0) }), ahead.take("-"), let year = ahead.number(digits: 2...2) else { return nil }
    scanner = ahead
    return WrittenDate(year: 2000 + year, month: month + 1, day: nil)
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `2026-09`, `2026/9/1`, `R8.11.23`, `令和元年 5月 1日`
  private static func separated(_ scanner: inout FormScanner) -> WrittenDate? {
    let era = scanner.era()
    scanner.skipSpaces()
    guard var year = era == nil ? scanner.number(digits: 4...4) : scanner.eraYear() else { return nil }
    year += era?.yearZero ?? 0
    if scanner.takeAfterSpaces("年") {
      scanner.skipSpaces()
      guard let month = scanner.number(digits: 1...2), scanner.takeAfterSpaces("月") else { return nil }
      if scanner.isAtEnd { return WrittenDate(year: year, month: month, day: nil, era: era) }
      scanner.skipSpaces()
      guard let day = scanner.number(digits: 1...2), scanner.takeAfterSpaces("日") else { return nil }
      return WrittenDate(year: year, month: month, day: day, era: era)
    }
    guard let separator = scanner.takeAny(of: ["-", "/", "."]), let month = scanner.number(digits: 1...2) else { return nil }
    guard scanner.take(separator) else {
      return WrittenDate(year: year, month: month, day: nil, era: era, isDecimalNumber: separator == "." && era == nil)
    }
    guard let day = scanner.number(digits: 1...2) else { return nil }
    return WrittenDate(year: year, month: month, day: day, era: era)
  }

  /// Excel's ` 0:00:00` behind a date. Another time of day is refused rather than cut off.
  private static func takeMidnight(_ scanner: inout FormScanner) throws(ValueFault) -> Bool {
    guard scanner.takeAny(of: [" ", "T"]) != nil else { return false }
    scanner.skipSpaces()
    guard let hour = scanner.number(digits: 1...2), scanner.take(":"), let minute = scanner.number(digits: 2...2) else { return false }
    var sum = hour + minute
    if scanner.take(":") {
      guard let second = scanner.number(digits: 2...2) else { return false }
      sum += second
    }
    guard scanner.isAtEnd else { return false }
    if sum > 0 { throw .timeOfDay }
    return true
  }
}

extension FormScanner {
  fileprivate mutating func takeAfterSpaces(_ scalar: Unicode.Scalar) -> Bool {
    var ahead = self
    ahead.skipSpaces()
    guard ahead.take(scalar) else { return false }
    self = ahead
    return true
  }

  fileprivate mutating func eraYear() -> Int? {
    if take("元") { return 1 }
    guard let year = number(digits: 1...2), year > 0 else { return nil }
    return year
  }

  /// 令和, R, r, or the one-character ㋿.
  fileprivate mutating func era() -> Era? {
    if isAtDigit { return nil }
    if let era = Era.allCases.first(where: { take($0.rawValue) }) { return era }
    switch takeAny(of: ["M", "m", "㍾", "T", "t", "㍽", "S", "s", "㍼", "H", "h", "㍻", "R", "r", "㋿"]) {
    case "M", "m", "㍾": return .meiji
    case "T", "t", "㍽": return .taisho
    case "S", "s", "㍼": return .showa
    case "H", "h", "㍻": return .heisei
    case "R", "r", "㋿": return .reiwa
    default: return nil
    }
  }
}
