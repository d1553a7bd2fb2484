import Domain
import Postgres

/// First step of a merge: the staged rows as they would stand, references resolved and defaults taken.
extension Staging {
  var effective: String { "effective_" + kind.table }

  /// Works out the rows as they would stand: references resolved, absent columns as they are stored, empty ones at their defaults.
  func resolve(in transaction: Transaction) async throws {
    if kind.name == "units" {
      try await transaction.execute(
        "insert into units (code) select distinct code from \(unsafe: incoming) where code is not null and code !~ '[;；、]' and not _withdrawn on conflict do nothing"
      )
    }
    var joins: [String] = []
    var raw: [String] = []
    var values: [String] = []
    var compared: [String] = []
    for (place, column) in kind.columns.enumerated() {
      let isPresent = columns.contains { $0.english == column.english }
      if case .reference(let reference) = column.value, isPresent {
        raw.append("i.\"\(column.english)\" as \"_raw_\(column.english)\"")
        if kind.refersToItself(column) {
          values.append("null::bigint as \(column.field)")
          continue
        }
        joins.append("left join (\(lookup(reference))) r\(place) on r\(place).value = i.\"\(column.english)\"")
        values.append("r\(place).id as \(column.field)")
      } else if isPresent, case .references(let reference) = column.value {
        values.append(
          "(select coalesce(array_agg(l.id order by w.place), '{}') from unnest(i.\"\(column.english)\") with ordinality w (word, place) join (\(lookup(reference))) l on l.value = w.word) as \(column.field)"
        )
        raw.append("i.\"\(column.english)\" as \"_raw_\(column.english)\"")
      } else if isPresent, case .grades = column.value {
        values.append(
          """
          (select coalesce(array_agg(coalesce(g.code, w.word) order by w.place), '{}') from unnest(i."\(column.english)") with ordinality w (word, place)
            left join (\(Reference.grades.lookup)) l on l.value = w.word left join grades g on g.id = l.id where w.word <> 'none') as \(column.field)
          """)
      } else if isPresent {
        values.append((column.fallback.map { "coalesce(i.\"\(column.english)\", \($0))" } ?? "i.\"\(column.english)\"") + " as \(column.field)")
      } else {
        values.append(
          (column.fallback.map { "case when t.\(kind.keys[0].field) is null then \($0) else t.\(column.field) end" } ?? "t.\(column.field)")
            + " as \(column.field)")
      }
      if !column.isKey { compared.append(column.field) }
    }
    let sameKey = kind.keys.enumerated().map { _, key in
      let place = kind.columns.firstIndex { $0.english == key.english } ?? 0
      if case .reference = key.value { return "t.\(key.field) = r\(place).id" }
      return "t.\(key.field) = i.\"\(key.english)\""
    }
    let id = kind.hasID ? ", coalesce(t.id, nextval(pg_get_serial_sequence('\(kind.table)', 'id'))) as id" : ""
    let fields = kind.columns.map { column in
      let present = columns.contains { $0.english == column.english }
      return "\(kind.normalised(column, isPresent: present) ?? "e.\(column.field)") as \(column.field)"
    }
    try await transaction.script(
      """
      create temp table \(effective) on commit drop as
      select n.*, not n._existing or (\(compared.map { "n.\($0)" }.joined(separator: ", "))\(compared.isEmpty ? "" : ", ")0) is distinct from (\(compared.map { "(n._old).\($0)" }.joined(separator: ", "))\(compared.isEmpty ? "" : ", ")0) as _changed
      from (
        select e._line, e._spoiled, e._withdrawn, e._reason, e._existing, e._old\(kind.hasID ? ", e.id" : "")\(raw.isEmpty ? "" : ", " + raw.map { "e." + $0.split(separator: " as ")[1] }.joined(separator: ", ")),
          \(fields.joined(separator: ", "))
        from (
          select i._line, i._spoiled, i._withdrawn, i._reason, t.\(kind.keys[0].field) is not null as _existing, t as _old\(id)\(raw.isEmpty ? "" : ", " + raw.joined(separator: ", ")),
            \(values.joined(separator: ", "))
          from \(incoming) i
          \(joins.joined(separator: "\n"))
          left join \(kind.table) t on \(sameKey.joined(separator: " and "))) e) n;
      drop table \(incoming);
      """)
    for column in columns where kind.refersToItself(column) {
      try await resolveWithin(column, in: transaction)
    }
    try await transaction.script("analyze \(effective)")
  }

  /// A reference to rows of the same table may name a row that comes with this file.
  private func resolveWithin(_ column: Column, in transaction: Transaction) async throws {
    let code = kind.keys[0].field
    try await transaction.script(
      """
      update \(effective) e set \(column.field) = r.id, _changed = e._changed or r.id is distinct from (e._old).\(column.field)
      from \(effective) f
      left join (select distinct on (c.value) c.value, c.id from (
          select \(code) as value, id, 1 as choice from \(effective) where not _withdrawn union all select \(code), id, 0 from \(kind.table)) c order by c.value, c.choice) r
        on r.value = f."_raw_\(column.english)"
      where f._line = e._line and (f."_raw_\(column.english)" is not null or (f._old).\(column.field) is not null);
      """)
  }

  /// A new unit's name may be used for it in the file that brings it.
  private func lookup(_ reference: Reference) -> String {
    guard kind.name == "units", reference == .units else { return reference.lookup }
    let brought = columns.contains { $0.english == "name" } ? " union all select i.name, u.id from \(incoming) i join units u on u.code = i.code" : ""
    return """
      select code as value, id from units union all select folded(t.title), min(t.id) from (select name as title, unit_id as id from unit_versions\(brought)) t
      where t.title is not null and not exists (select from units c where c.code = folded(t.title)) group by folded(t.title) having count(distinct t.id) = 1
      """
  }
}

extension Column {
  /// What an empty cell of a column stands for, as SQL.
  var fallback: String? {
    switch (english, value) {
    case (_, .references), (_, .grades): "'{}'"
    case ("new_task", _): "false"
    case ("verify_minutes", .hundredths), ("rework_minutes", .hundredths), ("learn_minutes", .hundredths), ("operate_minutes", .hundredths): "0"
    default: nil
    }
  }
}

extension Kind {
  /// Where what a cell stands for depends on the row: the value as SQL over the row `e`.
  func normalised(_ column: Column, isPresent: Bool) -> String? {
    switch (name, column.english) {
    case ("posts", "contracted_minutes"): return "case when e.kind = 'primary' then coalesce(e.contracted_minutes, 9300) else e.contracted_minutes end"
    case ("time", "verify_minutes"), ("time", "rework_minutes"), ("time", "learn_minutes"), ("time", "operate_minutes"):
      return typed(column, isPresent: isPresent, otherwise: "0")
    case ("time", "evidence"): return typed(column, isPresent: isPresent, otherwise: "'E1'")
    case ("time", "baseline_minutes"), ("time", "ai_minutes"), ("time", "gross_minutes"):
      // A file without these columns that names a measurement replaces what was typed.
      return isPresent ? nil : "case when e.measurement_id is null then e.\(column.field) end"
    case ("redirections", "confirmed_by"), ("redirections", "confirmed_by_id"), ("redirections", "confirmed_on"):
      // Who may not confirm ends a confirmation by changing what was confirmed.
      let same = ["minutes", "output", "claimed_by_id"].map { "e.\($0) is not distinct from (e._old).\($0)" }.joined(separator: " and ")
      return "case when current_setting('role') <> 'tedori_clerk' or \(same) then e.\(column.field) end"
    default: return nil
    }
  }

  private func typed(_ column: Column, isPresent: Bool, otherwise: String) -> String {
    "case when e.measurement_id is null then coalesce(e.\(column.field), \(otherwise)) \(isPresent ? "else e.\(column.field) " : "")end"
  }
}
