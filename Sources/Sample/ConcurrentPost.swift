/// Concurrent posts (兼務): one in thirty primary posts has one beside it for some months, a few have two.
enum ConcurrentPost {
  /// Each lies within its primary post and one fiscal year, so both it and its unit are in force on all its days.
  static func invent(for posts: [Post], tree: UnitTree, timeline: Timeline, seed: UInt64) -> [Post] {
    let candidates = timeline.aprils.indices.map { year in
      tree.units.indices.filter { tree.units[$0].kind == .section && tree.isInForce($0, year: year) }
    }
    var concurrent: [Post] = []
    for (index, post) in posts.enumerated() where post.grade?.isHead == false && post.employment == .permanent {
      var dice = Dice(seed, .concurrent, index)
      guard dice.chance(35) else { continue }
      let year = timeline.year(of: post.from)
      let end = min(post.to, timeline.end(ofYear: year))
      guard end - post.from >= 60, candidates[year].count > 2 else { continue }
      let count = dice.chance(100) ? 2 : 1
      var taken = [Int(post.unit)]
      for _ in 0..<count {
        let unit = dice.pick(candidates[year])
        guard !taken.contains(unit) else { continue }
        taken.append(unit)
        let from = post.from + (dice.chance(600) ? 0 : dice.within(1...(end - post.from - 30)))
        concurrent.append(
          Post(
            number: post.number, person: post.person, unit: Int32(unit), minutes: 0, from: from, to: end, grade: nil, employment: .permanent,
            share: dice.within(1...4) * 10))
      }
    }
    return concurrent
  }
}
