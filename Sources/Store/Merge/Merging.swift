import Domain
package import Postgres

/// What a merge did, or would do.
public struct MergeCounts: Sendable, Equatable {
  public var created = 0
  public var updated = 0
  public var unchanged = 0
  public var refused = 0

  package init(created: Int = 0, updated: Int = 0, unchanged: Int = 0, refused: Int = 0) {
    self.created = created
    self.updated = updated
    self.unchanged = unchanged
    self.refused = refused
  }
}

/// What a merge came to.
package struct MergeOutcome: Sendable {
  package let counts: MergeCounts
  /// The first of them, in the order of lines.
  package let faults: [RowFault]
  /// Whether nothing can be kept: a fault that belongs to no line, or too many to list.
  package let refusesAll: Bool
}

/// A row that can't be written, and why.
package struct RowFault: Sendable {
  /// The row as the spreadsheet numbers it; 0: the file as a whole.
  package let line: Int
  /// The column's English name, where one cell is at fault.
  package let column: String?
  /// The rule's name, see `Rule`.
  package let rule: String
  /// Numbers and codes for the sentence, as JSON; `person` where it tells of a person's time.
  package let detail: String?
}

extension Staging {
  /// Merges the staged rows into their tables, leaving out those with faults; a rule of the account that is broken refuses all rows that break it together.
  ///
  /// Several stagings are the parts of one file: a line with a fault in one of them is left out of all. The caller decides what the faults mean: roll back,
  /// or keep what is good.
  package static func merge(_ stagings: [Staging], in transaction: Transaction) async throws -> MergeOutcome {
    try await transaction.script("set local work_mem = '96MB'; create temp table refused (_line integer primary key) on commit drop")
    // Two files of one kind go one after the other: what the first brings, the second finds there.
    for table in stagings.map(\.kind.table).sorted() {
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.import.' || \(table)))")
    }
    for staging in stagings {
      try await staging.resolve(in: transaction)
      try await staging.findRowFaults(in: transaction)
    }
    while true {
      if try await hasTooManyFaults(in: transaction) { break }
      try await transaction.script("savepoint merge")
      try await refuse(stagings, in: transaction)
      for staging in stagings { try await staging.write(in: transaction) }
      guard try await settle(stagings, in: transaction) else {
        try await transaction.script("release savepoint merge")
        return MergeOutcome(
          counts: try await counts(stagings, in: transaction, noneWritten: false), faults: try await faults(in: transaction), refusesAll: false)
      }
      if try await hasTooManyFaults(in: transaction) { break }
      let faults = try await faults(in: transaction)
      // What has settled is rolled back; its faults are carried over by hand, for they were written after the savepoint.
      try await transaction.script("rollback to savepoint merge")
      try await carry(faults, in: transaction)
      if faults.contains(where: { $0.line == 0 }) { break }
    }
    return MergeOutcome(counts: try await counts(stagings, in: transaction, noneWritten: true), faults: try await faults(in: transaction), refusesAll: true)
  }

  /// How many faults are listed; a file with more is refused as a whole, so that memory has a bound.
  package static let listed = 100_000

  private static func hasTooManyFaults(in transaction: Transaction) async throws -> Bool {
    try await transaction.query("select count(*)::int as faults from faults").first?.decode("faults", as: Int.self) ?? 0 > listed
  }

  private static func faults(in transaction: Transaction) async throws -> [RowFault] {
    try await transaction.query("select _line, _column, rule, detail::text from faults order by _line, rule, _column limit \(listed)").map {
      RowFault(
        line: try $0.decode("_line", as: Int.self), column: try $0.decode("_column", as: String?.self), rule: try $0.decode("rule", as: String.self),
        detail: try $0.decode("detail", as: String?.self))
    }
  }

  private static func carry(_ faults: [RowFault], in transaction: Transaction) async throws {
    try await transaction.execute("delete from faults")
    for start in stride(from: 0, to: faults.count, by: 1_000) {
      let some = faults[start..<min(start + 1_000, faults.count)]
      let lines = some.map(\.line)
      let columns = some.map { $0.column ?? "" }
      let rules = some.map(\.rule)
      let details = some.map { $0.detail ?? "" }
      try await transaction.execute(
        """
        insert into faults select l, nullif(c, ''), r, nullif(d, '')::jsonb
        from unnest(\(lines)::int[], \(columns)::text[], \(rules)::text[], \(details)::text[]) f (l, c, r, d)
        """)
    }
  }

  private static func counts(_ stagings: [Staging], in transaction: Transaction, noneWritten: Bool) async throws -> MergeCounts {
    let rows = stagings.map { "select _line, _existing, _changed, _withdrawn from \($0.effective)" }.joined(separator: " union all ")
    let counts = try await transaction.query(
      """
      select count(*) filter (where not e.is_refused and not e._existing and not e._withdrawn)::int as created,
        count(*) filter (where not e.is_refused and e._existing and (e._changed or e._withdrawn))::int as updated,
        count(*) filter (where not e.is_refused and (e._existing and not e._changed and not e._withdrawn or not e._existing and e._withdrawn))::int as unchanged,
        count(distinct e._line) filter (where e.is_refused)::int as refused
      from (select e.*, \(noneWritten) or r._line is not null as is_refused from (\(unsafe: rows)) e left join refused r on r._line = e._line) e
      """)
    guard let row = counts.first else { return MergeCounts() }
    return MergeCounts(
      created: try row.decode("created", as: Int.self), updated: try row.decode("updated", as: Int.self), unchanged: try row.decode("unchanged", as: Int.self),
      refused: try row.decode("refused", as: Int.self))
  }
}
