/// How eagerly a bureau takes up AI: an S-curve with its own ceiling, middle and steepness; every seventh bureau, the third among them, hardly begins.
struct BureauProfile: Sendable {
  /// How many in a thousand of what could be adopted are in the end.
  let ceiling: Int
  /// The day of fastest growth, and the days from there to either end.
  private let middle: Day
  private let reach: Int

  init(bureau: Int, place: Int, timeline: Timeline, seed: UInt64) {
    var dice = Dice(seed, .profile, bureau)
    let length = timeline.lastDay - timeline.months[0].first
    let eager = place % 7 != 2
    ceiling = eager ? dice.within(620...950) : dice.within(50...110)
    middle = timeline.months[0].first + length * dice.within(22...55) / 100
    reach = length * dice.within(40...60) / 100
  }

  /// The day something is taken up. Three throws added make a bell of days, so that those who have begun follow an S.
  func takeUp(_ dice: inout Dice) -> Day? {
    guard dice.chance(ceiling) else { return nil }
    let bell = dice.below(1000) + dice.below(1000) + dice.below(1000) - 1500
    return middle + reach * bell / 1500
  }
}
