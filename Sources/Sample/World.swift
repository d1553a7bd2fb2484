/// Everything about the invented organisation that is kept in memory: the rows of time, redirections, usage and training are made from it while they are written.
struct World: Sendable {
  let seed: UInt64
  let size: Size
  let timeline: Timeline
  let tree: UnitTree
  let workforce: Workforce
  let profiles: [Int: BureauProfile]
  let useCases: [UseCase]
  /// By use case, in the order of their days, and the code's number of each use case's first.
  let measurements: [[Measurement]]
  let measurementStarts: [Int]
  let adoptions: [Adoption]
  let schemes: [Scheme]
  /// Whether a section is one that a scheme rewards.
  let isRewarded: [Bool]
  /// By unit and month: the contracted minutes of those whose primary post is in the unit or in a team of it.
  private let unitMinutes: [Int32]

  init(scale: Scale, seed: UInt64, lastMonth: Month) {
    self.seed = seed
    size = Size(scale)
    timeline = Timeline(last: lastMonth, count: size.months)
    let founding = Founding(size: size, origin: timeline.origin, seed: seed)
    var units = founding.units
    for (year, april) in timeline.aprils.enumerated() where year > 0 {
      units = Reorganisation.apply(to: units, on: april, year: year, seed: seed)
    }
    tree = UnitTree(units: units, timeline: timeline)
    workforce = Workforce(Staffing(tree: tree, seats: founding.seats, timeline: timeline, seed: seed))
    useCases = UseCase.invent(count: size.useCases, seed: seed)
    measurements = Measurement.invent(for: useCases, tree: tree, timeline: timeline, seed: seed)
    var starts = [1]
    for list in measurements { starts.append(starts[starts.count - 1] + list.count) }
    measurementStarts = starts
    var profiles: [Int: BureauProfile] = [:]
    for bureau in units.indices where units[bureau].kind == .bureau {
      profiles[bureau] = BureauProfile(bureau: bureau, place: profiles.count, timeline: timeline, seed: seed)
    }
    self.profiles = profiles
    adoptions = AdoptionPlan.invent(
      tree: tree, workforce: workforce, useCases: useCases, profiles: profiles, timeline: timeline, size: size, seed: seed)
    schemes = Scheme.invent(tree: tree, timeline: timeline, seed: seed)
    var rewarded = [Bool](repeating: false, count: units.count)
    for scheme in schemes { for part in scheme.parts { rewarded[part.unit] = true } }
    isRewarded = rewarded
    unitMinutes = World.countMinutes(tree: tree, workforce: workforce, timeline: timeline)
  }

  private static func countMinutes(tree: UnitTree, workforce: Workforce, timeline: Timeline) -> [Int32] {
    let count = timeline.months.count
    var minutes = [Int32](repeating: 0, count: tree.units.count * count)
    let years = timeline.months.map { timeline.year(of: $0) }
    for person in workforce.persons.indices {
      for post in workforce.posts(of: person) {
        for (place, month) in timeline.months.enumerated() where post.from <= month.last && post.to > month.first {
          let part = Int32(workforce.minuteDays(of: post, person: person, in: month.days) / 28)
          minutes[Int(post.unit) * count + place] += part
          guard tree.units[Int(post.unit)].kind == .team, let section = tree.parent(of: Int(post.unit), year: years[place]) else { continue }
          minutes[section * count + place] += part
        }
      }
    }
    return minutes
  }

  func contractedMinutes(of unit: Int, month: Int) -> Int { Int(unitMinutes[unit * timeline.months.count + month]) }

  /// The newest measurement of a use case that was made by a month, holds in a bureau (or everywhere), and is not more than a year and a half old.
  func measurement(of useCase: Int, bureau: Int?, month: Range<Day>) -> Int? {
    measurements[useCase].lastIndex { measurement in
      measurement.measuredOn < month.upperBound && month.lowerBound - measurement.measuredOn < 540
        && (measurement.bureau == nil || measurement.bureau == bureau)
    }
  }
}
