/// What 1 April does to the staff.
extension Staffing {
  /// 1 April: seats follow the reorganisation, people retire or are re-appointed, the vacant places are filled from below, and about a third move.
  mutating func turnYear(_ year: Int) {
    let april = timeline.aprils[year]
    followReorganisation(year)
    var vacancies: [Int] = []
    for seat in seats.indices {
      guard seats[seat].person != nil else {
        vacancies.append(seat)
        continue
      }
      if dice.chance(seats[seat].employment == .yearly ? 200 : 25) {
        dismiss(from: seat, on: april)
        vacancies.append(seat)
      } else if seats[seat].employment == .yearly {
        renumber(seat, on: april, year: year)
      }
    }
    let pools = gradePools(year)
    promote(into: vacancies, pools: pools, year: year)
    for pool in pools { rotate(pool, year: year) }
    crossAuthorities(pools, year: year)
  }

  private mutating func followReorganisation(_ year: Int) {
    var turn = 0
    for seat in seats.indices {
      let unit = tree.units[seats[seat].unit]
      guard !tree.isInForce(seats[seat].unit, year: year), !unit.successors.isEmpty else { continue }
      seats[seat].unit = unit.successors[turn % unit.successors.count]
      turn += 1
    }
    // The second half of a split section needs a head: its first permanent seat becomes one.
    var hasHead = [Bool](repeating: false, count: tree.units.count)
    for seat in seats where seat.grade?.isHead == true { hasHead[seat.unit] = true }
    for seat in seats.indices
    where !hasHead[seats[seat].unit] && tree.units[seats[seat].unit].kind == .section && seats[seat].employment == .permanent && seats[seat].minutes == 9300 {
      seats[seat].grade = .sectionHead
      hasHead[seats[seat].unit] = true
    }
  }

  /// The full-time permanent seats by authority and grade.
  private func gradePools(_ year: Int) -> [[Int]] {
    var pools = [[Int]](repeating: [], count: BureauName.authorities.count * Grade.allCases.count)
    for seat in seats.indices where seats[seat].employment == .permanent && seats[seat].minutes == 9300 {
      guard let grade = seats[seat].grade else { continue }
      pools[authority(of: seat, year: year) * Grade.allCases.count + grade.rawValue].append(seat)
    }
    return pools
  }

  /// From the top grade down, somebody one grade lower of the same authority rises into each vacant seat; new people begin at the bottom.
  private mutating func promote(into vacancies: [Int], pools: [[Int]], year: Int) {
    var byGrade = [[Int]](repeating: [], count: Grade.allCases.count)
    for seat in vacancies where seats[seat].employment == .permanent && seats[seat].minutes == 9300 {
      if let grade = seats[seat].grade { byGrade[grade.rawValue].append(seat) }
    }
    for grade in Grade.allCases.reversed() where grade != .clerk {
      for seat in byGrade[grade.rawValue] {
        let pool = pools[authority(of: seat, year: year) * Grade.allCases.count + grade.rawValue - 1]
        guard !pool.isEmpty else { continue }
        for _ in 0..<6 {
          let from = dice.pick(pool)
          guard let person = seats[from].person else { continue }
          seats[seat].person = person
          seats[from].person = nil
          byGrade[grade.rawValue - 1].append(from)
          break
        }
      }
    }
  }

  /// About a third of a grade changes seats: three in four within the bureau, the others anywhere under the same authority.
  private mutating func rotate(_ pool: [Int], year: Int) {
    var near: [Int] = []
    var far: [Int] = []
    for seat in pool where seats[seat].person != nil && dice.chance(340) {
      if dice.chance(750) { near.append(seat) } else { far.append(seat) }
    }
    dice.shuffle(&far)
    dice.shuffle(&near)
    let keyed = near.enumerated().map { (tree.bureau(of: seats[$1].unit, year: year) ?? -1, $0, $1) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    passOn(keyed.map(\.2))
    passOn(far)
  }

  /// Each takes the seat of the next, the last that of the first.
  private mutating func passOn(_ ring: [Int]) {
    guard let first = ring.first, ring.count > 1 else { return }
    let person = seats[first].person
    for (place, seat) in ring.dropLast().enumerated() { seats[seat].person = seats[ring[place + 1]].person }
    seats[ring[ring.count - 1]].person = person
  }

  /// A few people of two authorities change places, and get numbers of the other authority.
  private mutating func crossAuthorities(_ pools: [[Int]], year: Int) {
    let grades = Grade.allCases.count
    for pool in pools.indices where pool >= grades && !pools[pool].isEmpty && !pools[pool % grades].isEmpty {
      for _ in 0..<(pools[pool].count / 400) {
        let here = dice.pick(pools[pool % grades])
        let there = dice.pick(pools[pool])
        guard let one = seats[here].person, let other = seats[there].person, joinedBefore(one, year), joinedBefore(other, year) else { continue }
        seats[here].person = other
        seats[there].person = one
        renumber(here, on: timeline.aprils[year], year: year)
        renumber(there, on: timeline.aprils[year], year: year)
      }
    }
  }

  /// Whether the person's number is older than this April: nobody gets two numbers on one day.
  private func joinedBefore(_ person: Int, _ year: Int) -> Bool {
    guard let number = persons[person].numbers.last else { return false }
    return numbers[Int(number)].joined < timeline.aprils[year]
  }
}
