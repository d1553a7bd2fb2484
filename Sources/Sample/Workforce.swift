/// Everybody who ever worked for the organisation, with posts and leaves found by person.
struct Workforce: Sendable {
  let persons: [Person]
  let numbers: [StaffNumber]
  /// Primary posts, by person and then by day.
  let posts: [Post]
  let concurrentPosts: [Post]
  /// By person and then by day.
  let leaves: [Leave]
  private let postStarts: [Int32]
  private let leaveStarts: [Int32]
  private let heads: [Int32]
  private let clerks: [Int32]
  private let units: Int
  private let timeline: Timeline

  /// Where a person stands in a month: the last primary post in force in it, and the contracted minutes of the days in force and not on leave.
  struct Standing {
    let post: Post
    let minutes: Int
  }

  init(_ staffing: Staffing) {
    persons = staffing.persons
    numbers = staffing.numbers
    timeline = staffing.timeline
    units = staffing.tree.units.count
    heads = staffing.heads
    clerks = staffing.clerks
    (posts, postStarts) = Workforce.group(staffing.posts, by: \.person, count: persons.count)
    (leaves, leaveStarts) = Workforce.group(staffing.leaves, by: \.person, count: persons.count)
    concurrentPosts = ConcurrentPost.invent(for: posts, tree: staffing.tree, timeline: timeline, seed: staffing.seed)
  }

  /// Sorts by person and keeps the order within each, by counting.
  private static func group<Element>(_ elements: [Element], by person: KeyPath<Element, Int32>, count: Int) -> ([Element], [Int32]) {
    var starts = [Int32](repeating: 0, count: count + 1)
    for element in elements { starts[Int(element[keyPath: person]) + 1] += 1 }
    for place in 0..<count { starts[place + 1] += starts[place] }
    var next = starts
    var order = [Int](repeating: 0, count: elements.count)
    for (index, element) in elements.enumerated() {
      let place = Int(element[keyPath: person])
      order[Int(next[place])] = index
      next[place] += 1
    }
    return (order.map { elements[$0] }, starts)
  }

  func posts(of person: Int) -> ArraySlice<Post> { posts[Int(postStarts[person])..<Int(postStarts[person + 1])] }
  func leaves(of person: Int) -> ArraySlice<Leave> { leaves[Int(leaveStarts[person])..<Int(leaveStarts[person + 1])] }

  /// The contracted minutes that one post gives a month, before rounding to those of the month: minutes per 4 weeks times days in force and not on leave.
  func minuteDays(of post: Post, person: Int, in month: Range<Day>) -> Int {
    let days = max(post.from, month.lowerBound)..<max(min(post.to, month.upperBound), max(post.from, month.lowerBound))
    let absent = leaves(of: person).reduce(0) { $0 + Day.shared($1.days, days) }
    return Int(post.minutes) * (days.upperBound - days.lowerBound - absent)
  }

  func standing(of person: Int, in month: Range<Day>) -> Standing? {
    var last: Post?
    var minuteDays = 0
    for post in posts(of: person) where post.from < month.upperBound && post.to > month.lowerBound {
      last = post
      minuteDays += self.minuteDays(of: post, person: person, in: month)
    }
    return last.map { Standing(post: $0, minutes: minuteDays / 28) }
  }

  /// The primary post of a day.
  func post(of person: Int, on day: Day) -> Post? {
    posts(of: person).first { $0.from <= day && day < $0.to }
  }

  /// The staff number of a unit's head in a fiscal year.
  func head(of unit: Int, year: Int) -> Int? {
    let head = heads[year * units + unit]
    return head >= 0 ? Int(head) : nil
  }

  /// The staff number of the one who fills a unit's sheet in a fiscal year.
  func clerk(of unit: Int, year: Int) -> Int? {
    let clerk = clerks[year * units + unit]
    return clerk >= 0 ? Int(clerk) : nil
  }
}
