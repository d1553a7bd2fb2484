/// Lays out the organisation as it stands on its first day: units, and the seats in them.
struct Founding {
  private(set) var units: [Unit] = []
  private(set) var seats: [Seat] = []
  private let size: Size
  private let origin: Day
  private var dice: Dice

  init(size: Size, origin: Day, seed: UInt64) {
    self.size = size
    self.origin = origin
    dice = Dice(seed, .structure)
    let authorities = (size.bureaus.map(\.authority).max() ?? 0) + 1
    let tops = BureauName.authorities.prefix(authorities).map { add(.authority, $0.name, $0.englishName, parent: nil) }
    let weight = max(1, size.bureaus.reduce(0) { $0 + $1.weight })
    for bureau in size.bureaus {
      let index = add(.bureau, bureau.name, bureau.englishName, parent: tops[bureau.authority])
      layOut(
        bureau, at: index, sections: max(4, size.sections * bureau.weight / weight), staff: size.permanent * bureau.weight / weight,
        yearly: size.yearly * bureau.weight / weight)
    }
  }

  private mutating func layOut(_ bureau: BureauName, at index: Int, sections: Int, staff: Int, yearly: Int) {
    seat(index, .bureauHead)
    let divisions = max(2, sections / 6)
    // Every section's part of the staff: between 60 and 140 per cent of an even share.
    let even = max(5, (staff - divisions - 1) / sections)
    for division in 0..<divisions {
      let topic = division == 0 ? nil : bureau.topics[(division - 1) % bureau.topics.count]
      let round = division == 0 ? 0 : (division - 1) / bureau.topics.count
      let parent = add(
        .division, SectionName.numbered(topic?.name ?? "総務", round: round) + "部",
        SectionName.numberedEnglish(topic?.englishName ?? "General Affairs", round: round) + " Division", parent: index)
      seat(parent, .divisionHead)
      for place in 0..<(sections * (division + 1) / divisions - sections * division / divisions) {
        let names = topic == nil ? SectionName.general : SectionName.functions
        let function = names[place % names.count]
        let section = add(
          .section, SectionName.numbered((topic?.name ?? "") + function.name, round: round + place / names.count) + "課",
          SectionName.numberedEnglish((topic.map { $0.englishName + " " } ?? "") + function.englishName, round: round + place / names.count) + " Section",
          parent: parent)
        staffSection(section, count: even * dice.within(60...140) / 100, yearly: yearly / sections + (dice.below(sections) < yearly % sections ? 1 : 0))
      }
    }
  }

  private mutating func staffSection(_ section: Int, count: Int, yearly: Int) {
    seat(section, .sectionHead)
    seat(section, .chiefDeputy)
    seat(section, .senior)
    let rest = max(2, count - 3)
    var homes = [section]
    if rest >= size.teamSize, dice.chance(size.teamed) {
      homes = (0..<max(1, rest / size.teamSize)).map { place in
        let name = SectionName.teams[place % SectionName.teams.count]
        let round = place / SectionName.teams.count
        return add(
          .team, SectionName.numbered(name.name, round: round) + "係", SectionName.numberedEnglish(name.englishName, round: round) + " Team", parent: section)
      }
    }
    for place in 0..<rest {
      let home = homes[place % homes.count]
      if place < homes.count {
        seat(home, .deputy)
        continue
      }
      switch dice.below(100) {
      case 0..<3: seats.append(Seat(unit: home, grade: .senior, employment: .reappointed, minutes: 7440))
      case 3..<4: seats.append(Seat(unit: home, grade: .senior, employment: .fixedTerm, minutes: 9300))
      case 4..<6: seats.append(Seat(unit: home, grade: .clerk, employment: .permanent, minutes: dice.chance(500) ? 7440 : 4650))
      case 6..<45: seat(home, .senior)
      default: seat(home, .clerk)
      }
    }
    for place in 0..<yearly {
      seats.append(Seat(unit: homes[place % homes.count], grade: nil, employment: .yearly, minutes: dice.chance(700) ? 7440 : 4650))
    }
  }

  private mutating func seat(_ unit: Int, _ grade: Grade) {
    seats.append(Seat(unit: unit, grade: grade, employment: .permanent, minutes: 9300))
  }

  private mutating func add(_ kind: Unit.Kind, _ name: String, _ englishName: String, parent: Int?) -> Int {
    units.add(kind, name, englishName, parent: parent, from: origin)
  }
}

extension [Unit] {
  /// Adds a unit with the next code under its parent's: codes are unique, never given twice, and begin with a zero, as they like to do.
  mutating func add(_ kind: Unit.Kind, _ name: String, _ englishName: String, parent: Int?, from: Day, succeeding predecessors: [Int] = []) -> Int {
    var prefix = ""
    var number = count + 1
    if let parent {
      self[parent].children += 1
      number = self[parent].children
      prefix = self[parent].code
    }
    let code = prefix + (number < 10 ? "0" : "") + String(number)
    append(
      Unit(
        code: code, kind: kind, predecessors: predecessors, versions: [Unit.Version(from: from, name: name, englishName: englishName, parent: parent)]))
    return count - 1
  }
}
