/// Somebody who works for the organisation; the name is a matter of the person's number and is made when it is written.
struct Person: Sendable {
  /// The person's staff numbers, oldest first, as places in the workforce's list.
  var numbers: [Int32]
}

/// A staff number (職員番号): its digits begin with a zero and the authority's own digit.
struct StaffNumber: Sendable {
  let person: Int
  let authority: Int
  let serial: Int
  let joined: Day
  var left: Day?
  /// The number the same person had before.
  let previous: Int?
}

/// A post (発令), primary or concurrent, half-open in days.
struct Post: Sendable {
  let number: Int32
  let person: Int32
  let unit: Int32
  let minutes: Int32
  let from: Day
  var to: Day
  let grade: Grade?
  let employment: Employment
  /// None on a primary post.
  var share: Int?

  var days: Range<Day> { from..<to }
}

/// A leave (休職等) of a person, half-open in days.
struct Leave: Sendable {
  enum Kind: String, Sendable {
    case leave, parental, secondment, training
  }

  let person: Int32
  let number: Int32
  let kind: Kind
  let days: Range<Day>
}
