/// All units of all years, and who was whose parent in each fiscal year.
///
/// Units change on 1 April only, so a year's tree holds for each of its months and days.
struct UnitTree: Sendable {
  let units: [Unit]
  /// By year and unit: the parent, `top` for an authority, `absent` when the unit is not in force.
  private let parents: [Int32]
  private let bureaus: [Int32]
  private static let top: Int32 = -1
  private static let absent: Int32 = -2

  init(units: [Unit], timeline: Timeline) {
    self.units = units
    var parents = [Int32](repeating: UnitTree.absent, count: timeline.aprils.count * units.count)
    var bureaus = parents
    for (year, april) in timeline.aprils.enumerated() {
      let base = year * units.count
      for (index, unit) in units.enumerated() where unit.begins <= april && unit.lastDay ?? .never >= april {
        guard let version = unit.versions.last(where: { $0.from <= april }) else { continue }
        parents[base + index] = version.parent.map { Int32($0) } ?? UnitTree.top
      }
      for index in units.indices where parents[base + index] != UnitTree.absent {
        var climb = Int32(index)
        while climb >= 0, units[Int(climb)].kind != .bureau { climb = parents[base + Int(climb)] }
        bureaus[base + index] = climb
      }
    }
    self.parents = parents
    self.bureaus = bureaus
  }

  func isInForce(_ unit: Int, year: Int) -> Bool { parents[year * units.count + unit] != UnitTree.absent }

  func parent(of unit: Int, year: Int) -> Int? {
    let parent = parents[year * units.count + unit]
    return parent >= 0 ? Int(parent) : nil
  }

  /// The bureau a unit lies in, or is.
  func bureau(of unit: Int, year: Int) -> Int? {
    let bureau = bureaus[year * units.count + unit]
    return bureau >= 0 ? Int(bureau) : nil
  }

  /// The section a unit lies in, or is.
  func section(of unit: Int, year: Int) -> Int? {
    switch units[unit].kind {
    case .section: unit
    case .team: parent(of: unit, year: year)
    default: nil
    }
  }
}
