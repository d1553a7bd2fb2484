import Sample

/// The organisation as an importer would understand it: dated units, and posts with their ends worked out from the next post and the departure.
struct Ledger: Sendable {
  struct Span: Sendable {
    let days: Range<Int>
    /// A parent's code, or a unit's.
    let target: String
    var minutes = 0
    var share = 0
  }

  let archive: Archive
  private(set) var units: [String: [Span]] = [:]
  private(set) var unitKinds: [String: String] = [:]
  /// The first staff number of the person that has a number.
  private(set) var persons: [String: String] = [:]
  private(set) var primary: [String: [Span]] = [:]
  private(set) var concurrent: [String: [Span]] = [:]
  private(set) var leaves: [String: [Range<Int>]] = [:]
  private(set) var serviceEnds: [String: Int] = [:]

  static let small = Ledger(Archive.small)
  static let bureau = Ledger(Archive.bureau)

  static func of(_ scale: Scale) -> Ledger { scale == .bureau ? bureau : small }

  private init(_ archive: Archive) {
    self.archive = archive
    for (code, rows) in Dictionary(grouping: archive.rows("units"), by: { $0["code"] }) {
      let sorted = rows.sorted { dayNumber($0["valid_from"]) < dayNumber($1["valid_from"]) }
      unitKinds[code] = rows[0]["kind"]
      units[code] = sorted.enumerated().map { place, row in
        let next = place + 1 < sorted.count ? dayNumber(sorted[place + 1]["valid_from"]) : openDay
        return Span(days: dayNumber(row["valid_from"])..<min(next, endDay(row["valid_to"])), target: row["parent_code"])
      }
    }
    let previous = Dictionary(uniqueKeysWithValues: archive.rows("staff").map { ($0["staff_no"], $0["previous_no"]) })
    for row in archive.rows("staff") {
      var first = row["staff_no"]
      while let earlier = previous[first], !earlier.isEmpty { first = earlier }
      persons[row["staff_no"]] = first
      serviceEnds[row["staff_no"]] = endDay(row["left_on"])
    }
    for (person, rows) in Dictionary(grouping: archive.rows("posts"), by: { persons[$0["staff_no"]] ?? "" }) {
      let own = rows.filter { $0["kind"] == "primary" }.sorted { dayNumber($0["valid_from"]) < dayNumber($1["valid_from"]) }
      primary[person] = own.enumerated().map { place, row in
        let next = place + 1 < own.count ? dayNumber(own[place + 1]["valid_from"]) : openDay
        let from = dayNumber(row["valid_from"])
        let end = row["valid_to"].isEmpty ? next : endDay(row["valid_to"])
        return Span(days: from..<max(from, min(end, serviceEnds[row["staff_no"]] ?? 0)), target: row["unit_code"], minutes: row.number("contracted_minutes"))
      }
      concurrent[person] = rows.filter { $0["kind"] == "concurrent" }.map { row in
        Span(days: dayNumber(row["valid_from"])..<endDay(row["valid_to"]), target: row["unit_code"], share: row.number("share_percent"))
      }
    }
    for row in archive.rows("leaves") {
      leaves[persons[row["staff_no"]] ?? "", default: []].append(dayNumber(row["valid_from"])..<endDay(row["valid_to"]))
    }
  }

  /// Whether a unit is in force on all days.
  func isInForce(_ unit: String, _ days: Range<Int>) -> Bool {
    let covered = (units[unit] ?? []).reduce(0) { $0 + $1.days.clamped(to: days).count }
    return !days.isEmpty && covered == days.count
  }

  /// A unit and all above it on a day.
  func line(of unit: String, on day: Int) -> [String] {
    var line: [String] = []
    var climb = unit
    while !climb.isEmpty, line.count < 10 {
      line.append(climb)
      climb = units[climb]?.first { $0.days.contains(day) }?.target ?? ""
    }
    return line
  }

  /// The unit of a person's last primary post in a month.
  func home(of person: String, in month: Range<Int>) -> String? {
    primary[person]?.last { $0.days.overlaps(month) }?.target
  }

  /// A person's contracted minutes of a month in a set of units, or in all.
  func contracted(_ person: String, in month: Range<Int>, where counts: (String) -> Bool = { _ in true }) -> Int {
    var sum = 0
    for post in primary[person] ?? [] where post.days.overlaps(month) && counts(post.target) {
      let days = post.days.clamped(to: month)
      let absent = (leaves[person] ?? []).reduce(0) { $0 + $1.clamped(to: days).count }
      sum += post.minutes * (days.count - absent)
    }
    return sum / 28
  }
}
