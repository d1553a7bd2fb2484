/// Rows of CSV on their way out: RFC 4180 with LF line ends, UTF-8 without a byte order mark.
struct RowBuffer {
  private(set) var bytes: [UInt8] = []
  private var isRowStart = true

  init() {
    bytes.reserveCapacity(1 << 17)
  }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if isRowStart { isRowStart = false } else { bytes.append(0x2C) }
  }

  /// A cell of text, in quotes where a comma, a quote or a line break asks for them.
  mutating func text(_ value: String) {
    separate()
    guard value.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }) else {
      bytes.append(contentsOf: value.utf8)
      return
    }
    bytes.append(0x22)
    for byte in value.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  mutating func text(_ value: String?) {
    if let value { text(value) } else { empty() }
  }

  mutating func empty(_ count: Int = 1) {
    for _ in 0..<count { separate() }
  }

  mutating func number(_ value: Int) {
    separate()
    digits(value, width: 1)
  }

  mutating func number(_ value: Int?) {
    if let value { number(value) } else { empty() }
  }

  /// Hundredths as a decimal number with as many places as it needs.
  mutating func hundredths(_ value: Int) {
    number(value / 100)
    let rest = value % 100
    if rest == 0 { return }
    bytes.append(0x2E)
    if rest % 10 == 0 { digits(rest / 10, width: 1) } else { digits(rest, width: 2) }
  }

  /// A code of one letter and a number with leading zeros.
  mutating func code(_ letter: Character, _ value: Int, width: Int) {
    separate()
    bytes.append(contentsOf: String(letter).utf8)
    digits(value, width: width)
  }

  mutating func day(_ value: Day) {
    separate()
    let civil = value.civil
    digits(civil.year, width: 4)
    bytes.append(0x2D)
    digits(civil.month, width: 2)
    bytes.append(0x2D)
    digits(civil.day, width: 2)
  }

  mutating func day(_ value: Day?) {
    if let value { day(value) } else { empty() }
  }

  mutating func month(_ value: Month) {
    separate()
    digits(value.year, width: 4)
    bytes.append(0x2D)
    digits(value.month, width: 2)
  }

  mutating func staffNumber(_ value: StaffNumber) {
    separate()
    digits((value.authority + 1) * 1_000_000 + value.serial, width: 8)
  }

  mutating func endRow() {
    bytes.append(0x0A)
    isRowStart = true
  }

  private mutating func digits(_ value: Int, width: Int) {
    if value < 0 { bytes.append(0x2D) }
    var left = value.magnitude
    let start = bytes.count
    repeat {
      bytes.append(0x30 + UInt8(left % 10))
      left /= 10
    } while left > 0
    while bytes.count - start < width { bytes.append(0x30) }
    bytes[start...].reverse()
  }
}
