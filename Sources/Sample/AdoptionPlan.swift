/// Invents the adoptions: of units first, then of persons; then puts them in the order in which they began and says which was copied from which.
struct AdoptionPlan {
  private var adoptions: [Adoption] = []
  /// For an adoption that goes on in a successor unit: where it came from.
  private var origins: [Int: Int] = [:]
  private let tree: UnitTree
  private let workforce: Workforce
  private let timeline: Timeline
  private let size: Size
  private let seed: UInt64
  private let profiles: [Int: BureauProfile]

  static func invent(tree: UnitTree, workforce: Workforce, useCases: [UseCase], profiles: [Int: BureauProfile], timeline: Timeline, size: Size, seed: UInt64)
    -> [Adoption]
  {
    var plan = AdoptionPlan(tree: tree, workforce: workforce, timeline: timeline, size: size, seed: seed, profiles: profiles)
    plan.adoptByUnits(useCases.indices.filter { !useCases[$0].isPersonal })
    plan.adoptByPersons(useCases.indices.filter { useCases[$0].isPersonal })
    return plan.ordered(useCases: useCases.count)
  }

  private init(tree: UnitTree, workforce: Workforce, timeline: Timeline, size: Size, seed: UInt64, profiles: [Int: BureauProfile]) {
    self.tree = tree
    self.workforce = workforce
    self.timeline = timeline
    self.size = size
    self.seed = seed
    self.profiles = profiles
  }

  // MARK: units

  private mutating func adoptByUnits(_ useCases: [Int]) {
    let slots = min(size.unitSlots, useCases.count)
    for unit in tree.units.indices where [.section, .team].contains(tree.units[unit].kind) && tree.units[unit].predecessors.isEmpty {
      guard let bureau = tree.bureau(of: unit, year: 0), let profile = profiles[bureau] else { continue }
      let first = Dice(seed, .adoption, unit).first(below: useCases.count)
      for slot in 0..<slots {
        var dice = Dice(seed, .adoption, unit, slot + 1)
        guard let day = profile.takeUp(&dice) else { continue }
        let useCase = useCases[(first + slot) % useCases.count]
        let style = Adoption.Style(rawValue: dice.weighted([74, 13, 6, 4, 3])) ?? .measured
        adopt(.unit(unit), useCase, style, from: max(day, timeline.origin), bound: tree.units[unit].lastDay, &dice)
      }
    }
    carryOver()
  }

  /// A unit that ends leaves its adoptions to its successors, which take them up on their first day; of two the same, a merged unit takes one.
  private mutating func carryOver() {
    var held: Set<Int> = []
    var place = 0
    while place < adoptions.count {
      let old = adoptions[place]
      if case .unit(let unit) = old.holder, let last = tree.units[unit].lastDay, old.end == last, old.reason == "transfer" {
        for successor in tree.units[unit].successors where held.insert(successor * 1000 + old.useCase).inserted {
          origins[adoptions.count] = place
          adoptions.append(
            Adoption(
              holder: .unit(successor), useCase: old.useCase, style: old.style, start: last + 1, regular: last + 1, end: tree.units[successor].lastDay,
              reason: tree.units[successor].lastDay == nil ? nil : "transfer"))
        }
      }
      place += 1
    }
  }

  // MARK: persons

  private mutating func adoptByPersons(_ useCases: [Int]) {
    for person in workforce.persons.indices {
      var dice = Dice(seed, .personalAdoption, person)
      let posts = workforce.posts(of: person)
      guard let first = posts.first, let last = posts.last,
        let bureau = tree.bureau(of: Int(first.unit), year: timeline.year(of: first.from)), let profile = profiles[bureau]
      else { continue }
      let slots = min(size.personSlots / 1000 + (dice.chance(size.personSlots % 1000) ? 1 : 0), useCases.count, 4)
      let begin = dice.below(useCases.count)
      for slot in 0..<slots {
        var dice = Dice(seed, .personalAdoption, person, slot + 1)
        guard let day = profile.takeUp(&dice) else { continue }
        let start = max(day, first.from + dice.within(14...120))
        // Those who change places give up one adoption in four; those who leave, all.
        var bound = last.to == .never ? nil : last.to - 1
        for post in posts where post.from > start + 30 && dice.chance(250) {
          bound = post.from - 1
          break
        }
        let style = Adoption.Style(rawValue: dice.weighted([30, 42, 20, 5, 3])) ?? .typedPerCase
        adopt(.person(person), useCases[(begin + slot) % useCases.count], style, from: start, bound: bound, &dice)
      }
    }
  }

  // MARK: one adoption

  /// One adoption, unless it would begin after the last day; `bound` is the day on which it ends at the latest, by a transfer.
  private mutating func adopt(_ holder: Adoption.Holder, _ useCase: Int, _ style: Adoption.Style, from start: Day, bound: Day?, _ dice: inout Dice) {
    guard start <= timeline.lastDay, start <= bound ?? .never else { return }
    var adoption = Adoption(holder: holder, useCase: useCase, style: style, start: start)
    if let bound {
      adoption.end = bound
      adoption.reason = "transfer"
    }
    let early = start + dice.within(45...500)
    if dice.chance(170), early < bound ?? .never, early <= timeline.lastDay {
      adoption.end = early
      adoption.reason = ["no_task", "no_seat", "quality", "risk", "other"][dice.weighted([28, 18, 30, 10, 14])]
    }
    let regular = start + dice.within(40...200)
    if dice.chance(780), regular <= min(adoption.end ?? .never, timeline.lastDay) { adoption.regular = regular }
    let again = adoption.end.map { $0 + dice.within(62...240) }
    adoptions.append(adoption)
    // A pause: what was given up is sometimes taken up again, as a new adoption.
    guard adoption.reason != "transfer", let again, dice.chance(250), again <= min(timeline.lastDay, bound ?? .never) else { return }
    adoptions.append(
      Adoption(holder: holder, useCase: useCase, style: style, start: again, end: bound, reason: bound == nil ? nil : "transfer"))
  }

  /// In the order of their first days, so that a code tells the age; about a third are copied from an earlier one of the same use case.
  private func ordered(useCases: Int) -> [Adoption] {
    let order = adoptions.indices.sorted { (adoptions[$0].start, $0) < (adoptions[$1].start, $1) }
    var places = [Int](repeating: 0, count: adoptions.count)
    for (place, index) in order.enumerated() { places[index] = place }
    var earlier = [[Int]](repeating: [], count: useCases)
    var result: [Adoption] = []
    result.reserveCapacity(adoptions.count)
    for (place, index) in order.enumerated() {
      var adoption = adoptions[index]
      var dice = Dice(seed, .copy, place)
      if let origin = origins[index] {
        adoption.source = places[origin]
      } else if !earlier[adoption.useCase].isEmpty, dice.chance(360) {
        let source = dice.pick(earlier[adoption.useCase])
        if result[source].start < adoption.start { adoption.source = source }
      }
      earlier[adoption.useCase].append(place)
      result.append(adoption)
    }
    return result
  }
}

extension Dice {
  /// The first throw of dice that are thrown once.
  func first(below bound: Int) -> Int {
    var dice = self
    return dice.below(bound)
  }
}
