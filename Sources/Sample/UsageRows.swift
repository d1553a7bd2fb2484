/// The rows of usage.
extension World {
  /// The days on which people used tools in a period of months: who has taken one up uses it in most months in which they are at work.
  func usageFile(months period: Range<Int>) -> SampleFile {
    let persons = workforce.persons.count
    return SampleFile(
      "usage", name: fileName("usage", period), columns: "staff_no tool_code month days_used", pieces: persons * period.count
    ) { piece, rows in
      let person = piece % persons
      let month = timeline.months[period.lowerBound + piece / persons]
      guard let first = workforce.posts(of: person).first, let bureau = tree.bureau(of: Int(first.unit), year: timeline.year(of: first.from)),
        let profile = profiles[bureau]
      else { return }
      var habit = Dice(seed, .usage, person)
      guard let begun = profile.takeUp(&habit), begun < month.next.first,
        let standing = workforce.standing(of: person, in: month.days), standing.minutes > 0
      else { return }
      let count = habit.within(1...size.tools)
      let intensity = habit.within(1...18)
      var used: [Int] = []
      for turn in 0..<count {
        let tool = habit.weighted(Tool.weights)
        guard !used.contains(tool) else { continue }
        used.append(tool)
        var dice = Dice(seed, .usage, person, (month.ordinal * 8 + turn) + 1)
        guard dice.chance(880) else { continue }
        let most = max(1, min(20, 20 * standing.minutes / max(1, Int(standing.post.minutes))))
        rows.staffNumber(workforce.numbers[Int(standing.post.number)])
        rows.text(Tool.all[tool].code)
        rows.month(month)
        rows.number(max(1, min(most, intensity + dice.within(-3...3) - turn * 2)))
        rows.endRow()
      }
    }
  }
}

extension Tool {
  static let weights = all.map(\.weight)
}
