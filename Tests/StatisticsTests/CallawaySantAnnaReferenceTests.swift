import Testing

@testable import Statistics

/// Every cell and aggregate as R's did 2.5.1 gives them, with their analytic standard errors.
@Suite struct CallawaySantAnnaReferenceTests {
  struct Options: Hashable, CustomTestStringConvertible {
    let set: String
    let control: String
    let method: String
    let covariates: String
    let base: String
    let anticipation: Int
    var testDescription: String { "\(set) \(control) \(method) \(covariates) \(base) \(anticipation)" }
  }

  static func rows() throws -> [Options: [[String: String]]] {
    var rows: [Options: [[String: String]]] = [:]
    for set in Reference.sets {
      for row in try Reference.table("\(set)_golden_Rdid251.csv") {
        let options = Options(
          set: set, control: row["control_group"] ?? "", method: row["est_method"] ?? "", covariates: row["xformla"] ?? "", base: row["base_period"] ?? "",
          anticipation: Int(row["anticipation"] ?? "") ?? -1)
        rows[options, default: []].append(row)
      }
    }
    return rows
  }

  static func estimator(_ options: Options) -> CallawaySantAnna {
    CallawaySantAnna(
      control: options.control == "nevertreated" ? .never : .notYet, base: options.base == "universal" ? .universal : .varying,
      anticipation: options.anticipation,
      adjustment: options.method == "dr" ? .doublyRobust : options.method == "ipw" ? .weighting : .regression)
  }

  static func target(_ row: [String: String]) throws -> Target? {
    let number = { (column: String) in try found(row[column].flatMap(Int.init), "\(column) of \(row)") }
    return switch row["kind"] {
    case "attgt": .cell(group: try number("g"), period: try number("t"))
    case "simple_overall": .simple
    case "dynamic": .event(try number("e"))
    case "dynamic_overall": .dynamic
    case "group": .group(try number("g"))
    case "group_overall": .groups
    case "calendar": .calendar(try number("t"))
    case "calendar_overall": .calendars
    default: nil
    }
  }

  @Test(arguments: try rows().keys.sorted { $0.testDescription < $1.testDescription })
  func meetsEveryNumber(options: Options) throws {
    let rows = try found(try Self.rows()[options])
    let result = Self.estimator(options).estimate(try Reference.panel(options.set, covariate: options.covariates == "~x"))
    var met = 0
    for row in rows {
      guard let target = try Self.target(row) else { continue }
      let (effect, error): (Double?, Double?)
      if case .cell(let group, let period) = target {
        let cell = result.cells.first { $0.group == group && $0.period == period }
        (effect, error) = (cell?.effect, cell?.analyticStandardError)
      } else {
        (effect, error) = (result.effect(of: target), result.analyticStandardError(of: target))
      }
      #expect(agree(try found(effect, "\(target)"), try Reference.number(row, "est"), 1e-8), "\(target)")
      if let expected = row["se_analytic"].flatMap(Double.init) {
        #expect(agree(try found(error, "\(target)"), expected, 1e-8), "\(target)")
      } else {
        #expect(error == nil, "\(target)")
      }
      #expect(row["n"].flatMap(Int.init) == result.units.count)
      met += 1
    }
    #expect(met == rows.count { $0["kind"] != "pretest_wald" } && result.cells.count == rows.count { $0["kind"] == "attgt" })
  }
}
