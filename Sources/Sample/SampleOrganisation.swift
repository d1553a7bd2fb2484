/// An invented metropolitan government with everything Tedori records, for trying the product out and for measuring its speed.
///
/// Nobody in it is real. The same scale, seed and last month give the same bytes on every machine. Making one takes memory for the people, posts and
/// adoptions (some hundred MB at `metropolis`); the files stream from it.
public struct SampleOrganisation: Sendable {
  /// The seed that is used when none is given: one organisation that everybody sees.
  public static let defaultSeed: UInt64 = 20_251_113

  private let world: World

  /// Invents an organisation whose months end with `lastMonth`.
  ///
  /// A year outside 1900 to 9000 and a month outside 1 to 12 are taken as the nearest that is inside.
  public init(scale: Scale, seed: UInt64 = defaultSeed, lastMonth: (year: Int, month: Int)) {
    let last = Month(year: min(max(lastMonth.year, 1900), 9000), month: min(max(lastMonth.month, 1), 12))
    world = World(scale: scale, seed: seed, lastMonth: last)
  }

  /// The files in an order in which each is valid when imported, as one transaction, after those before it.
  ///
  /// Training falls into fiscal years; time, redirections and usage into stretches of months, so that no file has more than about a million rows.
  public var files: [SampleFile] {
    let months = world.timeline.months.indices
    let periods = stride(from: 0, to: months.count, by: world.size.monthsPerFile).map { $0..<min($0 + world.size.monthsPerFile, months.count) }
    return [world.unitFile, world.staffFile, world.postFile, world.leaveFile, .courses]
      + world.timeline.aprils.indices.map(world.trainingFile(year:))
      + [.tools, .tasks, world.useCaseFile, world.measurementFile, world.adoptionFile, world.schemeFile, world.schemeUnitFile]
      + periods.flatMap { [world.timeFile(months: $0), world.redirectionFile(months: $0)] }
      + periods.map(world.usageFile(months:)) + [world.awardFile, .indicatorDefinitions] + periods.map(world.indicatorFile(months:))
  }
}

extension World {
  /// A file's name for a stretch of months: its first month stands for it, where there is more than one file.
  func fileName(_ kind: String, _ period: Range<Int>) -> String {
    let month = timeline.months[period.lowerBound]
    return "\(kind)-\(month.year)-\(month.month < 10 ? "0" : "")\(month.month)"
  }
}
