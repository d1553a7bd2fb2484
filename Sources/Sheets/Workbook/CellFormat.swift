/// How a spreadsheet shows a number, as far as that says what the number is.
enum CellFormat: Equatable {
  case general
  /// With zeros before it up to so many digits: 00123.
  case padded(Int)
  case percent
  /// A day; with its time of day where that is shown.
  case day(hasTime: Bool)
  /// A year and a month without a day.
  case month
  /// Hours and minutes, of a day or added up.
  case time

  /// The format with a code, as `yyyy/m/d` or `[$-411]ggge"年"m"月"d"日"`.
  init(code: String) {
    let signs = CellFormat.signs(of: code)
    let letters = Set(signs.filter(\.isLetter))
    if signs.count > 1, signs.allSatisfy({ $0 == "0" }) {
      self = .padded(signs.count)
    } else if signs.contains("%") {
      self = .percent
    } else if signs == "general" {
      self = .general
    } else if letters.contains("d") {
      self = .day(hasTime: !letters.isDisjoint(with: ["h", "s"]))
    } else if letters.contains("y") || letters.contains("e") && !signs.contains("e+") && !signs.contains("e-") {
      self = .month
    } else if !letters.isDisjoint(with: ["h", "s"]) {
      self = .time
    } else {
      self = letters == ["m"] ? .month : .general
    }
  }

  /// A format that has no code in the file: those every program knows by their numbers (ECMA-376, 18.8.30), with Japan's.
  init(number: Int) {
    switch number {
    case 9, 10: self = .percent
    case 14...16, 27...31, 35, 36, 50, 51, 53, 54, 56...58: self = .day(hasTime: false)
    case 22: self = .day(hasTime: true)
    case 17, 34, 52, 55: self = .month
    case 18...21, 32, 33, 45...47: self = .time
    default: self = .general
    }
  }

  /// The first section without what only stands there as it is: quoted words, escaped signs, colours, currencies and places.
  private static func signs(of code: String) -> String {
    var signs = ""
    var isQuoted = false
    var isBracketed = false
    var bracketed = ""
    var skips = false
    for sign in code.lowercased() {
      if skips {
        skips = false
      } else if isQuoted {
        isQuoted = sign != "\""
      } else if isBracketed {
        isBracketed = sign != "]"
        // Hours, minutes or seconds added up stand in brackets too.
        if isBracketed { bracketed.append(sign) } else if Set(bracketed).isSubset(of: ["h", "m", "s"]) { signs += bracketed.isEmpty ? "" : "h" }
      } else {
        switch sign {
        case "\"": isQuoted = true
        case "[": (isBracketed, bracketed) = (true, "")
        case "\\", "_", "*": skips = true
        case ";": return signs
        default: signs.append(sign)
        }
      }
    }
    return signs
  }
}
