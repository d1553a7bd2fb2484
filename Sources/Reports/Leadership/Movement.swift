/// By how much a bureau's freed time has changed since the month before; known of bureaus whose time is published in both.
public struct Movement: Sendable {
  public let unit: UnitName
  /// Minutes.
  public let freed: Int
  public let before: Int
  public var change: Int { freed - before }

  /// All that are known, the largest rise first and the largest fall last; bureaus that stay as they were are left out.
  static func all(from before: [Bureau], to now: [Bureau]) -> [Movement] {
    let earlier = Dictionary(before.map { ($0.unit.code, $0.figures) }) { first, _ in first }
    let known: [Movement] = now.compactMap { bureau in
      guard let figures = earlier[bureau.unit.code], !figures.withheld.contains("freed"), !bureau.figures.withheld.contains("freed") else { return nil }
      return Movement(unit: bureau.unit, freed: bureau.figures.account.freed, before: figures.account.freed)
    }
    return known.filter { $0.change != 0 }.sorted { ($0.change, $1.unit.code) > ($1.change, $0.unit.code) }
  }
}
