public import Domain
package import Postgres

/// One adoption in one month, as it is entered: what is recorded, what the month before said, and what the account makes of it.
public struct AdoptionMonth: Sendable {
  public let code: String
  public let month: Month
  public let useCase: String
  public let tool: String
  /// The unit's or the person's name.
  public let adopter: String
  public let isUnit: Bool
  /// Whether the adoption's dates have a day of the month.
  public let isInForce: Bool
  /// The time record by the columns of a sheet; nil: there is none.
  public let time: [String: String]?
  public let redirections: [Redirection]
  /// What is recorded of the month before.
  public let before: Before?
  public let measurements: [Measurement]
  /// The measurement that fits best in the month.
  public let proposed: String?
  /// nil: nothing is recorded.
  public let account: Account?
  /// How many months in a row cases and users have been the same.
  public let monthsInARow: Int
  public let adopterMonth: Adopter?

  public struct Redirection: Sendable {
    public let category: String
    public let minutes: Int
    public let output: String?
    public let isConfirmed: Bool
  }

  public struct Before: Sendable {
    public let users: Int?
    public let cases: Int?
    public let freed: Int
    /// Minutes by category.
    public let redirected: [String: Int]
  }

  public struct Measurement: Sendable {
    public let code: String
    public let method: String
    public let measuredOn: Day
    /// Minutes per case: baseline, with AI, verifying, reworking, learning, operating.
    public let minutes: [String]
    /// Whether it is still in date in the month.
    public let isValid: Bool
  }

  /// In minutes.
  public struct Account: Sendable {
    public let gross: Int
    public let overhead: Int
    public let net: Int
    public let freed: Int
    public let loss: Int
    public let redirected: Int
    public let unaccounted: Int
    /// 0 to 5.
    public let evidence: Int
  }

  /// All adoptions of the adopter in the month.
  public struct Adopter: Sendable {
    public let net: Int
    public let redirected: Int
    public let contracted: Int
    public let isAboveAFifth: Bool
  }

  /// What was seen of it, by which one tells whether somebody else has changed it.
  public var state: [String] {
    (time ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
      + redirections.map { "\($0.category) \($0.minutes) \($0.output ?? "") \($0.isConfirmed)" }
  }
}

extension Transaction {
  /// One adoption in one month; nil: there is no such adoption that the viewer sees. A look at a person's is noted.
  package func adoptionMonth(_ code: String, _ month: Month) async throws -> AdoptionMonth? {
    let rows = try await query(
      """
      select a.id, c.title, t.name as tool, coalesce(v.name, s.name) as adopter, a.unit_id is not null as is_unit, a.use_case_id,
        coalesce(a.unit_id, last_unit(s.person_id, \(month)::date)) as unit_id, s.person_id,
        daterange(a.started_on, a.ended_on, '[]') && month_days(\(month)::date) as is_in_force
      from adoptions a join use_cases c on c.id = a.use_case_id join tools t on t.id = c.tool_id left join staff s on s.id = a.staff_id
      left join lateral (
        select v.name from unit_versions v where v.unit_id = a.unit_id order by v.valid_from <= last_day(\(month)::date) desc, v.valid_from desc limit 1) v on true
      where a.code = \(code)
      """)
    guard let row = rows.first else { return nil }
    let id = try row.decode("id", as: Int.self)
    if let person = try row.decode("person_id", as: Int?.self) { _ = try await query("select look_at(array[\(person)]::bigint[], 'time')") }
    let (useCase, unit) = (try row.decode("use_case_id", as: Int.self), try row.decode("unit_id", as: Int?.self))
    let proposed = try await query("select m.code from measurements m where m.id = valid_measurement(\(useCase), \(unit)::bigint, \(month)::date)")
    let carried = try await query("select c.months_in_a_row from carried_records c where c.adoption_id = \(id) and c.month = \(month)::date")
    return AdoptionMonth(
      code: code, month: month, useCase: try row.decode("title", as: String.self), tool: try row.decode("tool", as: String.self),
      adopter: try row.decode("adopter", as: String.self), isUnit: try row.decode("is_unit", as: Bool.self),
      isInForce: try row.decode("is_in_force", as: Bool.self), time: try await time(of: id, month), redirections: try await redirections(of: id, month),
      before: try await before(id, month), measurements: try await measurements(of: useCase, at: unit, month),
      proposed: try proposed.first?.decode("code", as: String.self), account: try await account(of: id, month),
      monthsInARow: try carried.first?.decode("months_in_a_row", as: Int.self) ?? 1, adopterMonth: try await adopter(of: id, month))
  }

  private func time(of id: Int, _ month: Month) async throws -> [String: String]? {
    let names =
      ["users", "cases", "measurement_code", "baseline_minutes", "ai_minutes", "gross_minutes"]
      + ["verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes", "new_task", "evidence", "comment"]
    let row = try await query(
      """
      select t.users::text, t.cases::text, m.code as measurement_code, trim_scale(t.baseline_minutes)::text as baseline_minutes,
        trim_scale(t.ai_minutes)::text as ai_minutes, t.gross_minutes::text, nullif(t.verify_minutes, 0)::text as verify_minutes,
        nullif(t.rework_minutes, 0)::text as rework_minutes, nullif(t.learn_minutes, 0)::text as learn_minutes,
        nullif(t.operate_minutes, 0)::text as operate_minutes, case when t.new_task then 'yes' end as new_task, t.evidence, t.comment
      from time_records t left join measurements m on m.id = t.measurement_id where t.adoption_id = \(id) and t.month = \(month)::date
      """
    ).first
    guard let row else { return nil }
    return Dictionary(uniqueKeysWithValues: try names.map { ($0, try row.decode($0, as: String?.self) ?? "") })
  }

  private func redirections(of id: Int, _ month: Month) async throws -> [AdoptionMonth.Redirection] {
    try await query(
      """
      select g.code, d.minutes, d.output, d.confirmed_by_id is not null as is_confirmed
      from redirections d join categories g on g.id = d.category_id where d.adoption_id = \(id) and d.month = \(month)::date order by g.id
      """
    ).map {
      AdoptionMonth.Redirection(
        category: try $0.decode("code", as: String.self), minutes: try $0.decode("minutes", as: Int.self), output: try $0.decode("output", as: String?.self),
        isConfirmed: try $0.decode("is_confirmed", as: Bool.self))
    }
  }

  private func before(_ id: Int, _ month: Month) async throws -> AdoptionMonth.Before? {
    let row = try await query(
      """
      select r.users, t.cases, r.freed from account r join time_records t on t.adoption_id = r.adoption_id and t.month = r.month
      where r.adoption_id = \(id) and r.month = (\(month)::date - interval '1 month')::date
      """
    ).first
    guard let row else { return nil }
    let redirected = try await query(
      """
      select g.code, d.minutes from redirections d join categories g on g.id = d.category_id
      where d.adoption_id = \(id) and d.month = (\(month)::date - interval '1 month')::date
      """)
    return AdoptionMonth.Before(
      users: try row.decode("users", as: Int?.self), cases: try row.decode("cases", as: Int?.self), freed: try row.decode("freed", as: Int.self),
      redirected: Dictionary(
        try redirected.map { (try $0.decode("code", as: String.self), try $0.decode("minutes", as: Int.self)) }, uniquingKeysWith: { first, _ in first }))
  }

  private func measurements(of useCase: Int, at unit: Int?, _ month: Month) async throws -> [AdoptionMonth.Measurement] {
    try await query(
      """
      select m.code, m.method, m.measured_on, \(month)::date between m.first_month and m.last_day as is_valid,
        array(select trim_scale(x.minutes)::text from unnest(array[m.baseline_minutes, m.ai_minutes, m.verify_minutes, m.rework_minutes, m.learn_minutes, m.operate_minutes])
          with ordinality x (minutes, place) order by x.place) as minutes
      from measurements m
      where m.use_case_id = \(useCase) and m.first_month <= \(month)::date
        and (m.unit_id is null or m.unit_id = \(unit)::bigint or unit_under(\(unit)::bigint, m.unit_id, \(month)::date))
      order by m.measured_on desc, m.code collate "C"
      """
    ).map {
      AdoptionMonth.Measurement(
        code: try $0.decode("code", as: String.self), method: try $0.decode("method", as: String.self), measuredOn: try $0.decode("measured_on", as: Day.self),
        minutes: try $0.decode("minutes", as: [String].self), isValid: try $0.decode("is_valid", as: Bool.self))
    }
  }

  private func account(of id: Int, _ month: Month) async throws -> AdoptionMonth.Account? {
    try await query(
      """
      select r.gross, r.overhead, r.net, r.freed, r.loss, r.evidence, coalesce(d.minutes, 0) as redirected, r.freed - coalesce(d.minutes, 0) as unaccounted
      from account r
      left join lateral (select sum(d.minutes) as minutes from redirections d where d.adoption_id = r.adoption_id and d.month = r.month) d on true
      where r.adoption_id = \(id) and r.month = \(month)::date
      """
    ).first.map {
      AdoptionMonth.Account(
        gross: try $0.decode("gross", as: Int.self), overhead: try $0.decode("overhead", as: Int.self), net: try $0.decode("net", as: Int.self),
        freed: try $0.decode("freed", as: Int.self), loss: try $0.decode("loss", as: Int.self), redirected: try $0.decode("redirected", as: Int.self),
        unaccounted: try $0.decode("unaccounted", as: Int.self), evidence: try $0.decode("evidence", as: Int.self))
    }
  }

  private func adopter(of id: Int, _ month: Month) async throws -> AdoptionMonth.Adopter? {
    try await query("select m.net, m.redirected, m.contracted, m.net > 0 and m.net * 5 > m.contracted as is_above from adopter_month(\(id), \(month)::date) m")
      .first.map {
        AdoptionMonth.Adopter(
          net: try $0.decode("net", as: Int.self), redirected: try $0.decode("redirected", as: Int.self), contracted: try $0.decode("contracted", as: Int.self),
          isAboveAFifth: try $0.decode("is_above", as: Bool.self))
      }
  }
}
