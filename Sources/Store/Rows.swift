package import Domain
package import Postgres

/// Rows of a kind in the shape of its file, as an account sees them: a page, or one. That it has looked at the persons whom they name is noted.
extension Transaction {
  /// A page of rows in the order of their keys.
  ///
  /// - Parameters:
  ///   - key: the key of the last row that is not wanted any more; nil: from the first row on.
  ///   - hidden: references that the viewer may not follow.
  ///   - word: what is to be found in them or in the names of what they refer to.
  package func rows(
    of kind: Kind, after key: [String]?, limit: Int, hiding hidden: Set<Reference>, finding word: String? = nil
  ) async throws -> [[String?]] {
    let fields = kind.exportKey.joined(separator: ", ")
    var found: (sql: String, parameters: [any Bindable]) = ("true", [])
    if let word { found = try await condition(finding: word, in: kind, hiding: hidden) }
    let first = found.parameters.count + 1
    let after = key.map { "where (\(fields)) > (\($0.indices.map { "$\($0 + first)" }.joined(separator: ", ")))" } ?? ""
    let statement = Statement(
      text: "select x.* from (\(kind.exportRows(hiding: hidden, where: found.sql))) x \(after) order by \(kind.exportOrder) limit \(limit)",
      parameters: found.parameters + (key ?? []))
    let rows = try await query(statement).map { row in try kind.columns.indices.map { try row.decode($0, as: String?.self) } }
    try await noteLooks(at: rows, of: kind)
    return rows
  }

  /// The row with a key; nil where there is none that the viewer sees.
  package func row(of kind: Kind, key: [String], hiding hidden: Set<Reference>) async throws -> [String?]? {
    let fields = zip(kind.exportKey, key.indices).map { "\($0) = $\($1 + 1)" }.joined(separator: " and ")
    let statement = Statement(text: "select x.* from (\(kind.exportRows(hiding: hidden))) x where \(fields)", parameters: key)
    let row = try await query(statement).first.map { row in try kind.columns.indices.map { try row.decode($0, as: String?.self) } }
    try await noteLooks(at: row.map { [$0] } ?? [], of: kind)
    return row
  }

  /// All rows of a kind about the person who has a staff number, the newest first.
  package func rows(of kind: Kind, ofPersonWith number: String, hiding hidden: Set<Reference>) async throws -> [[String?]] {
    let employments = "(select s.id from staff s where s.person_id = (select o.person_id from staff o where o.staff_no = $1))"
    let condition = kind.name == "staff" ? "t.id in \(employments)" : "t.staff_id in \(employments)"
    let day = kind.columns.first { if case .day = $0.value { true } else { false } }?.english ?? kind.keys[0].english
    let statement = Statement(
      text: "select x.* from (\(kind.exportRows(hiding: hidden, where: condition))) x order by x.\"\(day)\" desc nulls last, \(kind.exportOrder)",
      parameters: [number])
    let rows = try await query(statement).map { row in try kind.columns.indices.map { try row.decode($0, as: String?.self) } }
    try await noteLooks(at: rows, of: kind)
    return rows
  }

  /// The row of a kind that a file of one has just been merged into, as it stands now.
  package func mergedRow(of kind: Kind, hiding hidden: Set<Reference>) async throws -> [String?]? {
    let fields = kind.keys.map(\.field)
    let keys = fields.map { "e.\($0)" }.joined(separator: ", ")
    let merged = "(\(fields.map { "t.\($0)" }.joined(separator: ", "))) in (select \(keys) from \(Staging(kind: kind, columns: []).effective) e)"
    let row = try await query(Statement(text: kind.exportRows(hiding: hidden, where: merged), parameters: [])).first.map { row in
      try kind.columns.indices.map { try row.decode($0, as: String?.self) }
    }
    try await noteLooks(at: row.map { [$0] } ?? [], of: kind)
    return row
  }

  /// Waits for whoever writes rows of the kind by a file or a request, and keeps others waiting until the transaction ends.
  package func lockImports(of kind: Kind) async throws {
    _ = try await query("select pg_advisory_xact_lock(hashtext('tedori.import.' || \(kind.table)))")
  }

  /// Notes a look at whoever has these adoptions, as a sheet names them.
  package func noteLooks(atAdopters adoptions: [String]) async throws {
    guard !adoptions.isEmpty else { return }
    _ = try await query(
      """
      select look_at(array(select distinct s.person_id from adoptions a join staff s on s.id = a.staff_id where a.code = any (\(adoptions)::text[])), 'sheets')
      """)
  }

  private func noteLooks(at rows: [[String?]], of kind: Kind) async throws {
    let places = kind.columns.indices.filter { kind.columns[$0].namesPerson }
    let named = Set(rows.flatMap { row in places.compactMap { row[$0] } })
    guard !named.isEmpty else { return }
    _ = try await query(
      """
      select look_at(array(select s.person_id from staff s where s.staff_no = any (\(named.sorted())::text[])), \(kind.name))
      """)
  }
}

extension Database {
  /// Notes that an account was told of persons' time, such as by the problems of a file.
  package func noteTimeSeen(of persons: Set<Int>, as viewer: Viewer) async throws {
    guard !persons.isEmpty, case .account = viewer else { return }
    try await write(as: viewer) { _ = try await $0.query("select look_at(\(persons.sorted())::bigint[], 'time')") }
  }
}

extension Kind {
  /// Whether its rows can name persons: reading them then leaves a note.
  package var namesPersons: Bool { columns.contains(where: \.namesPerson) }
}

extension Column {
  fileprivate var namesPerson: Bool {
    if case .reference(.staff) = value { true } else { english == "staff_no" }
  }
}
