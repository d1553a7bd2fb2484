package import Domain
package import Postgres

/// A registered trial as it is kept.
package struct StoredTrial: Sendable {
  package let id: Int
  package let document: String
  /// Its hash, in hexadecimal digits.
  package let sha256: String
  package let amendments: [Amendment]

  package struct Amendment: Sendable {
    package let text: String
    package let madeBy: String
    package let madeAt: String
  }
}

/// A scheme as a plan names it.
package struct TrialScheme: Sendable {
  package let id: Int
  package let title: String
  package let kind: String
  package let rewards: String
  package let version: Int
  package let cost: Int?
  package let endsOn: Day?
}

extension Transaction {
  /// The scheme with a code; nil: there is none.
  package func trialScheme(_ code: String) async throws -> TrialScheme? {
    try await query(
      """
      select s.id, s.title, s.kind, s.rewards, s.cost_yen, s.ends_on, (select max(v.version) from scheme_versions v where v.scheme_id = s.id) as version
      from schemes s where s.code = folded(\(code))
      """
    ).first.map {
      TrialScheme(
        id: try $0.decode("id", as: Int.self), title: try $0.decode("title", as: String.self), kind: try $0.decode("kind", as: String.self),
        rewards: try $0.decode("rewards", as: String.self), version: try $0.decode("version", as: Int.self), cost: try $0.decode("cost_yen", as: Int?.self),
        endsOn: try $0.decode("ends_on", as: Day?.self))
    }
  }

  /// Of these indicators, those that are defined.
  package func definedIndicators(_ codes: [String]) async throws -> Set<String> {
    Set(try await query("select i.code from indicators i where i.code = any (\(codes)::text[])").map { try $0.decode("code", as: String.self) })
  }

  package func today() async throws -> Day {
    guard let row = try await query("select current_date as today").first else { return Day.first }
    return try row.decode("today", as: Day.self)
  }

  package func hasTrial(_ code: String) async throws -> Bool { try await !query("select from trials t where t.code = \(code)").isEmpty }

  /// Writes down a trial with its units.
  ///
  /// - Parameter units: with ids, in the order in which they were drawn.
  package func insertTrial(
    code: String, title: String, scheme: Int, on day: Day, firstStart: Month, isRandom: Bool, document: String,
    units: [(id: Int, stratum: String, start: Month?)]
  ) async throws {
    try await execute(
      """
      insert into trials (code, title, scheme_id, registered_on, first_start, is_random, document, sha256)
      values (\(code), \(title), \(scheme), \(day), \(firstStart)::date, \(isRandom), \(document), sha256(convert_to(\(document), 'UTF8')))
      """)
    let (ids, strata, starts) = (units.map(\.id), units.map(\.stratum), units.map { $0.start?.firstDay.description })
    try await execute(
      """
      insert into trial_units (trial_id, unit_id, place, stratum, start)
      select t.id, u.unit_id, u.place, u.stratum, u.start::date
      from trials t, unnest(\(ids)::bigint[], \(strata)::text[], \(starts)::text[]) with ordinality u (unit_id, stratum, start, place) where t.code = \(code)
      """)
  }

  /// A trial with its amendments; nil: there is none that may be read.
  package func trial(_ code: String) async throws -> StoredTrial? {
    guard let row = try await query("select t.id, t.document, encode(t.sha256, 'hex') as sha256 from trials t where t.code = \(code)").first else { return nil }
    let id = try row.decode("id", as: Int.self)
    let amendments = try await query(
      "select a.text, a.made_by, to_char(a.made_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD') as made_at from trial_amendments a where a.trial_id = \(id) order by a.id"
    ).map {
      StoredTrial.Amendment(
        text: try $0.decode("text", as: String.self), madeBy: try $0.decode("made_by", as: String.self), madeAt: try $0.decode("made_at", as: String.self))
    }
    return StoredTrial(id: id, document: try row.decode("document", as: String.self), sha256: try row.decode("sha256", as: String.self), amendments: amendments)
  }

  package func amendTrial(_ id: Int, _ text: String, by name: String) async throws {
    try await execute("insert into trial_amendments (trial_id, text, made_by) values (\(id), \(text), \(name))")
  }

  /// What was found at a look; nil: nothing yet.
  package func trialResult(_ id: Int, look: Int) async throws -> String? {
    try await query("select r.document from trial_results r where r.trial_id = \(id) and r.look = \(look)").first?.decode("document", as: String.self)
  }

  /// Keeps what was found at a look; the first that was worked out stays.
  package func keepTrialResult(_ id: Int, look: Int, month: Month, document: String, published: String) async throws {
    try await execute(
      """
      insert into trial_results (trial_id, look, month, document, public_document, sha256)
      values (\(id), \(look), \(month)::date, \(document), \(published), sha256(convert_to(\(document), 'UTF8'))) on conflict do nothing
      """)
  }
}
