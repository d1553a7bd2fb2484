import Domain
import Postgres
import Reports
import Secrets
import Store

/// The fields of a row: one a column, each with the control of its type and what would be right, as it was typed or as it is kept.
struct RecordForm {
  /// What the forms of all kinds may carry: columns, which row is meant and how it stood, by what a new one is known, and what comes next.
  static let body = Body.form(
    Array(Set(Kind.all.flatMap(\.columns).map(\.english) + [Column.reason.english, "key", "seen", "once", "then"])).sorted(), hasText: true)

  /// A longer list than this isn't offered to choose from.
  static let longestList = 300

  let visit: Visit
  let kind: Kind
  /// By the columns' English names.
  var values: [String: String]
  /// What can be meant, where that is few.
  let lists: [Reference: [(code: String, title: String)]]
  /// The row as it is kept; nil: a new one.
  let stored: [String?]?
  let titles: RecordTitles
  var problems: [Problem] = []
  /// Somebody else has changed the row: what stands there now is shown beside what was typed.
  var isBeside = false

  /// - Parameter row: as it is kept; for a new one what it begins with.
  static func lists(of kind: Kind, in language: Language, _ transaction: Transaction) async throws -> [Reference: [(code: String, title: String)]] {
    var lists: [Reference: [(code: String, title: String)]] = [:]
    // Named persons aren't offered: to see whom one doesn't look for is a look as well.
    for reference in Set(kind.columns.compactMap(\.reference)) where ![.staff, .adoptions].contains(reference) {
      lists[reference] = try await transaction.choices(of: reference, limit: longestList, in: language)
    }
    return lists
  }

  static func values(of row: [String?], _ kind: Kind) -> [String: String] {
    Dictionary(uniqueKeysWithValues: zip(kind.columns, row).map { ($0.english, $1 ?? "") })
  }

  /// The columns that are typed: of a row that is kept all but those of its key.
  private var columns: [Column] { kind.columns.filter { stored == nil || !$0.isKey } }

  var html: HTML {
    let firstFault = columns.first { problem(of: $0) != nil }?.english
    return "\(columns.enumerated().map { place, column in field(column, firstFault: firstFault, isFirst: place == 0 && problems.isEmpty && !isBeside) })"
  }

  /// What is wrong, with a way to each field.
  var summary: HTML {
    guard !problems.isEmpty else { return "" }
    let lines: [HTML] = problems.map { problem in
      guard let column = columns.first(where: { $0.english == problem.column }) else {
        return "<li>\(problem.wrong)\(visit.say("。", ": "))\(problem.right)</li>"
      }
      return "<li><a href=\"#\(column.english)\">\(column.title(visit.language))</a>: \(problem.wrong)</li>"
    }
    return """
      <div class="faults" role="alert"><p>\(visit.say("登録されていません。次を直してください。", "Nothing was written. Mend these:"))</p>
      <ul>\(lines)</ul></div>
      """
  }

  private func problem(of column: Column) -> String? {
    let all = problems.filter { $0.column == column.english }
    return all.isEmpty ? nil : all.map { visit.say("\($0.wrong)。\($0.right)", "\($0.wrong): \($0.right)") }.joined(separator: " ")
  }

  private func field(_ column: Column, firstFault: String?, isFirst: Bool) -> HTML {
    Field(
      visit: visit, name: column.english, label: column.title(visit.language), help: help(column), isRequired: column.isRequired,
      value: values[column.english] ?? "", problem: problem(of: column), isFirstFault: column.english == firstFault, isFirst: isFirst, control: control(column)
    ).html
  }

  private func control(_ column: Column) -> Field.Control {
    let none = (value: "", label: visit.say("（空欄）", "(empty)"))
    let typed = values[column.english] ?? ""
    switch column.value {
    // What isn't one of the words stays to be seen, as a line.
    case .choice(let choices) where typed.isEmpty || choices.contains { $0.english == typed }:
      return .choice([none] + choices.map { ($0.english, visit.say($0.japanese, $0.english.replacing("_", with: " "))) })
    case .yesNo where ["", "yes", "no"].contains(typed): return .choice([none, ("yes", visit.say("はい", "yes")), ("no", visit.say("いいえ", "no"))])
    case .reference(let reference): return .line((lists[reference] ?? []).map { ($0.code, $0.title) })
    case .text where typed.contains("\n") || ["output", "rewards", "reason"].contains(column.english): return .text(rows: 3)
    case .whole, .hundredths, .decimal: return .number(unit: "")
    default: return .line([])
    }
  }

  /// What is right here, and what stands there now.
  private func help(_ column: Column) -> String? {
    let now = stored.flatMap { row in zip(kind.columns, row).first { $0.0.english == column.english } }.map { titles.words($0.1, of: column, visit) } ?? ""
    let typed = values[column.english] ?? ""
    let isOther = isBeside && stored.map { Self.values(of: $0, kind)[column.english] ?? "" } != typed
    let beside = isOther ? visit.say("いま登録されている値: \(now.isEmpty ? "（空欄）" : now)", "Now kept: \(now.isEmpty ? "(empty)" : now)") : nil
    let named = !isOther && !typed.isEmpty ? titles.title(typed, of: column).flatMap { $0 == typed ? nil : $0 } : nil
    return [beside, named, right(column)].compactMap { $0 }.joined(separator: visit.say("　", " · ")).nonEmpty
  }

  private func right(_ column: Column) -> String? {
    switch column.value {
    case .day: visit.say("令和8年11月23日、R8.11.23、2026/11/23、2026-11-23 のどれでも", "2026-11-23 or 2026/11/23")
    case .month: visit.say("令和8年9月、2026/9、2026-09 のどれでも", "2026-09 or 2026/9")
    case .whole(let range): visit.say("\(range.lowerBound) から \(range.upperBound) までの整数", "a whole number from \(range.lowerBound) to \(range.upperBound)")
    case .hundredths: visit.say("小数は 2 桁まで", "up to two decimals")
    case .reference(.staff): visit.say("職員番号（先頭の 0 も）", "a staff number, with its leading zeros")
    case .reference: visit.say("コード、またはただ一つの名称", "a code, or a name that only one has")
    case .references: visit.say("コードを ; で区切って", "codes with ; between them")
    case .grades: visit.say("全員、なし、または職層を ; で区切って", "all, none, or grades with ; between them")
    case .code where column.isKey && stored == nil: visit.say("登録した後は変えられません。", "It can't be changed afterwards.")
    default: nil
    }
  }
}

extension String {
  /// nil for nothing.
  var nonEmpty: String? { isEmpty ? nil : self }
}
