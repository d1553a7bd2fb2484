/// An incentive scheme (施策) with the sections it holds for.
struct Scheme: Sendable {
  /// A section under the scheme from a day on.
  struct Part: Sendable {
    let unit: Int
    let startsOn: Day
    let arm: String
  }

  let code: String
  let title: String
  let kind: String
  let rewards: String
  let cost: Int
  let startsOn: Day
  let endsOn: Day?
  let parts: [Part]

  private static let kinds = [
    ("S01", "好事例表彰", "recognition", "横展開された利活用事例", 300_000), ("S02", "20%ルール", "protected_time", "確認済みの高付加価値業務への振向け時間", 0),
    ("S03", "学びの単位認定", "training_credit", "業務適用まで至った研修", 1_200_000), ("S04", "現場の小口予算", "grant", "サービスの質の改善", 5_000_000),
    ("S05", "伴走相談", "guidance", "相談を受けた課の取組", 2_400_000),
  ]

  /// Sections that stay as they are through all the years are drawn for one scheme each, and begin in three waves.
  static func invent(tree: UnitTree, timeline: Timeline, seed: UInt64) -> [Scheme] {
    var dice = Dice(seed, .scheme)
    var sections = tree.units.indices.filter {
      tree.units[$0].kind == .section && tree.units[$0].lastDay == nil && tree.units[$0].begins == timeline.origin
    }
    dice.shuffle(&sections)
    let share = max(1, sections.count / 14)
    return kinds.enumerated().map { place, kind in
      let members = sections.dropFirst(place * share).prefix(share)
      let waves = (1...3).map { timeline.months[timeline.months.count * ($0 + 1) / 6].first }
      return Scheme(
        code: kind.0, title: kind.1, kind: kind.2, rewards: kind.3, cost: kind.4, startsOn: waves[0], endsOn: place == 3 ? timeline.lastDay : nil,
        parts: members.enumerated().map { turn, unit in Part(unit: unit, startsOn: waves[turn % waves.count], arm: "第\(turn % waves.count + 1)期") })
    }
  }
}
