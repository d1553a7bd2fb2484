import Foundation
import Testing

@testable import Statistics

/// Panels with numbers that other software found for them.
enum Reference {
  /// The folder of further data, which isn't part of the project; tests that need it run where it is.
  static let folder = ProcessInfo.processInfo.environment["TEDORI_REFERENCE_DATA"].map { URL(filePath: $0) }

  /// Data sets that are there.
  static let sets = ["synN10_seed1"] + (folder == nil ? [] : ["mpdta"])

  static func url(_ name: String) throws -> URL {
    if name.hasPrefix("synN10_seed1"), let own = Bundle.module.url(forResource: "reference/\(name)", withExtension: nil) { return own }
    return try found(folder).appending(path: name)
  }

  /// Rows by the names of their columns.
  static func table(_ name: String) throws -> [[String: String]] {
    let lines = String(decoding: try Data(contentsOf: url(name)), as: UTF8.self).split(whereSeparator: \.isNewline)
    // Fields in quotes have no quotes within.
    func fields(_ line: Substring) -> [String] {
      line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().reduce(into: [""]) { fields, part in
        if part.offset % 2 == 1 {
          fields[fields.count - 1] += part.element
        } else {
          let pieces = part.element.split(separator: ",", omittingEmptySubsequences: false)
          fields[fields.count - 1] += pieces.first ?? ""
          fields += pieces.dropFirst().map(String.init)
        }
      }
    }
    let names = fields(try found(lines.first))
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, fields($0))) }
  }

  static func number(_ row: [String: String], _ column: String) throws -> Double { try found(row[column].flatMap(Double.init), "\(column) of \(row)") }

  /// The panel of a data set; with its covariate where that is asked for.
  static func panel(_ name: String, covariate: Bool = false) throws -> Panel {
    try Panel(
      try table("\(name)_data.csv").map { row in
        let first = try found(row["g"].flatMap(Int.init))
        return Observation(
          unit: try found(row["id"]), period: try found(row["time"].flatMap(Int.init)), firstTreated: first == 0 ? nil : first,
          outcome: try number(row, "y"), covariates: covariate ? [try number(row, "x")] : [])
      })
  }
}

/// Whether two numbers agree, relatively where they are large.
func agree(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance * max(1, abs(a), abs(b)) }

/// A value that has to be there; the macro can't stand within another.
func found<Value>(_ value: Value?, _ what: @autoclosure () -> String = "") throws -> Value { try #require(value, "\(what())") }
