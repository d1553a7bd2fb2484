import Domain
import Postgres

/// A file changes rows that its viewer sees and may not change.
package struct RowsOfOthers: Error {}

/// Third step of a merge: writing what changes something and isn't refused.
extension Staging {
  /// Writes down which lines are refused: those with a fault in any of the tables that they go into.
  static func refuse(_ stagings: [Staging], in transaction: Transaction) async throws {
    let spoiled = stagings.map { "select _line from \($0.effective) where _spoiled" }
    try await transaction.script(
      """
      truncate refused;
      insert into refused \((["select _line from faults"] + spoiled).joined(separator: " union "));
      """)
    guard try await !transaction.query("select _line from refused limit 1").isEmpty else { return }
    for staging in stagings { try await staging.refuseDependents(in: transaction) }
  }

  /// Writes every row that changes something and isn't refused, with the reason that it gives.
  func write(in transaction: Transaction) async throws {
    let reasons = try await transaction.query(
      "select distinct e._reason from \(unsafe: effective) e where \(unsafe: Self.isWritten) and (e._changed or e._withdrawn) order by e._reason nulls first")
    var written = 0
    for row in reasons {
      let reason = try row.decode("_reason", as: String?.self)
      try await transaction.execute("select set_config('tedori.reason', \(reason ?? ""), true)")
      written += try await write(in: transaction, reason: reason)
    }
    try await transaction.execute("select set_config('tedori.reason', '', true)")
    try await transaction.execute("select take_statistics(\(kind.table)::regclass, \(written))")
    if kind.name == "units" {
      try await transaction.execute("delete from units u where not exists (select from unit_versions v where v.unit_id = u.id)")
    }
  }

  static let isWritten = "not exists (select from refused r where r._line = e._line)"

  private func write(in transaction: Transaction, reason: String?) async throws -> Int {
    let fields = kind.columns.map(\.field)
    let said = "e._reason is not distinct from \(reason == nil ? "null" : "$1")"
    let binding: [any Bindable] = reason.map { [$0] } ?? []
    let sameKey = kind.keys.map { "t.\($0.field) = e.\($0.field)" }.joined(separator: " and ")
    var rows = 0
    func run(_ sql: String) async throws { rows += try await transaction.execute(Statement(text: sql, parameters: binding)) }

    // Clerks may not delete; they take nothing back either.
    if try await !transaction.query("select from \(unsafe: effective) where _withdrawn limit 1").isEmpty {
      try await run(
        "delete from \(kind.table) t using \(effective) e where \(sameKey) and e._withdrawn and e._existing and \(said) and \(Self.isWritten)")
    }
    let changing = kind.columns.filter { !$0.isKey }.map(\.field)
    if !changing.isEmpty {
      let isChanged = "e._existing and e._changed and not e._withdrawn and \(said) and \(Self.isWritten)"
      let before = rows
      try await run(
        "update \(kind.table) t set \(changing.map { "\($0) = e.\($0)" }.joined(separator: ", ")) from \(effective) e where \(sameKey) and \(isChanged)")
      // Row-level security passes over rows in silence that the viewer sees and may not change.
      let meant = try await transaction.query(Statement(text: "select count(*)::int as rows from \(effective) e where \(isChanged)", parameters: binding))
      guard try meant.first?.decode("rows", as: Int.self) == rows - before else { throw RowsOfOthers() }
    }
    let written = (kind.hasID ? ["id"] : []) + fields
    try await run(
      """
      insert into \(kind.table) (\(written.joined(separator: ", ")))
      select \(written.map { "e.\($0)" }.joined(separator: ", ")) from \(effective) e
      where not e._existing and not e._withdrawn and \(said) and \(Self.isWritten)
      """)
    return rows
  }

  /// Rows that name a row which is refused are refused with it.
  private func refuseDependents(in transaction: Transaction) async throws {
    for column in kind.columns {
      guard case .reference(let reference) = column.value else { continue }
      let ownUnit = kind.name == "units" && reference == .units && !column.isKey
      guard kind.refersToItself(column) || ownUnit else { continue }
      let id = ownUnit ? "unit_id" : "id"
      while true {
        let more = try await transaction.execute(
          """
          with orphans as (
            select e._line from \(unsafe: effective) e
            where \(unsafe: Self.isWritten) and not e._withdrawn and e.\(unsafe: column.field) is not null
              and not exists (select from \(unsafe: kind.table) t where t.\(unsafe: id) = e.\(unsafe: column.field))
              and not exists (select from \(unsafe: effective) o where o.\(unsafe: id) = e.\(unsafe: column.field) and not o._withdrawn
                and not exists (select from refused r where r._line = o._line))),
          said as (insert into faults select o._line, \(column.english), 'refers_to_refused', null from orphans o)
          insert into refused select o._line from orphans o
          """)
        if more == 0 { break }
      }
    }
  }
}
