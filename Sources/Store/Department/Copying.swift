import Postgres

/// A use case that other units have and a unit could take up too.
public struct CopyableUseCase: Sendable {
  public let code: String
  public let title: String
  public let tool: String
  /// blue, yellow or red; nil: nobody has judged.
  public let risk: String?
  public let origin: String?
  public let originEnglish: String?
  /// Where units have it in force.
  public let bureaus: Int
  public let units: Int
  /// Minutes per case by a measurement that would be valid in the unit, with its evidence level; nil: there is none.
  public let saved: Double?
  public let evidence: Int?
  /// The newest copies, as `where it came from → who copied`.
  public let copies: [String]
  public let copiesEnglish: [String]
}

/// What a unit could take up, and what it has taken up lately.
public struct CopyingOffer: Sendable {
  /// nil: no unit was named.
  public let unit: Unit?
  public let useCases: [CopyableUseCase]
  /// Since a month ago, newest first: the day and the use case.
  public let recent: [(day: String, useCase: String)]

  public struct Unit: Sendable {
    public let code: String
    public let name: String
    public let nameEnglish: String?
    /// It is in force today.
    public let isOpen: Bool
  }
}

/// What came of taking a use case up.
public enum TakingUp: Sendable {
  case done
  /// The unit has it in force already.
  case already
  /// There is no such unit or use case, or nobody uses it.
  case absent
}

extension Database {
  /// - Parameter unit: its code.
  public func copyingOffer(for unit: String?, as viewer: Viewer) async throws -> CopyingOffer {
    try await read(as: viewer) { transaction in
      let row = try await transaction.query(
        """
        select u.id, u.code, v.name, v.name_en, exists (select from unit_periods p where p.unit_id = u.id and p.period @> current_date) as is_open
        from units u cross join lateral (select w.name, w.name_en from unit_versions w where w.unit_id = u.id order by w.valid_from desc limit 1) v where u.code = \(unit)
        """
      ).first
      let id = try row?.decode("id", as: Int.self)
      let useCases = try await transaction.query(
        "select c.*, c.saved::float8 as saved_each, c.evidence::int as level from copyable_use_cases(\(id)) c"
      ).map(CopyableUseCase.init)
      let recent = try await transaction.query(
        """
        select to_char(a.started_on, 'YYYY-MM-DD') as day, k.title from adoptions a join use_cases k on k.id = a.use_case_id
        where a.unit_id = \(id) and a.started_on > current_date - 31 and a.copied_from_id is not null order by a.started_on desc, a.id desc limit 20
        """
      ).map { (day: try $0.decode("day", as: String.self), useCase: try $0.decode("title", as: String.self)) }
      return CopyingOffer(unit: try row.map(CopyingOffer.Unit.init), useCases: useCases, recent: recent)
    }
  }

  /// Begins an adoption of the use case by the unit today, as a copy of where it began.
  public func takeUp(useCase: String, for unit: String, as viewer: Viewer) async throws -> TakingUp {
    try await write(as: viewer) { transaction in
      // Two clicks are one.
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.copy'), hashtext(\(unit) || ' ' || \(useCase)))")
      let row = try await transaction.query(
        """
        select u.id as unit, k.id as use_case, copy_source(k.id) as source,
          coalesce(bool_or(a.started_on <= current_date and (a.ended_on is null or a.ended_on >= current_date)), false) as has
        from units u cross join use_cases k left join adoptions a on a.unit_id = u.id and a.use_case_id = k.id
        where u.code = \(unit) and k.code = \(useCase) group by u.id, k.id
        """
      ).first
      guard let row, let source = try row.decode("source", as: Int?.self) else { return .absent }
      if try row.decode("has", as: Bool.self) { return .already }
      try await transaction.execute(
        """
        insert into adoptions (code, unit_id, use_case_id, started_on, copied_from_id)
        values (free_adoption_code(\(unit) || '-' || \(useCase)), \(try row.decode("unit", as: Int.self)), \(try row.decode("use_case", as: Int.self)),
          current_date, \(source))
        """)
      return .done
    }
  }
}

extension CopyingOffer.Unit {
  fileprivate init(_ row: Row) throws {
    code = try row.decode("code", as: String.self)
    name = try row.decode("name", as: String.self)
    nameEnglish = try row.decode("name_en", as: String?.self)
    isOpen = try row.decode("is_open", as: Bool.self)
  }
}

extension CopyableUseCase {
  fileprivate init(_ row: Row) throws {
    code = try row.decode("code", as: String.self)
    title = try row.decode("title", as: String.self)
    tool = try row.decode("tool", as: String.self)
    risk = try row.decode("risk", as: String?.self)
    origin = try row.decode("origin", as: String?.self)
    originEnglish = try row.decode("origin_en", as: String?.self)
    bureaus = try row.decode("bureaus", as: Int.self)
    units = try row.decode("units", as: Int.self)
    saved = try row.decode("saved_each", as: Double?.self)
    evidence = try row.decode("level", as: Int?.self)
    copies = try row.decode("copies", as: [String].self)
    copiesEnglish = try row.decode("copies_en", as: [String].self)
  }
}
