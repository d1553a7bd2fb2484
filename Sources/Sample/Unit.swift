/// A unit (所属) with all its dated names and parents.
struct Unit: Sendable {
  enum Kind: String, Sendable {
    case authority, bureau, division, section, team
  }

  /// Name and parent from a day on, until the next version or the unit's end.
  struct Version: Sendable {
    let from: Day
    let name: String
    let englishName: String
    let parent: Int?
  }

  let code: String
  let kind: Kind
  /// The units whose place this one took.
  let predecessors: [Int]
  var versions: [Version]
  /// The units that took this one's place when it ended.
  var successors: [Int] = []
  /// The last day in force of a unit that came to an end.
  var lastDay: Day?
  /// How many codes were given to units under this one.
  var children = 0

  var current: Version { versions[versions.count - 1] }
  var begins: Day { versions[0].from }
}
