import Domain
import Postgres

/// Words that name no row where one is expected: whether nothing is called so, several are, or one is that was probably meant.
extension Staging {
  /// Says of each such word which of the three it is.
  func findUnknownNames(in transaction: Transaction) async throws {
    for column in columns {
      let raw = "e.\"_raw_\(column.english)\""
      switch column.value {
      case .reference(let reference):
        try await explain(
          reference, column,
          "select e._line, \(raw) as word from \(effective) e where \(raw) is not null and e.\(column.field) is null and (not e._withdrawn or \(column.isKey))",
          in: transaction)
      case .references(let reference):
        try await explain(
          reference, column,
          """
          select e._line, w.word from \(effective) e cross join unnest(\(raw)) w (word) left join (\(reference.lookup)) l on l.value = w.word
          where l.value is null and not e._withdrawn
          """, in: transaction)
      default: continue
      }
    }
  }

  private func explain(_ reference: Reference, _ column: Column, _ unknown: String, in transaction: Transaction) async throws {
    try await transaction.script("drop table if exists unknown_names; create temp table unknown_names on commit drop as \(unknown)")
    guard try await !transaction.query("select from unknown_names limit 1").isEmpty else { return }
    let titles = reference.titles ?? "select null::text as title, null::bigint as id where false"
    try await transaction.execute(
      """
      insert into faults
      with words as materialized (select distinct u.word from unknown_names u limit 1000),
        names as (select c.\(unsafe: reference.code) as name, c.id from \(unsafe: reference.table) c union select folded(t.title), t.id from (\(unsafe: titles)) t),
        called as (
          select w.word, array_agg(distinct n.id) as ids from words w join names n on n.name = w.word group by w.word),
        meant as (
          select w.word, min(n.id) as id from words w join names n on \(unsafe: Self.core("n.name")) = \(unsafe: Self.core("w.word"))
          where \(unsafe: Self.core("w.word")) <> '' group by w.word having count(distinct n.id) = 1)
      select u._line, \(column.english), case when c.word is not null then 'several_names' when m.word is not null then 'unknown_but_near' else 'unknown_reference' end,
        jsonb_strip_nulls(jsonb_build_object(
          'codes', (select string_agg(r.\(unsafe: reference.code), ', ' order by r.\(unsafe: reference.code)) from (
            select r.* from \(unsafe: reference.table) r where r.id = any (c.ids) order by r.\(unsafe: reference.code) limit 3) r),
          'near', (select r.\(unsafe: reference.code) from \(unsafe: reference.table) r where r.id = m.id)))
      from unknown_names u left join called c on c.word = u.word left join meant m on m.word = u.word
      """)
  }

  /// What is left of a name without case, width, spaces, hyphens and leading zeros, as SQL: what people and spreadsheets change.
  private static func core(_ name: String) -> String { "ltrim(lower(translate(normalize(\(name), nfkc), ' -_.‐−', '')), '0')" }
}
