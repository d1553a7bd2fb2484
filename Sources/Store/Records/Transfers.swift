package import Domain
package import Postgres

/// What posts change on a day: who moves, and what that leaves behind.
public struct Transfers: Sendable {
  /// As many persons and units of each kind as are listed.
  public static let listed = 500

  public let movers: [Mover]
  public let moverCount: Int
  /// The units that somebody leaves or comes to.
  public let units: [UnitChange]
  public let endingConcurrents: [Mover]
  /// Adoptions of persons who move: they move along.
  public let personalAdoptions: Int
  /// Units that end the day before, in which somebody's post goes on.
  public let closing: [UnitChange]

  /// Somebody, with the units of the day before and of the day; nil: none.
  public struct Mover: Sendable {
    public let number: String
    public let name: String
    public let from: String?
    public let to: String?
  }

  public struct UnitChange: Sendable {
    public let code: String
    public let name: String
    /// Persons with their primary post there and not on leave, the day before and on the day.
    public let before: Int
    public let after: Int
    /// The unit's own adoptions that are in force on the day: they stay.
    public let adoptions: Int
  }
}

/// Somebody of a unit who may be moved.
public struct Transferable: Sendable {
  public let number: String
  public let name: String
  public let grade: String?
}

/// What a primary post leaves to the one after it.
package struct FormerPost: Sendable {
  package let employment: String?
  package let grade: String?
  package let minutes: Int?
}

extension Transaction {
  /// What changes on a day, as the posts stand that this transaction sees. Looks at those who are listed are noted.
  package func transfers(on day: Day) async throws -> Transfers {
    try await script("drop table if exists movers")
    try await execute(
      """
      create temp table movers on commit drop as
      select t.person_id, s.staff_no, s.name, f.unit_id as from_id, t.unit_id as to_id
      from post_periods t join posts o on o.id = t.post_id join staff s on s.id = o.staff_id
      left join post_periods f on f.person_id = t.person_id and f.is_primary and f.period @> (\(unsafe: day.literal) - 1)
      where t.is_primary and lower(t.period) = \(unsafe: day.literal) and f.unit_id is distinct from t.unit_id
      """)
    let movers = try await query(
      """
      select m.staff_no, m.name, \(unsafe: name(of: "m.from_id", on: day)) as former, \(unsafe: name(of: "m.to_id", on: day)) as next
      from movers m order by m.staff_no limit \(Transfers.listed)
      """)
    let concurrents = try await query(
      """
      select s.staff_no, s.name, \(unsafe: name(of: "c.unit_id", on: day)) as former, null::text as next
      from post_periods c join posts o on o.id = c.post_id join staff s on s.id = o.staff_id
      where not c.is_primary and upper(c.period) = \(unsafe: day.literal)
        and not exists (select from post_periods n where n.person_id = c.person_id and n.unit_id = c.unit_id and not n.is_primary and lower(n.period) = upper(c.period))
      order by s.staff_no limit \(Transfers.listed)
      """)
    _ = try await query("select look_at(array(select m.person_id from movers m order by m.staff_no limit \(Transfers.listed)), 'posts')")
    let numbers = try concurrents.map { try $0.decode("staff_no", as: String.self) }
    _ = try await query("select look_at(array(select s.person_id from staff s where s.staff_no = any (\(numbers)::text[])), 'posts')")
    let count = try await query("select count(*) as movers from movers").first?.decode("movers", as: Int.self)
    let personal = try await query(
      """
      select count(*) as adoptions from adoptions a join staff s on s.id = a.staff_id
      where s.person_id in (select m.person_id from movers m) and daterange(a.started_on, a.ended_on, '[]') @> \(unsafe: day.literal)
      """
    ).first?.decode("adoptions", as: Int.self)
    return Transfers(
      movers: try movers.map(Transfers.Mover.init), moverCount: count ?? 0,
      units: try await changes(
        on: day, of: "select m.from_id from movers m where m.from_id is not null union select m.to_id from movers m", goingOn: false),
      endingConcurrents: try concurrents.map(Transfers.Mover.init), personalAdoptions: personal ?? 0,
      closing: try await changes(
        on: day,
        of: """
          select u.unit_id from unit_periods u where upper(u.period) = \(day.literal)
            and not exists (select from unit_periods n where n.unit_id = u.unit_id and n.period @> \(day.literal))
          """, goingOn: true))
  }

  /// - Parameter goingOn: only units in which somebody's primary post goes on.
  private func changes(on day: Day, of units: String, goingOn: Bool) async throws -> [Transfers.UnitChange] {
    let away = { (date: String) in
      "exists (select from leaves l join staff s on s.id = l.staff_id where s.person_id = p.person_id and daterange(l.valid_from, l.valid_to, '[]') @> \(date))"
    }
    let former = "(\(day.literal) - 1)"
    return try await query(
      """
      select u.code, \(unsafe: name(of: "u.id", on: day)) as name, x.before, x.after,
        (select count(*) from adoptions a where a.unit_id = u.id and daterange(a.started_on, a.ended_on, '[]') @> \(unsafe: day.literal)) as adoptions
      from units u cross join lateral (
        select count(*) filter (where p.period @> \(unsafe: former) and not \(unsafe: away(former))) as before,
          count(*) filter (where p.period @> \(unsafe: day.literal) and not \(unsafe: away(day.literal))) as after
        from post_periods p where p.unit_id = u.id and p.is_primary and p.period && daterange(\(unsafe: former), \(unsafe: day.literal), '[]')) x
      where u.id in (\(unsafe: units)) and (not \(goingOn) or x.after > 0) order by u.code collate "C" limit \(Transfers.listed)
      """
    ).map {
      Transfers.UnitChange(
        code: try $0.decode("code", as: String.self), name: try $0.decode("name", as: String.self), before: try $0.decode("before", as: Int.self),
        after: try $0.decode("after", as: Int.self), adoptions: try $0.decode("adoptions", as: Int.self))
    }
  }

  private func name(of unit: String, on day: Day) -> String {
    """
    (select w.code || ' ' || v.name from unit_versions v join units w on w.id = v.unit_id where v.unit_id = \(unit)
      order by v.valid_from <= \(day.literal) desc, v.valid_from desc limit 1)
    """
  }

  /// Who has the primary post in a unit on the day before.
  package func transferables(in unit: String, before day: Day) async throws -> [Transferable] {
    let rows = try await query(
      """
      select s.staff_no, s.name, g.title as grade, p.person_id
      from units u join post_periods p on p.unit_id = u.id and p.is_primary and p.period @> (\(day)::date - 1)
      join posts o on o.id = p.post_id join staff s on s.id = o.staff_id left join grades g on g.id = p.grade_id
      where u.code = folded(\(unit)) order by g.rank desc nulls last, s.staff_no limit \(Transfers.listed)
      """)
    _ = try await query("select look_at(\(try rows.map { try $0.decode("person_id", as: Int.self) })::bigint[], 'posts')")
    return try rows.map {
      Transferable(
        number: try $0.decode("staff_no", as: String.self), name: try $0.decode("name", as: String.self), grade: try $0.decode("grade", as: String?.self))
    }
  }

  /// The employment, grade and contracted minutes that persons have the day before, by staff number: who moves keeps them.
  package func formerPosts(of numbers: [String], before day: Day) async throws -> [String: FormerPost] {
    let rows = try await query(
      """
      select s.staff_no, o.employment, g.code as grade, p.contracted_minutes
      from staff s join post_periods p on p.person_id = s.person_id and p.is_primary and p.period @> (\(day)::date - 1)
      join posts o on o.id = p.post_id left join grades g on g.id = p.grade_id where s.staff_no = any (\(numbers)::text[])
      """)
    return Dictionary(
      try rows.map {
        (
          try $0.decode("staff_no", as: String.self),
          FormerPost(
            employment: try $0.decode("employment", as: String?.self), grade: try $0.decode("grade", as: String?.self),
            minutes: try $0.decode("contracted_minutes", as: Int?.self))
        )
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension Day {
  /// As SQL: a day has nothing in it but digits and hyphens.
  fileprivate var literal: String { "date '\(description)'" }
}

extension Transfers.Mover {
  fileprivate init(_ row: Row) throws {
    self.init(
      number: try row.decode("staff_no", as: String.self), name: try row.decode("name", as: String.self), from: try row.decode("former", as: String?.self),
      to: try row.decode("next", as: String?.self))
  }
}
