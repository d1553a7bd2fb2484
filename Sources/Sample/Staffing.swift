/// Lives through the fiscal years one by one: who fills which seat from when, who joins, moves, goes on leave and leaves.
struct Staffing {
  var seats: [Seat]
  private(set) var persons: [Person] = []
  private(set) var numbers: [StaffNumber] = []
  private(set) var posts: [Post] = []
  private(set) var leaves: [Leave] = []
  /// By year and unit: the staff numbers of the unit's head and of the clerk who fills its sheet; -1 for none.
  private(set) var heads: [Int32] = []
  private(set) var clerks: [Int32] = []

  let tree: UnitTree
  let timeline: Timeline
  let seed: UInt64
  var dice: Dice
  private var openPosts: [Int?] = []
  private var serials: [Int]
  /// The year of each person's last event, and until when the last leave went: nobody has two events in a year.
  private var eventYears: [Int] = []
  private var leaveEnds: [Day] = []

  init(tree: UnitTree, seats: [Seat], timeline: Timeline, seed: UInt64) {
    self.tree = tree
    self.seats = seats
    self.timeline = timeline
    self.seed = seed
    dice = Dice(seed, .staffing)
    serials = [Int](repeating: 0, count: BureauName.authorities.count)
    for year in timeline.aprils.indices {
      dice = Dice(seed, .staffing, year)
      if year > 0 { turnYear(year) }
      settle(year)
      passYear(year)
    }
  }

  // MARK: what can happen to a person

  /// A new person in an empty seat.
  mutating func hire(into seat: Int, on day: Day, joined: Day) {
    let person = persons.count
    persons.append(Person(numbers: []))
    openPosts.append(nil)
    eventYears.append(-1)
    leaveEnds.append(timeline.origin)
    number(person, authority: authority(of: seat, year: timeline.year(of: day)), joined: joined)
    seats[seat].person = person
    appoint(seat, on: day)
  }

  private mutating func number(_ person: Int, authority: Int, joined: Day) {
    serials[authority] += 1
    let previous = persons[person].numbers.last.map(Int.init)
    if let previous { numbers[previous].left = joined - 1 }
    persons[person].numbers.append(Int32(numbers.count))
    numbers.append(StaffNumber(person: person, authority: authority, serial: serials[authority], joined: joined, left: nil, previous: previous))
  }

  /// Gives the one in the seat its post, unless that post is held already.
  mutating func appoint(_ seat: Int, on day: Day) {
    guard let person = seats[seat].person, let number = persons[person].numbers.last else { return }
    let place = seats[seat]
    if let open = openPosts[person] {
      let post = posts[open]
      if post.unit == Int32(place.unit), post.grade == place.grade, post.employment == place.employment, post.minutes == Int32(place.minutes),
        post.number == number
      {
        return
      }
      posts[open].to = day
    }
    openPosts[person] = posts.count
    posts.append(
      Post(
        number: number, person: Int32(person), unit: Int32(place.unit), minutes: Int32(place.minutes), from: day, to: .never, grade: place.grade,
        employment: place.employment))
  }

  mutating func dismiss(from seat: Int, on day: Day) {
    guard let person = seats[seat].person, let number = persons[person].numbers.last else { return }
    seats[seat].person = nil
    if let open = openPosts[person] { posts[open].to = day }
    openPosts[person] = nil
    numbers[Int(number)].left = day - 1
  }

  /// The same person under a new number from a day on: re-appointed, or taken over by another authority.
  mutating func renumber(_ seat: Int, on day: Day, year: Int) {
    guard let person = seats[seat].person else { return }
    number(person, authority: authority(of: seat, year: year), joined: day)
  }

  func authority(of seat: Int, year: Int) -> Int {
    guard let bureau = tree.bureau(of: seats[seat].unit, year: year) else { return 0 }
    return tree.parent(of: bureau, year: year) ?? 0
  }

  // MARK: a year

  /// Fills what is empty and dates everybody's post from the year's first day; then notes who leads and who writes.
  private mutating func settle(_ year: Int) {
    let april = timeline.aprils[year]
    let units = tree.units.count
    heads += [Int32](repeating: -1, count: units)
    clerks += [Int32](repeating: -1, count: units)
    for seat in seats.indices {
      if seats[seat].person == nil {
        let years = year == 0 && seats[seat].employment == .permanent ? dice.within(0...30) : 0
        hire(into: seat, on: april, joined: Day(year: april.civil.year - years, month: 4, day: 1))
      } else {
        appoint(seat, on: april)
      }
      guard let person = seats[seat].person, let number = persons[person].numbers.last, let grade = seats[seat].grade else { continue }
      let place = year * units + seats[seat].unit
      if heads[place] < 0, grade.isHead || (grade == .deputy && tree.units[seats[seat].unit].kind == .team) { heads[place] = number }
      if !grade.isHead, seats[seat].employment == .permanent { clerks[place] = number }
    }
  }

  /// What happens in mid-year: exchanges of two people, departures, some of them replaced, and leaves.
  private mutating func passYear(_ year: Int) {
    let april = timeline.aprils[year]
    let length = min(timeline.end(ofYear: year), timeline.lastDay) - april - 30
    guard length > 30 else { return }
    for _ in 0..<max(2, seats.count / 100) { exchange(dice.below(seats.count), dice.below(seats.count), on: april + dice.within(14...length), year: year) }
    for _ in 0..<max(1, seats.count / 120) { depart(dice.below(seats.count), on: april + dice.within(14...length), year: year) }
    for _ in 0..<max(2, seats.count / 35) { takeLeave(dice.below(seats.count), april: april, length: length) }
  }

  private mutating func exchange(_ one: Int, _ other: Int, on day: Day, year: Int) {
    guard let first = seats[one].person, let second = seats[other].person, first != second, eventYears[first] < year, eventYears[second] < year,
      seats[one].grade == seats[other].grade, seats[one].employment == .permanent, seats[other].employment == .permanent,
      seats[one].grade?.isHead == false, seats[one].minutes == seats[other].minutes, authority(of: one, year: year) == authority(of: other, year: year)
    else { return }
    eventYears[first] = year
    eventYears[second] = year
    seats[one].person = second
    seats[other].person = first
    appoint(one, on: day)
    appoint(other, on: day)
  }

  private mutating func depart(_ seat: Int, on day: Day, year: Int) {
    guard let person = seats[seat].person, eventYears[person] < year, seats[seat].grade?.isHead != true else { return }
    dismiss(from: seat, on: day)
    let replacement = Month(of: day).next.first
    guard dice.chance(600), replacement < timeline.end(ofYear: year), replacement <= timeline.lastDay else { return }
    hire(into: seat, on: replacement, joined: replacement)
    eventYears[persons.count - 1] = year
  }

  private mutating func takeLeave(_ seat: Int, april: Day, length: Int) {
    guard let person = seats[seat].person, let number = persons[person].numbers.last, let open = openPosts[person], seats[seat].grade?.isHead != true else {
      return
    }
    let kind: Leave.Kind = [.leave, .parental, .secondment, .training][dice.weighted([40, 40, 10, 10])]
    var start = april + dice.within(1...length)
    var count = dice.within(28...150)
    switch kind {
    case .leave: break
    case .parental: count = dice.within(60...400)
    case .training: count = dice.within(90...180)
    case .secondment:
      start = april
      count = 365 * dice.within(1...2)
    }
    guard start >= leaveEnds[person], start >= posts[open].from else { return }
    leaveEnds[person] = start + count + 1
    leaves.append(Leave(person: Int32(person), number: number, kind: kind, days: start..<(start + count)))
  }
}
