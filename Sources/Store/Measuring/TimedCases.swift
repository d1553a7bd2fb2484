public import Domain
import Postgres

/// A case that somebody has timed, to be kept.
public struct TimedCase: Sendable {
  public let useCase: String
  /// nil: no unit in particular.
  public let unit: String?
  public let withAI: Bool
  /// With start and stop rather than typed by hand.
  public let isTimed: Bool
  public let minutes: Hundredths
  public let verify: Hundredths
  public let rework: Hundredths
  /// Of the form: the same one sent twice is one case.
  public let key: String

  public init(useCase: String, unit: String?, withAI: Bool, isTimed: Bool, minutes: Hundredths, verify: Hundredths, rework: Hundredths, key: String) {
    self.useCase = useCase
    self.unit = unit
    self.withAI = withAI
    self.isTimed = isTimed
    self.minutes = minutes
    self.verify = verify
    self.rework = rework
    self.key = key
  }
}

extension Database {
  /// Keeps a case, once for its key.
  ///
  /// - Returns: whether there are such a use case and unit.
  public func keep(_ timed: TimedCase, as viewer: Viewer) async throws -> Bool {
    try await write(as: viewer) { transaction in
      let known = try await transaction.query(
        "select exists (select from use_cases where code = \(timed.useCase)) and (\(timed.unit)::text is null or exists (select from units where code = \(timed.unit))) as is_known"
      ).first?.decode("is_known", as: Bool.self)
      guard known == true else { return false }
      // Not `on conflict`, for which one would have to see the row that is in the way.
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.timed'), hashtext(viewer()::text || ' ' || \(timed.key)))")
      try await transaction.execute(
        """
        insert into timed_cases (use_case_id, unit_id, account_id, key, with_ai, is_timed, minutes, verify_minutes, rework_minutes)
        select u.id, (select n.id from units n where n.code = \(timed.unit)), viewer(), \(timed.key), \(timed.withAI), \(timed.isTimed),
          \(timed.minutes.description)::numeric, \(timed.verify.description)::numeric, \(timed.rework.description)::numeric
        from use_cases u
        where u.code = \(timed.useCase) and not exists (select from timed_cases c where c.account_id = viewer() and c.key = \(timed.key))
        """)
      return true
    }
  }

  /// Takes back a case that hasn't gone into a measurement; whether there was such a one that the viewer may take back.
  public func dropTimedCase(_ number: Int, as viewer: Viewer) async throws -> Bool {
    try await write(as: viewer) { transaction in
      try await !transaction.query("delete from timed_cases where id = \(number) and measurement_id is null returning id").isEmpty
    }
  }
}

extension Transaction {
  /// Keeps others from making a measurement of the same cases until the transaction ends.
  package func lockTimedCases() async throws { _ = try await query("select pg_advisory_xact_lock(hashtext('tedori.measuring'))") }

  /// A code for a new measurement that no other has.
  package func freeMeasurementCode(_ stem: String) async throws -> String {
    let row = try await query(
      """
      select c.code from (select \(stem) || case n when 1 then '' else '-' || n end as code, n from generate_series(1, 1000) n) c
      where not exists (select from measurements m where m.code = c.code) order by c.n limit 1
      """
    ).first
    guard let row else { throw NoAnswer(query: "free measurement code") }
    return try row.decode("code", as: String.self)
  }

  /// Notes which measurement the cases have gone into that were timed of a use case at a unit.
  package func assignTimedCases(to measurement: String, useCase: String, unit: String?) async throws {
    try await execute(
      """
      update timed_cases c set measurement_id = m.id
      from measurements m, use_cases u
      where m.code = \(measurement) and u.code = \(useCase) and c.use_case_id = u.id and c.measurement_id is null
        and c.unit_id is not distinct from (select n.id from units n where n.code = \(unit))
      """)
  }
}

extension Database {
  /// Use cases by code and title, in the order of codes.
  public func useCases(as viewer: Viewer) async throws -> [(code: String, title: String)] { try await read(as: viewer) { try await $0.useCases() } }
}

extension Transaction {
  package func useCases() async throws -> [(code: String, title: String)] {
    try await query("select code, title from use_cases order by code collate \"C\"").map {
      (code: try $0.decode("code", as: String.self), title: try $0.decode("title", as: String.self))
    }
  }

  /// The unit that is called so today, by its code or by a name that only one has; nil: there is none.
  package func unitToday(_ name: String) async throws -> (code: String, name: String, nameEnglish: String?)? {
    let units = try await query(
      """
      select u.code, v.name, v.name_en, u.code = folded(\(name)) as is_code
      from units u join unit_periods p on p.unit_id = u.id and p.period @> current_date join unit_versions v on v.id = p.version_id
      where u.code = folded(\(name)) or folded(v.name) = folded(\(name)) order by is_code desc limit 2
      """
    ).map {
      (
        isCode: try $0.decode("is_code", as: Bool.self),
        unit: (
          code: try $0.decode("code", as: String.self), name: try $0.decode("name", as: String.self), nameEnglish: try $0.decode("name_en", as: String?.self)
        )
      )
    }
    return units.count == 1 || units.first?.isCode == true ? units.first?.unit : nil
  }
}
