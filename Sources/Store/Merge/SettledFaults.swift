import Domain
package import Postgres

/// Last step of a merge: settling, and which lines the broken rules of the account belong to.
extension Staging {
  /// Settles the transaction; rows that break a rule of the account together are all at fault. Answers whether any did.
  static func settle(_ stagings: [Staging], in transaction: Transaction) async throws -> Bool {
    try await transaction.script(
      "drop table if exists settled; create temp table settled on commit drop as select row_number() over () as place, s.* from settle() s")
    // Who has no post in a month has no contracted time there either: that is one mistake.
    try await transaction.execute(
      """
      delete from settled p using settled q where p.month = q.month
        and (p.rule = 'cap_person' and q.rule = 'time_without_post' and p.person_id = q.person_id or p.rule = 'cap_unit' and q.rule = 'time_without_unit' and p.unit_id = q.unit_id)
      """)
    let found = try await transaction.query("select count(*)::int as faults from settled")
    guard try found.first?.decode("faults", as: Int.self) ?? 0 > 0 else { return false }
    let concerned = stagings.map { "select e._line from \($0.effective) e where (e._changed or e._withdrawn) and \(isWritten) and (\($0.kind.concerns))" }
    try await transaction.execute(
      """
      insert into faults
      select distinct coalesce(m._line, 0), null, case when w.person_id is not null and not sees_named_time() then 'unseen_time' else p.rule end,
        case when w.person_id is not null and not sees_named_time() then '{}' else
          coalesce(p.detail, '{}') || jsonb_strip_nulls(jsonb_build_object('month', to_char(p.month, 'YYYY-MM'), 'day', p.month, 'unit', u.code, 'staff', p.staff_no, 'adoption', a.code)) end
          || jsonb_strip_nulls(jsonb_build_object('person', w.person_id))
      from (select f.*, staff_number(f.person_id) as staff_no from settled f) p
      -- Whose time it tells of.
      cross join lateral (select case when p.rule ~ '^(cap|time|redirections)_' then coalesce(p.person_id, adoption_person(p.adoption_id)) end as person_id) w
      left join lateral (\(unsafe: concerned.joined(separator: " union all "))) m on true
      left join units u on u.id = p.unit_id
      left join adoptions a on a.id = p.adoption_id
      """)
    try await nameLines(stagings, in: transaction)
    return true
  }

  /// A fault that no row is plainly concerned with: the rows under its unit broke the rule, or else all that changed did so together.
  ///
  /// A few such faults stand for all: what is left of them comes again when these rows are refused.
  private static func nameLines(_ stagings: [Staging], in transaction: Transaction) async throws {
    for wide in [true, false] {
      let changed = stagings.map { staging in
        "select e._line from \(staging.effective) e where (e._changed or e._withdrawn) and \(isWritten)" + (wide ? " and (\(staging.kind.standsUnder))" : "")
      }
      let named = try await transaction.execute(
        """
        insert into faults
        select m._line, f._column, f.rule, f.detail
        from (select * from faults where _line = 0 order by rule, detail limit 10) f
        left join units u on u.code = f.detail ->> 'unit'
        cross join lateral (select u.id as unit_id, (f.detail ->> 'day')::date as month) p
        cross join lateral (\(unsafe: changed.joined(separator: " union "))) m
        limit \(listed)
        """)
      if named > 0 {
        try await transaction.execute("delete from faults where _line = 0")
        return
      }
    }
  }
}

extension Staging {
  /// How many persons have posts that outlast their unit; nil: nobody.
  package static func personsLeftInClosedUnits(in transaction: Transaction) async throws -> Int? {
    let found = try await transaction.query(
      """
      select count(distinct p.person_id)::int as persons
      from post_periods p join (select u.unit_id, range_agg(u.period) as days from unit_periods u group by u.unit_id) u on u.unit_id = p.unit_id
      where not u.days @> p.period
      """)
    let persons = try found.first?.decode("persons", as: Int.self) ?? 0
    return persons > 0 ? persons : nil
  }
}

extension Kind {
  /// Which rows `e` of a file stand under the unit of a settled fault `p`, as SQL.
  var standsUnder: String {
    switch name {
    case "staff": "exists (select from posts o where o.staff_id = e.id and unit_under(o.unit_id, p.unit_id, p.month))"
    case "posts", "leaves":
      "exists (select from posts o join staff s on s.id = o.staff_id where s.person_id = (select w.person_id from staff w where w.id = e.staff_id) and unit_under(o.unit_id, p.unit_id, p.month))"
    case "units": "unit_under(e.unit_id, p.unit_id, p.month)"
    default: "false"
    }
  }

  /// Which rows `e` of a file have to do with a settled fault `p`, as SQL.
  var concerns: String {
    let person = "(select s.person_id from staff s where s.id = e.staff_id)"
    let adopter = """
      p.adoption_id is null and exists (select from adoptions a where a.id = %@ and (p.person_id is null and a.unit_id = p.unit_id or a.staff_id is not null and staff_person(a.staff_id) = p.person_id))
      """
    switch name {
    case "units":
      return """
        e.unit_id = p.unit_id or p.rule = 'unit_parent_not_in_force' and e.unit_id in (select v.parent_id from unit_versions v where v.unit_id = p.unit_id)
        or exists (select from posts o join staff s on s.id = o.staff_id where s.person_id = p.person_id and o.unit_id = e.unit_id)
        """
    case "staff":
      return """
        e.id = p.person_id or (select s.person_id from staff s where s.id = e.id) = p.person_id
        or p.rule = 'redirections_second_person' and exists (
          select from redirections d join staff c on c.id in (d.claimed_by_id, d.confirmed_by_id)
          where d.adoption_id = p.adoption_id and d.month = p.month and c.person_id = (select s.person_id from staff s where s.id = e.id))
        """
    case "posts", "leaves":
      return
        "\(person) = p.person_id or p.person_id is null and exists (select from staff s join posts o on o.staff_id = s.id where s.person_id = \(person) and o.unit_id = p.unit_id)"
    case "adoptions": return "e.id = p.adoption_id or \(adopter.replacing("%@", with: "e.id"))"
    case "time", "redirections":
      return "e.month = p.month and (e.adoption_id = p.adoption_id or \(adopter.replacing("%@", with: "e.adoption_id")))"
    case "measurements":
      return """
        exists (select from time_records t where t.measurement_id = e.id and t.month = p.month and (t.adoption_id = p.adoption_id or \(adopter.replacing("%@", with: "t.adoption_id"))))
        """
    case "scheme-units": return "e.unit_id = p.unit_id"
    case "schemes": return "exists (select from scheme_units su where su.scheme_id = e.id and su.unit_id = p.unit_id)"
    default: return "false"
    }
  }
}
