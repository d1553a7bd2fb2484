import Domain
import Foundation
import Sheets
import Statistics

/// Reading a panel's rows, with every problem of the file found in one pass.
extension PanelFile {
  struct Reading {
    private let columns: Columns
    private let language: Language
    private(set) var problems: [Problem] = []
    private var places: [String: Int] = [:]
    private var rows: [Observation] = []
    private var strata: [String: String] = [:]
    /// Whether the first period that was read is a month.
    private var hasMonths: Bool?
    private var headerLine = 0

    init(_ columns: Columns, _ language: Language) { (self.columns, self.language) = (columns, language) }

    var noHeader: Problem {
      Problem(
        line: 0,
        language.pair(
          ("見出しの行が見つかりません", "列 \(columns.names.joined(separator: "、")) の見出しを付けてください"),
          ("no row is a header", "give the columns the headings \(columns.names.joined(separator: ", "))")))
    }

    mutating func refuse(_ problem: Problem) { problems.append(problem) }

    /// Finds the columns, each of which has to be there once.
    mutating func find(_ table: SheetTable<SheetFileReader>) {
      headerLine = table.headerLine
      problems += table.headerFaults.map { $0.problem(column: "", in: language) }
      for name in Set(columns.names).sorted() {
        let found = table.columns(named: name)
        if let place = found.first, found.count == 1 {
          places[name] = place
        } else {
          let there = table.names.filter { !$0.isEmpty }.joined(separator: ", ")
          problem(
            table.headerLine, name, name,
            found.isEmpty
              ? language.pair(("この見出しの列がありません", "ある列は \(there) です"), ("there is no such column", "the columns are \(there)"))
              : language.pair(("この見出しの列が \(found.count) つあります", "一つだけにしてください"), ("\(found.count) columns have this heading", "leave one of them")))
        }
      }
    }

    mutating func take(_ row: SheetRow) {
      let before = problems.count
      problems += row.faults.map { $0.problem(column: "", in: language) }
      let unit = text(row, columns.unit)
      if unit.isEmpty {
        problem(row.line, columns.unit, "", language.pair(("所属がありません", "所属の名前かコードを入れてください"), ("there is no unit", "give its name or code")))
      }
      let period = period(row, columns.time)
      let firstTreated = start(row, columns.firstTreated)
      let outcome = number(row, columns.outcome)
      let covariates = columns.covariates.map { number(row, $0) }
      guard problems.count == before, let period else { return }
      if let stratum = columns.stratum {
        let name = text(row, stratum)
        if let other = strata[unit], other != name {
          problem(
            row.line, stratum, name,
            language.pair(("この所属の層はほかの行では \(other) です", "同じにしてください"), ("the unit's stratum is \(other) in other rows", "give it one")))
        }
        strata[unit] = name
      }
      rows.append(
        Observation(unit: unit, period: period, firstTreated: firstTreated, outcome: outcome, covariates: covariates, line: row.line))
    }

    func finish() throws(Refusal) -> PanelFile {
      guard problems.isEmpty else { throw Refusal(problems: problems) }
      do throws(PanelFault) {
        return PanelFile(panel: try Panel(rows), strata: strata, hasMonths: hasMonths ?? false)
      } catch {
        throw Refusal(problems: [describe(error)])
      }
    }

    private func text(_ row: SheetRow, _ column: String) -> String { places[HeaderName.folded(column)].map { HeaderName.folded(row.text($0)) } ?? "" }

    private mutating func problem(_ line: Int, _ column: String, _ value: String, _ wording: Wording) {
      problems.append(Problem(line: line, column: column, value: value, wording))
    }

    /// A number, or nothing where the cell is empty or says NA.
    private mutating func number(_ row: SheetRow, _ column: String) -> Double? {
      let text = text(row, column)
      if Self.missing.contains(text) { return nil }
      if let number = Double(text), number.isFinite, abs(number) < 1e150 { return number }
      problem(
        row.line, column, text,
        language.pair(("数ではありません", "12.5 のような数か、欠けていれば空にしてください"), ("not a number", "give a number like 12.5, or nothing where it is missing")))
      return nil
    }

    private mutating func period(_ row: SheetRow, _ column: String) -> Int? {
      let text = text(row, column)
      let whole = Double(text).flatMap(Int.init(exactly:)).flatMap { abs($0) < 1_000_000 ? $0 : nil }
      let month = whole == nil ? Month(text) : nil
      let number = whole ?? month.map { $0.year * 12 + $0.month - 1 }
      guard let number, (hasMonths ?? (month != nil)) == (month != nil) else {
        let right =
          hasMonths.map { $0 ? ("2026-10", "2026-10") : ("7", "7") } ?? ("7 か 2026-10", "7 or 2026-10")
        problem(
          row.line, column, text,
          language.pair(("時期ではありません", "ほかの行のように \(right.0) の形で書いてください"), ("not a period", "write it like \(right.1), as in the other rows")))
        return nil
      }
      hasMonths = hasMonths ?? (month != nil)
      return number
    }

    /// The first period under the scheme; nothing for never.
    private mutating func start(_ row: SheetRow, _ column: String) -> Int? {
      let text = text(row, column)
      return Self.missing.contains(text) || Self.never.contains(text.lowercased()) ? nil : period(row, column)
    }

    private static let missing: Set<String> = ["", "NA", "NaN", "nan", "null", "."]
    private static let never: Set<String> = ["0", "0.0", "inf", "never", "なし"]

    private func describe(_ fault: PanelFault) -> Problem {
      func written(_ period: Int) -> String { hasMonths == true ? PanelFile.month(period) : "\(period)" }
      switch fault {
      case .empty: return Problem(line: headerLine, language.pair(("見出しの下に行がありません", "行を入れてください"), ("there are no rows under the header", "give some")))
      case .onePeriod: return Problem(line: 0, language.pair(("時期が一つしかありません", "二つ以上が必要です"), ("there is only one period", "two are needed at least")))
      case .twice(let unit, let period, let line, let first):
        return Problem(
          line: line, column: columns.time, value: written(period),
          language.pair(("所属 \(unit) のこの時期は \(first) 行目にもあります", "一行だけにしてください"), ("unit \(unit) has this period in line \(first) too", "leave one of them")))
      case .firstTreatedChanges(let unit, let line):
        return Problem(
          line: line, column: columns.firstTreated,
          language.pair(
            ("所属 \(unit) の開始時期が行によって違います", "施策は始まったら続くものとし、どの行にも同じ開始時期を書いてください"),
            ("unit \(unit) has other starts in other rows", "a scheme stays once it has begun: write the same start in all its rows")))
      case .clusterChanges(let unit, let line):
        return Problem(
          line: line, language.pair(("所属 \(unit) の集まりが行によって違います", "同じにしてください"), ("unit \(unit) is in other clusters in other rows", "give it one")))
      case .covariatesDiffer(let line):
        return Problem(line: line, language.pair(("共変量の数が違います", "どの行も同じにしてください"), ("other rows have another number of covariates", "give all the same")))
      }
    }
  }
}
