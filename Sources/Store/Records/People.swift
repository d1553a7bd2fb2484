import Postgres

/// A person as a search shows one: by the newest employment, with where the person is today.
public struct FoundPerson: Sendable {
  /// Oldest first.
  public let numbers: [String]
  public let name: String
  public let kana: String?
  public let formerName: String?
  /// The unit of today's primary post; nil: there is none.
  public let unit: String?
  public let unitEnglish: String?
}

extension Database {
  /// As many persons as a search shows.
  public static let shownPersons = 50

  /// Persons with a number, name, kana, former name or address that begins with each of some words, and whether there are more; that they were seen is noted.
  public func people(sought words: String, as viewer: Viewer) async throws -> (people: [FoundPerson], areMore: Bool) {
    try await write(as: viewer) { transaction in
      // A person can have several numbers.
      let limit = Self.shownPersons * 4
      let ids = try await transaction.staffSought(words, limit: limit)
      let people = try await transaction.people(ofEmployments: ids)
      return (Array(people.prefix(Self.shownPersons)), people.count > Self.shownPersons || ids.count == limit)
    }
  }
}

extension Transaction {
  fileprivate func people(ofEmployments ids: [Int]) async throws -> [FoundPerson] {
    guard !ids.isEmpty else { return [] }
    let rows = try await query(
      """
      select p.person_id, n.name, n.kana, n.former_name, a.numbers, u.name as unit, u.name_en as unit_en
      from (select distinct s.person_id from staff s where s.id = any (\(ids)::bigint[])) p
      cross join lateral (select s.name, s.kana, s.former_name from staff s where s.person_id = p.person_id order by s.joined_on desc nulls last, s.id desc limit 1) n
      cross join lateral (select array_agg(s.staff_no order by s.joined_on nulls first, s.id) as numbers from staff s where s.person_id = p.person_id) a
      left join lateral (
        select v.name, v.name_en from post_periods t join unit_versions v on v.unit_id = t.unit_id
        where t.person_id = p.person_id and t.is_primary and t.period @> current_date
        order by v.valid_from <= current_date desc, v.valid_from desc limit 1) u on true
      order by n.kana nulls last, n.name, a.numbers limit \(Database.shownPersons + 1)
      """)
    let shown = try rows.prefix(Database.shownPersons).map { try $0.decode("person_id", as: Int.self) }
    _ = try await query("select look_at(\(shown)::bigint[], 'staff')")
    return try rows.map {
      FoundPerson(
        numbers: try $0.decode("numbers", as: [String].self), name: try $0.decode("name", as: String.self), kana: try $0.decode("kana", as: String?.self),
        formerName: try $0.decode("former_name", as: String?.self), unit: try $0.decode("unit", as: String?.self),
        unitEnglish: try $0.decode("unit_en", as: String?.self))
    }
  }
}
