/// A decimal number as it was written, exact.
struct WrittenNumber {
  /// Of the digits before the point; nothing where they are too many for an `Int`. Negative numbers have a negative one.
  var whole: Int?
  /// The first two decimals, as hundredths from -99 to 99.
  var hundredths = 0
  /// Whether a decimal beyond the second isn't 0.
  var hasMoreDecimals = false

  /// `1234`, `-1,234.50`, `△１２`: a sign as people and spreadsheets write it, then digits with or without thousands commas, then decimals.
  init(_ utf8: UnsafeBufferPointer<UInt8>, otherwise fault: ValueFault) throws(ValueFault) {
    var scanner = try FormScanner(utf8, otherwise: fault)
    let sign = scanner.takeAny(of: ["-", "▲", "△", "+"])
    let factor = sign == nil || sign == "+" ? 1 : -1
    scanner.skipSpaces()
    whole = try WrittenNumber.digits(&scanner, factor: factor, otherwise: fault)
    if scanner.take(".") {
      guard let tenth = scanner.digit() else { throw fault }
      hundredths = factor * (tenth * 10 + (scanner.digit() ?? 0))
      while let digit = scanner.digit() { hasMoreDecimals = hasMoreDecimals || digit > 0 }
    }
    guard scanner.isAtEnd else { throw fault }
  }

  private static func digits(_ scanner: inout FormScanner, factor: Int, otherwise fault: ValueFault) throws(ValueFault) -> Int? {
    var value: Int? = 0
    var inGroup = 0
    var hasComma = false
    while true {
      if let digit = scanner.digit() {
        value = value.flatMap { $0.appending(digit * factor) }
        inGroup += 1
      } else if inGroup > 0, scanner.take(",") {
        guard hasComma ? inGroup == 3 : inGroup <= 3 else { throw .misplacedComma }
        hasComma = true
        inGroup = 0
      } else {
        break
      }
    }
    if hasComma, inGroup != 3 { throw .misplacedComma }
    guard inGroup > 0 else { throw fault }
    return value
  }
}

extension Int {
  /// This number with one more digit behind it, unless it grows too large.
  fileprivate func appending(_ digit: Int) -> Int? {
    let (shifted, overflow) = multipliedReportingOverflow(by: 10)
    let (sum, overflowOfSum) = shifted.addingReportingOverflow(digit)
    return overflow || overflowOfSum ? nil : sum
  }
}
