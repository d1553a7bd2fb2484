import Glibc

/// The text that a cell with a number shows.
struct NumberCell {
  /// Whether days are counted from 1904, as on old Macintoshes.
  let isFrom1904: Bool

  /// The text of a number as it stands in the file; nothing where that is none.
  func text(_ written: [UInt8], as format: CellFormat) -> [UInt8]? {
    if format == .general, NumberCell.isPlain(written) { return written }
    let word = String(decoding: written, as: UTF8.self)
    guard let number = Double(word), number.isFinite else { return nil }
    switch format {
    case .general: return Array(NumberCell.decimal(number).utf8)
    case .percent: return Array((NumberCell.decimal(number * 100) + "%").utf8)
    case .padded(let digits):
      let decimal = NumberCell.decimal(number)
      guard number >= 0, !decimal.contains(".") else { return Array(decimal.utf8) }
      return Array((String(repeating: "0", count: max(0, digits - decimal.utf8.count)) + decimal).utf8)
    case .day, .month, .time: return Array((moment(number, format) ?? NumberCell.decimal(number)).utf8)
    }
  }

  /// Digits with an optional sign before and decimals behind them, short enough to be exact.
  private static func isPlain(_ written: [UInt8]) -> Bool {
    guard (1...15).contains(written.count) else { return false }
    let digits = written.first == UInt8(ascii: "-") ? written.dropFirst() : written[...]
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// With 15 digits, as spreadsheets show it: the file has two more, which tell 0.3 from 0.30000000000000004.
  static func decimal(_ number: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 64)
    _ = withVaList([number]) { vsnprintf(&buffer, buffer.count, "%.14e", $0) }
    let written = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let parts = written.split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]), abs(exponent) <= 40 else { return written }
    let sign = parts[0].hasPrefix("-") ? "-" : ""
    var digits = parts[0].filter { $0 != "-" && $0 != "." }
    // The point stands behind so many of the digits.
    let point = exponent + 1
    if point <= 0 { digits = String(repeating: "0", count: 1 - point) + digits }
    if digits.count < point { digits += String(repeating: "0", count: point - digits.count) }
    let whole = digits.prefix(max(point, 1))
    let rest = digits.dropFirst(max(point, 1)).reversed().drop { $0 == "0" }.reversed()
    let text = rest.isEmpty ? String(whole) : "\(whole).\(String(rest))"
    return text.allSatisfy { $0 == "0" } ? "0" : sign + text
  }

  /// A day, a month or a time from the days since the beginning of the count; nothing where it lies outside of what spreadsheets count.
  private func moment(_ number: Double, _ format: CellFormat) -> String? {
    guard number >= 0, number < 2_958_466 else { return nil }
    var days = Int(number)
    var seconds = Int(((number - Double(days)) * 86_400).rounded())
    if seconds == 86_400 { (days, seconds) = (days + 1, 0) }
    let time = "\(NumberCell.two(seconds / 3_600)):\(NumberCell.two(seconds / 60 % 60))" + (seconds % 60 == 0 ? "" : ":\(NumberCell.two(seconds % 60))")
    switch format {
    case .day(let hasTime):
      guard let day = day(days) else { return nil }
      return hasTime && seconds > 0 ? "\(day) \(time)" : day
    case .month: return day(days).map { String($0.prefix(7)) }
    default: return days == 0 ? time : "\(days * 24 + seconds / 3_600):\(NumberCell.two(seconds / 60 % 60))"
    }
  }

  private func day(_ serial: Int) -> String? {
    if isFrom1904 { return NumberCell.date(daysFrom1970: serial - 24_107) }
    // The count from 1900 has a 29 February that never was.
    if serial == 60 { return "1900-02-29" }
    return serial == 0 ? nil : NumberCell.date(daysFrom1970: serial - (serial < 60 ? 25_568 : 25_569))
  }

  /// The Gregorian date of a day, by eras of 400 years that begin on 1 March.
  private static func date(daysFrom1970 days: Int) -> String {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = String(yearOfEra + era * 400 + (month <= 2 ? 1 : 0))
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return String(repeating: "0", count: max(0, 4 - year.utf8.count)) + "\(year)-\(two(month))-\(two(day))"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
