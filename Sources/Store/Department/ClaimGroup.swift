public import Domain
import Postgres
import Secrets

/// The claims of redirected time of a unit, category and month that somebody is to confirm together.
public struct ClaimGroup: Sendable {
  /// By what a group is known in its month.
  public struct Key: Sendable, Hashable {
    public let unit: String
    public let category: String

    public init(unit: String, category: String) {
      self.unit = unit
      self.category = category
    }
  }

  public let key: Key
  public let unit: String
  public let unitEnglish: String?
  public let category: String
  public let categoryEnglish: String?
  public let claims: [Claim]
  /// The newest decision that was no plain confirmation.
  public internal(set) var decision: Decision?
  let unitID: Int
  let categoryID: Int

  /// One of them, without whose it is.
  public struct Claim: Sendable {
    let adoption: Int
    public let minutes: Int
    public let output: String?
    /// One of the tenth that is shown closer.
    public let isDrawn: Bool
    /// So few share it that what is told of it is told of them.
    public let isSmall: Bool
    /// The small ones of the group together are shared by as few.
    public let isFew: Bool
    /// Of a drawn one that isn't small.
    public let useCase: String?
    public let cases: Int?
    /// The viewer has claimed it, and so may not confirm it.
    public let isOwn: Bool
    /// As `2026-11-24`; nil: it waits.
    public let confirmedOn: String?
    public let isConfirmedHere: Bool

    var isOpen: Bool { confirmedOn == nil && !isOwn }
  }

  public struct Decision: Sendable {
    public let isReduction: Bool
    public let reason: String
    public let claimedMinutes: Int
    public let minutes: Int?
    public let at: String
    let state: String
  }

  public var claimed: Int { claims.reduce(0) { $0 + $1.minutes } }
  /// Minutes that wait for the viewer.
  public var open: Int { claims.reduce(0) { $0 + ($1.isOpen ? $1.minutes : 0) } }
  public var own: Int { claims.reduce(0) { $0 + ($1.isOwn && $1.confirmedOn == nil ? $1.minutes : 0) } }
  public var confirmed: Int { claims.reduce(0) { $0 + ($1.confirmedOn == nil ? 0 : $1.minutes) } }
  public var isConfirmedHere: Bool { claims.contains(where: \.isConfirmedHere) }

  /// What it looks like to who decides: another text once a claim has been added, changed or confirmed.
  public var state: String {
    let texts = claims.map { "\($0.adoption) \($0.minutes) \($0.confirmedOn == nil ? "open" : "confirmed") \($0.output ?? "")" }
    return Digest.sha256(Array(texts.joined(separator: "\n").utf8)).prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// So few persons share some of it that what they did may not be told apart from the rest.
  public var hidesFew: Bool { claims.contains(where: \.isFew) }
  /// So few share all of it but the viewer's own that neither its minutes nor its outputs may be told.
  public var isHeld: Bool { hidesFew && claims.allSatisfy { $0.isSmall || $0.isOwn } }

  /// It was sent back, and nothing has changed since.
  public var isSentBack: Bool { decision.map { !$0.isReduction && $0.state == state } ?? false }
  public var waits: Bool { open > 0 && !isSentBack }
}

/// A month's claims, as whoever confirms them sees them.
public struct ClaimsOfMonth: Sendable {
  public let groups: [ClaimGroup]
  /// Until when the month's own head confirms; afterwards the present one does.
  public let deadline: String
  public let isLate: Bool
  /// Whether the viewer is somebody of the record: nobody else can stand as confirmer.
  public let isSomebody: Bool
  /// Months that wait, newest first: how many groups, and their minutes.
  public let months: [(month: Month, groups: Int, minutes: Int)]
}

extension Database {
  public func claims(of month: Month, as viewer: Viewer) async throws -> ClaimsOfMonth {
    try await read(as: viewer) { transaction in
      let facts = try await transaction.query(
        """
        select to_char(last_day(\(month)::date) + s.confirmation_days, 'YYYY-MM-DD') as deadline, current_date > last_day(\(month)::date) + s.confirmation_days as is_late,
          viewer_person() is not null as is_somebody
        from settings s
        """
      ).first
      guard let facts else { throw NoAnswer(query: "settings") }
      let months = try await transaction.query("select to_char(m.month, 'YYYY-MM') as month, m.groups, m.minutes from months_to_confirm() m")
      return ClaimsOfMonth(
        groups: try await transaction.claimGroups(of: month), deadline: try facts.decode("deadline", as: String.self),
        isLate: try facts.decode("is_late", as: Bool.self),
        isSomebody: try facts.decode("is_somebody", as: Bool.self),
        months: try months.compactMap { row in
          guard let month = Month(try row.decode("month", as: String.self)) else { return nil }
          return (month, try row.decode("groups", as: Int.self), try row.decode("minutes", as: Int.self))
        })
    }
  }
}

extension Transaction {
  func claimGroups(of month: Month) async throws -> [ClaimGroup] {
    var groups: [ClaimGroup] = []
    var rows: [ClaimGroup.Key: (first: Row, claims: [ClaimGroup.Claim])] = [:]
    var order: [ClaimGroup.Key] = []
    for row in try await query("select c.*, to_char(c.confirmed_on, 'YYYY-MM-DD') as confirmed from claims_to_confirm(\(month)::date) c") {
      let key = ClaimGroup.Key(unit: try row.decode("unit_code", as: String.self), category: try row.decode("category_code", as: String.self))
      if rows[key] == nil { order.append(key) }
      rows[key, default: (row, [])].claims.append(try ClaimGroup.Claim(row))
    }
    for key in order {
      if let (first, claims) = rows[key] { groups.append(try ClaimGroup(key: key, first: first, claims: claims)) }
    }
    let decisions = try await query(
      """
      select distinct on (d.unit_id, d.category_id) d.unit_id, d.category_id, d.decision, d.reason, d.claimed_minutes, d.minutes, d.state, minute_text(d.decided_at) as at
      from claim_decisions d where d.month = \(month)::date and d.unit_id = any (\(groups.map(\.unitID))) order by d.unit_id, d.category_id, d.id desc
      """)
    for row in decisions {
      let (unit, category) = (try row.decode("unit_id", as: Int.self), try row.decode("category_id", as: Int.self))
      guard let place = groups.firstIndex(where: { $0.unitID == unit && $0.categoryID == category }) else { continue }
      groups[place].decision = try ClaimGroup.Decision(row)
    }
    return groups
  }
}

extension ClaimGroup {
  fileprivate init(key: Key, first: Row, claims: [Claim]) throws {
    self.key = key
    self.claims = claims
    unit = try first.decode("unit", as: String.self)
    unitEnglish = try first.decode("unit_en", as: String?.self)
    category = try first.decode("category", as: String.self)
    categoryEnglish = try first.decode("category_en", as: String?.self)
    unitID = try first.decode("unit_id", as: Int.self)
    categoryID = try first.decode("category_id", as: Int.self)
  }
}

extension ClaimGroup.Claim {
  fileprivate init(_ row: Row) throws {
    adoption = try row.decode("adoption_id", as: Int.self)
    minutes = try row.decode("minutes", as: Int.self)
    output = try row.decode("output", as: String?.self)
    isDrawn = try row.decode("is_drawn", as: Bool.self)
    isSmall = try row.decode("is_small", as: Bool.self)
    isFew = try row.decode("is_few", as: Bool.self)
    useCase = try row.decode("use_case", as: String?.self)
    cases = try row.decode("cases", as: Int?.self)
    isOwn = try row.decode("is_own", as: Bool.self)
    confirmedOn = try row.decode("confirmed", as: String?.self)
    isConfirmedHere = try row.decode("is_confirmed_here", as: Bool.self)
  }
}

extension ClaimGroup.Decision {
  fileprivate init(_ row: Row) throws {
    isReduction = try row.decode("decision", as: String.self) == "reduced"
    reason = try row.decode("reason", as: String.self)
    claimedMinutes = try row.decode("claimed_minutes", as: Int.self)
    minutes = try row.decode("minutes", as: Int?.self)
    at = try row.decode("at", as: String.self)
    state = try row.decode("state", as: String.self)
  }
}
