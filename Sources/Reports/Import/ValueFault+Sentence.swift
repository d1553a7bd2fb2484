import Domain

/// What is wrong with a cell, and what would be right, as sentences in both languages.
extension ValueFault {
  /// What is wrong with a cell of this column and what would be right.
  func sentence(for column: Column, in language: Language) -> Wording {
    switch self {
    case .empty: language.pair(("空欄です", "値を入れてください"), ("it is empty", "give a value"))
    case .notAMonth: language.pair(("月として読めません", "2026-09 や 令和8年9月 のように書いてください"), ("not a month", "write it like 2026-09 or 令和8年9月"))
    case .notADay: language.pair(("日付として読めません", "2026-11-23 や 令和8年11月23日 のように書いてください"), ("not a date", "write it like 2026-11-23 or 令和8年11月23日"))
    case .noSuchMonth(let month): language.pair(("\(month)月はありません", "1〜12 の月にしてください"), ("there is no month \(month)", "give a month from 1 to 12"))
    case .noSuchDay(let day, let last): language.pair(("その月に\(day)日はありません", "その月の末日は \(last) です"), ("that month has no day \(day)", "its last day is \(last)"))
    case .outsideEra(_, let first, let last):
      language.pair(
        ("元号の期間の外です", "\(first) から \(last?.description ?? "") までの日にしてください"), ("outside the era", "it runs from \(first) to \(last?.description ?? "now")"))
    case .timeOfDay: language.pair(("時刻が付いています", "日付だけにしてください"), ("it has a time of day", "give the date alone"))
    case .dayWithinMonth(let month): language.pair(("日まで書かれています", "\(month) のように月だけにしてください"), ("it is a day", "give the month alone, like \(month)"))
    case .notAWholeNumber: language.pair(("整数として読めません", "1234 や 1,234 のように書いてください"), ("not a whole number", "write it like 1234 or 1,234"))
    case .notANumber: language.pair(("数として読めません", "12.5 のように書いてください"), ("not a number", "write it like 12.5"))
    case .misplacedComma: language.pair(("桁区切りの位置が違います", "3桁ごとにするか、取ってください"), ("a comma is in the wrong place", "leave the commas out"))
    case .fraction: language.pair(("小数です", "整数にしてください"), ("it has a fraction", "give a whole number"))
    case .moreThanTwoDecimals: language.pair(("小数が3桁以上あります", "小数2桁までにしてください"), ("it has more than two decimals", "give at most two"))
    case .outside(let range):
      language.pair(
        ("範囲の外です", "\(range.lowerBound) から \(range.upperBound) までの数にしてください"),
        ("it is out of range", "give a number from \(range.lowerBound) to \(range.upperBound)"))
    case .neitherYesNorNo: language.pair(("はい・いいえのどちらでもありません", "yes か no を入れてください"), ("neither yes nor no", "give yes or no"))
    case .controlCharacter(let scalar):
      language.pair(
        ("制御文字 U+\(String(scalar.value, radix: 16)) が入っています", "その文字を取ってください"),
        ("it has the control character U+\(String(scalar.value, radix: 16))", "take it out"))
    case .moreThanOneLine: language.pair(("改行が入っています", "1行にしてください"), ("it has a line break", "give it on one line"))
    case .notOneOf: oneOf(column, in: language)
    }
  }

  private func oneOf(_ column: Column, in language: Language) -> Wording {
    guard case .choice(let choices) = column.value else { return language.pair(("知らない語です", "確認してください"), ("not a word of this column", "check it")) }
    return language.pair(
      ("この列の語ではありません", choices.map { $0.english == $0.japanese ? $0.english : "\($0.english) \($0.japanese)" }.joined(separator: "、") + " のどれかにしてください"),
      (
        "not a word of this column",
        "give one of " + choices.map { $0.english == $0.japanese ? $0.english : "\($0.english) (\($0.japanese))" }.joined(separator: ", ")
      ))
  }
}
