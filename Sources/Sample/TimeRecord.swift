/// What one adoption's record of one month says; whole minutes except per case, where they are hundredths.
struct TimeRecord {
  enum Basis {
    /// The place among the use case's measurements.
    case measurement(Int)
    case perCase(baseline: Int?, ai: Int)
    case gross(Int)
  }

  var users: Int?
  var cases: Int
  var basis: Basis
  var verify = 0
  var rework = 0
  var learn = 0
  var operate = 0
  var isVendor = false
  var isNewTask = false
  var net = 0

  /// What may be redirected: nothing of a vendor's figure.
  var freed: Int { isVendor ? 0 : max(0, net) }

  /// Cases times hundredths of minutes, rounded to a whole minute, halves away from zero.
  static func minutes(_ cases: Int, _ hundredths: Int) -> Int {
    let product = cases * hundredths
    return product >= 0 ? (product + 50) / 100 : -((50 - product) / 100)
  }
}

extension World {
  /// The record of an adoption in a month (a place in the timeline), or none where nobody reported, nobody was there, or the adoption was not in force.
  ///
  /// The minutes stay far below the contracted ones: together the records of a unit or a person take about a fifth at most.
  func timeRecord(of place: Int, month: Int) -> TimeRecord? {
    let adoption = adoptions[place]
    let days = timeline.months[month].days
    guard adoption.isInForce(in: days) else { return nil }
    var habit = Dice(seed, .habit, place)
    // Some hardly ever report; the last month is not complete yet.
    let diligence = habit.chance(60) ? 150 : 930
    let size = habit.within(30...110)
    let rate = habit.within(25...90)
    var dice = Dice(seed, .time, place, month)
    guard dice.chance(month == timeline.months.count - 1 ? diligence * 85 / 100 : diligence) else { return nil }

    let budget: Int
    var users: Int?
    var bureau: Int?
    switch adoption.holder {
    case .unit(let unit):
      let contracted = contractedMinutes(of: unit, month: month)
      budget = contracted * 15 / 100 / self.size.unitSlots
      let staff = max(1, contracted / 9300)
      users = max(1, min(staff, staff * rate / 100 + dice.within(-1...1)))
      bureau = tree.bureau(of: unit, year: timeline.year(of: timeline.months[month]))
    case .person(let person):
      guard let standing = workforce.standing(of: person, in: days), standing.minutes * 2 >= Int(standing.post.minutes) else { return nil }
      budget = standing.minutes * 5 / 100
    }
    guard budget >= 8 else { return nil }
    return record(adoption, users: users, bureau: bureau, days: days, budget: budget * size / 110, &dice)
  }

  private func record(_ adoption: Adoption, users: Int?, bureau: Int?, days: Range<Day>, budget: Int, _ dice: inout Dice) -> TimeRecord? {
    let goal = max(4, budget * dice.within(55...100) / 100)
    if adoption.style == .measured, let place = measurement(of: adoption.useCase, bureau: bureau, month: days) {
      let made = measurements[adoption.useCase][place]
      let net = made.baseline - made.ai - made.verify - made.rework - made.learn - made.operate
      var record = TimeRecord(users: users, cases: max(1, goal * 100 / max(abs(net), made.baseline / 5, 1)), basis: .measurement(place))
      record.net =
        TimeRecord.minutes(record.cases, made.baseline - made.ai) - TimeRecord.minutes(record.cases, made.verify)
        - TimeRecord.minutes(record.cases, made.rework) - TimeRecord.minutes(record.cases, made.learn) - TimeRecord.minutes(record.cases, made.operate)
      // One case of a long task can be more than a small unit may claim: then it counts its month in no record.
      return record.net > budget * 2 ? nil : record
    }
    let task = WorkTask.all[useCases[adoption.useCase].task]
    let baseline = max(2, min(task.baselineMinutes, goal / 2)) * 100
    let ai = baseline * dice.within(25...85) / 100 / 50 * 50
    var record = TimeRecord(users: users, cases: max(1, goal * 100 / max(baseline - ai, 100)), basis: .perCase(baseline: baseline, ai: ai))
    var gross = TimeRecord.minutes(record.cases, baseline - ai)
    record.isVendor = adoption.style == .vendor
    switch adoption.style {
    case .newTask:
      gross = -TimeRecord.minutes(record.cases, ai)
      record.basis = .perCase(baseline: nil, ai: ai)
      record.isNewTask = true
    case .typedGross, .vendor:
      gross = (gross + 4) / 5 * 5
      record.basis = .gross(gross)
    case .measured, .typedPerCase: break
    }
    let amount = abs(gross)
    record.verify = amount * dice.within(4...18) / 100
    // Now and then the answers were bad: mending took longer than the work would have.
    record.rework = amount * (dice.chance(70) ? dice.within(80...150) : dice.within(0...8)) / 100
    let isFirst = adoption.start >= days.lowerBound
    record.learn = isFirst ? amount * dice.within(15...70) / 100 : (dice.chance(250) ? dice.within(1...10) : 0)
    record.operate = dice.chance(500) ? amount * dice.within(1...6) / 100 : 0
    record.net = gross - record.verify - record.rework - record.learn - record.operate
    return record.net > budget * 2 ? nil : record
  }
}
