/// Part of the freed time of one adoption and month that went to one category.
struct Redirection {
  let category: Category
  let minutes: Int
  let output: String?
  let claimant: Int?
  var confirmer: Int?
  var confirmedOn: Day?

  /// The default categories, and what comes out of the time given to each.
  struct Category: Sendable {
    let code: String
    let weight: Int
    let outputs: [String]
  }

  static let categories = [
    Category(code: "resident_service", weight: 20, outputs: ["窓口の待ち時間を短縮", "相談の時間を延長", "案内文を分かりやすく改訂", "電話の折返しを当日中に"]),
    Category(code: "field_service", weight: 15, outputs: ["現場確認の回数を増加", "審査の滞留を解消", "訪問指導を追加"]),
    Category(code: "policy", weight: 15, outputs: ["次年度事業の企画案を作成", "調査結果の分析を追加", "他自治体との意見交換を実施"]),
    Category(code: "quality", weight: 16, outputs: ["二重確認を導入", "点検表を改訂", "誤りの原因を分析"]),
    Category(code: "mentoring", weight: 8, outputs: ["新任職員の指導", "係内の勉強会を開催", "手引きを整備"]),
    Category(code: "cross_bureau", weight: 4, outputs: ["局横断の検討会に参加", "20%ルールで試作"]),
    Category(code: "same_work", weight: 14, outputs: ["処理件数を増加"]),
    Category(code: "overtime", weight: 8, outputs: ["超過勤務を縮減", "休暇の取得を促進"]),
  ]
  static let weights = categories.map(\.weight)
}

extension World {
  /// What became of an adoption's freed time in a month: a part of it, in one or two categories, or nothing that anybody knows of.
  func redirections(of place: Int, month: Int) -> [Redirection] {
    guard let freed = timeRecord(of: place, month: month)?.freed, freed >= 6 else { return [] }
    var dice = Dice(seed, .redirection, place, month)
    let count = dice.weighted([16, 50, 34])
    guard count > 0 else { return [] }
    let roles = roles(of: place, month: month, &dice)
    let age = timeline.months.count - 1 - month
    let confirmed = dice.chance(age == 0 ? 180 : age == 1 ? 450 : 620)
    let confirmedOn = timeline.months[month].next.first + dice.within(3...(age == 0 ? 12 : 25))
    var used: [Int] = []
    var redirections: [Redirection] = []
    for turn in 0..<count {
      let choice = dice.weighted(Redirection.weights)
      let minutes = freed * (turn == 0 ? dice.within(20...60) : dice.within(10...35)) / 100
      let category = Redirection.categories[choice]
      let output = dice.chance(280) ? dice.pick(category.outputs) : nil
      guard !used.contains(choice), minutes > 0 else { continue }
      used.append(choice)
      let isConfirmed = confirmed && roles.confirmer != nil && dice.chance(900)
      redirections.append(
        Redirection(
          category: category, minutes: minutes, output: output, claimant: roles.claimant, confirmer: isConfirmed ? roles.confirmer : nil,
          confirmedOn: isConfirmed ? confirmedOn : nil))
    }
    return redirections
  }

  /// Who claims, and who may confirm: a head above, who is neither the claimant nor the adoption's person; for a rewarded section nobody of the section.
  private func roles(of place: Int, month: Int, _ dice: inout Dice) -> (claimant: Int?, confirmer: Int?) {
    let year = timeline.year(of: timeline.months[month])
    let home: Int
    var own: StaffNumber?
    var claimant: Int?
    switch adoptions[place].holder {
    case .unit(let unit):
      home = unit
      claimant = workforce.clerk(of: unit, year: year)
    case .person(let person):
      guard let standing = workforce.standing(of: person, in: timeline.months[month].days) else { return (nil, nil) }
      home = Int(standing.post.unit)
      own = workforce.numbers[Int(standing.post.number)]
      claimant = dice.chance(850) ? Int(standing.post.number) : workforce.clerk(of: home, year: year)
    }
    let claiming = claimant.map { workforce.numbers[$0].person }
    var climb: Int? = tree.section(of: home, year: year) ?? home
    if let section = climb, isRewarded[section] { climb = tree.parent(of: section, year: year) }
    while let unit = climb {
      if let head = workforce.head(of: unit, year: year), workforce.numbers[head].person != claiming, workforce.numbers[head].person != own?.person {
        return (claimant, head)
      }
      climb = tree.parent(of: unit, year: year)
    }
    return (claimant, nil)
  }
}
