import Domain
import Postgres

/// Second step of a merge: what is wrong with single rows, the tables' own CHECK constraints among it.
extension Staging {
  /// Finds what is wrong with rows by themselves: names that nobody has, empty cells, keys twice, the table's own checks.
  func findRowFaults(in transaction: Transaction) async throws {
    if kind.name == "units" { try await report(in: transaction, kind.columns[0], "units_code_usable", where: "e.\"_raw_code\" ~ '[;；、]'") }
    if kind.name == "schemes", let column = kind.column(named: "override_reason") {
      try await report(
        in: transaction, column, "schemes_override",
        where: """
          current_setting('role') not in ('none', 'tedori_administrator') and not e._withdrawn and (e.override_reason is distinct from (e._old).override_reason
            or e.override_reason is not null and (e.kind, e.rewards) is distinct from ((e._old).kind, (e._old).rewards))
          """)
    }
    for column in columns {
      if case .grades = column.value {
        try await report(
          in: transaction, column, "unknown_grade",
          where:
            "not e._withdrawn and exists (select from unnest(e.\(column.field)) w (word) where w.word <> 'all' and not exists (select from grades g where g.code = w.word))"
        )
      }
    }
    try await findUnknownNames(in: transaction)
    try await findLostZeros(in: transaction)
    try await findFarMonths(in: transaction)
    // Empty cells were found when the file was read; here it is columns that the file lacks.
    for column in kind.columns where column.isRequired && !columns.contains(where: { $0.english == column.english }) {
      try await report(in: transaction, column, "empty", where: "e.\(column.field) is null and not e._spoiled and not e._withdrawn")
    }
    let keys = kind.keys.map { "e.\($0.field)" }.joined(separator: ", ")
    let names = kind.keys.map(\.field).joined(separator: ", ")
    let whole = kind.keys.map { "e.\($0.field) is not null" }.joined(separator: " and ")
    try await transaction.execute(
      """
      insert into faults
      select l, \(kind.keys[0].english), 'key_twice', jsonb_build_object('lines', jsonb_build_array(case when l = k.lines[1] then k.lines[2] else k.lines[1] end))
      from (
        select array_agg(e._line order by e._line) as lines
        from (select \(unsafe: keys) from \(unsafe: effective) e where \(unsafe: whole) group by \(unsafe: keys) having count(*) > 1) d join \(unsafe: effective) e using (\(unsafe: names))
        group by \(unsafe: keys)) k, unnest(k.lines) l
      """)
    try await findCheckFaults(in: transaction)
    try await findReferred(in: transaction)
  }

  private func report(in transaction: Transaction, _ column: Column, _ rule: String, where condition: String) async throws {
    try await transaction.execute("insert into faults select e._line, \(column.english), \(rule), null from \(unsafe: effective) e where \(unsafe: condition)")
  }

  /// The table's check constraints, asked of every row before it is written: one definition serves the database and the reader of the problems.
  private func findCheckFaults(in transaction: Transaction) async throws {
    let checks = try await transaction.query(
      "select conname::text as name, pg_get_expr(conbin, conrelid) as condition from pg_constraint where contype = 'c' and conrelid = \(kind.table)::regclass order by conname"
    )
    guard !checks.isEmpty else { return }
    let broken = try checks.map { row in
      "case when (\(try row.decode("condition", as: String.self))) is false then '\(try row.decode("name", as: String.self))' end"
    }
    try await transaction.execute(
      """
      insert into faults select f._line, null, r.rule, null
      from (select e._line, concat_ws(' ', \(unsafe: broken.joined(separator: ", "))) as broken from \(unsafe: effective) e
            where not e._withdrawn and not e._spoiled and not exists (select from faults o where o._line = e._line)) f, string_to_table(f.broken, ' ') r (rule)
      where f.broken <> ''
      """)
  }

  /// A row can't be taken back while others refer to it, unless they are taken back with it.
  private func findReferred(in transaction: Transaction) async throws {
    // Who takes nothing back need not see what might refer to it.
    guard kind.hasID, try await !transaction.query("select from \(unsafe: effective) where _withdrawn and _existing limit 1").isEmpty else { return }
    let target = kind.name == "units" ? "units" : kind.table
    let referring = try await transaction.query(
      """
      select c.conrelid::regclass::text as child, a.attname::text as field from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.contype = 'f' and c.confrelid = \(target)::regclass and c.confdeltype = 'a' order by 1, 2
      """)
    for row in referring {
      let child = try row.decode("child", as: String.self)
      let field = try row.decode("field", as: String.self)
      let gone = kind.name == "units" ? "e.unit_id" : "e.id"
      var condition = "e._withdrawn and e._existing and "
      if child == kind.table {
        condition += "exists (select from \(child) c where c.\(field) = \(gone) and c.id not in (select w.id from \(effective) w where w._withdrawn))"
      } else {
        // Who keeps a list need not see the records that refer to it.
        condition += "is_referred_to('\(child)'::regclass, '\(field)', \(gone))"
      }
      // A unit is gone only with its last version.
      if kind.name == "units" {
        condition +=
          " and not exists (select from unit_versions v where v.unit_id = e.unit_id and v.id not in (select w.id from \(effective) w where w._withdrawn))"
      }
      try await transaction.execute(
        "insert into faults select e._line, \(kind.keys[0].english), 'referred_to', jsonb_build_object('by', \(Self.title(of: child))::text) from \(unsafe: effective) e where \(unsafe: condition)"
      )
    }
  }

  /// A table as people know it: by the kind of file that fills it.
  private static func title(of table: String) -> String {
    Kind.all.first { $0.table == table }.map { "\($0.japanese) \($0.name)" } ?? table
  }
}
