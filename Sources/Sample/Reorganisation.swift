/// The reorganisation of one 1 April (組織改正): sections and divisions get new names, sections are renamed under a new code, split, merged, or moved.
///
/// Teams keep their codes and go with their section. What ends names its successors, so that seats and adoptions can follow.
struct Reorganisation {
  private var units: [Unit]
  private let day: Day
  private var dice: Dice
  /// Sections not yet touched this year, in random order: each changes once at most.
  private var untouched: [Int]

  /// The units after the reorganisation.
  static func apply(to units: [Unit], on day: Day, year: Int, seed: UInt64) -> [Unit] {
    var reorganisation = Reorganisation(units: units, day: day, dice: Dice(seed, .reorganisation, year))
    reorganisation.carryOut()
    return reorganisation.units
  }

  private init(units: [Unit], day: Day, dice: Dice) {
    self.units = units
    self.day = day
    self.dice = dice
    untouched = units.indices.filter { units[$0].kind == .section && units[$0].lastDay == nil }
    self.dice.shuffle(&untouched)
  }

  private mutating func carryOut() {
    let share = max(1, untouched.count / 250)
    for _ in 0..<share {
      splitOne()
      mergeTwo()
      moveOne()
      recodeOne()
      renameOne()
    }
    renameDivision()
  }

  private mutating func splitOne() {
    guard let old = untouched.popLast() else { return }
    let version = units[old].current
    let stem = String(version.name.dropLast())
    let new = [("第一課", "I"), ("第二課", "II")].map { suffix, english in
      units.add(.section, stem + suffix, "\(version.englishName) \(english)", parent: version.parent, from: day, succeeding: [old])
    }
    end(old, successors: new)
  }

  private mutating func mergeTwo() {
    guard let place = untouched.indices.last(where: { partner(of: $0) != nil }), let other = partner(of: place) else { return }
    let pair = [untouched[place], untouched[other]]
    untouched.remove(at: max(place, other))
    untouched.remove(at: min(place, other))
    let first = units[pair[0]].current
    let second = units[pair[1]].current
    let new = units.add(
      .section, String(first.name.dropLast()) + "・" + second.name, "\(first.englishName) and \(second.englishName)", parent: first.parent, from: day,
      succeeding: pair)
    for old in pair { end(old, successors: [new]) }
  }

  /// Another untouched section of the same division.
  private func partner(of place: Int) -> Int? {
    let parent = units[untouched[place]].current.parent
    // A name made of two names is long enough.
    guard !units[untouched[place]].current.name.contains("・") else { return nil }
    return untouched.indices.first { $0 != place && units[untouched[$0]].current.parent == parent && !units[untouched[$0]].current.name.contains("・") }
  }

  private mutating func moveOne() {
    guard let section = untouched.popLast(), let division = units[section].current.parent, let bureau = units[division].current.parent else { return }
    let elsewhere = units.indices.filter { index in
      guard units[index].kind == .division, let home = units[index].current.parent else { return false }
      return home != bureau && units[home].current.parent == units[bureau].current.parent
    }
    guard !elsewhere.isEmpty else { return }
    let version = units[section].current
    units[section].versions.append(Unit.Version(from: day, name: version.name, englishName: version.englishName, parent: dice.pick(elsewhere)))
  }

  /// A section that gets a new name and a new code, as some bureaus do.
  private mutating func recodeOne() {
    guard let old = untouched.popLast() else { return }
    let version = units[old].current
    let new = units.add(
      .section, String(version.name.dropLast()) + "戦略課", version.englishName + " for Strategy", parent: version.parent, from: day, succeeding: [old])
    end(old, successors: [new])
  }

  private mutating func renameOne() {
    guard let section = untouched.popLast() else { return }
    let version = units[section].current
    units[section].versions.append(
      Unit.Version(from: day, name: "新" + version.name, englishName: "New " + version.englishName, parent: version.parent))
  }

  private mutating func renameDivision() {
    let divisions = units.indices.filter { units[$0].kind == .division }
    guard !divisions.isEmpty else { return }
    let division = dice.pick(divisions)
    let version = units[division].current
    guard !version.name.hasSuffix("改革部") else { return }
    units[division].versions.append(
      Unit.Version(from: day, name: String(version.name.dropLast()) + "改革部", englishName: version.englishName + " and Reform", parent: version.parent))
  }

  private mutating func end(_ old: Int, successors: [Int]) {
    units[old].lastDay = day - 1
    units[old].successors = successors
    var turn = 0
    for team in units.indices where units[team].kind == .team && units[team].current.parent == old {
      let version = units[team].current
      units[team].versions.append(
        Unit.Version(from: day, name: version.name, englishName: version.englishName, parent: successors[turn % successors.count]))
      turn += 1
    }
  }
}
