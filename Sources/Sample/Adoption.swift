/// One unit or one person using one use case from a day.
struct Adoption: Sendable {
  enum Holder: Sendable {
    case unit(Int)
    case person(Int)
  }

  /// How its time comes to be recorded.
  enum Style: Int, Sendable {
    case measured, typedPerCase, typedGross, vendor, newTask
  }

  let holder: Holder
  let useCase: Int
  let style: Style
  let start: Day
  var regular: Day?
  /// The last day.
  var end: Day?
  var reason: String?
  /// The adoption that this one was copied from, as a place in the final list.
  var source: Int?

  var isPersonal: Bool {
    if case .person = holder { true } else { false }
  }

  func isInForce(in month: Range<Day>) -> Bool {
    start < month.upperBound && end ?? .never >= month.lowerBound
  }
}
