package import Domain
package import Postgres

/// A monthly sheet's rows taken apart into time records and redirections.
extension Staging {
  /// Whether a row of a sheet reports anything, as SQL.
  var isFilled: String {
    let said = columns.map(\.english).filter { ["cases", "gross_minutes"].contains($0) }
    return said.isEmpty ? "false" : "(" + said.map { "\"\($0)\" is not null" }.joined(separator: " or ") + ")"
  }

  /// Minutes that went somewhere were freed by something: a row with categories says its cases.
  package func refuseUnfilled(categories: [Column], in transaction: Transaction) async throws {
    guard !categories.isEmpty else { return }
    let minutes = categories.map { "coalesce(\"\($0.staged)\", 0)" }.joined(separator: " + ")
    try await transaction.execute(
      "insert into faults select _line, 'cases', 'sheet_without_cases', null from \(unsafe: incoming) where not \(unsafe: isFilled) and not _withdrawn and \(unsafe: minutes) > 0"
    )
  }

  /// How many rows report nothing, and how many of these leave a record of that month as it is.
  package func unreported(in transaction: Transaction) async throws -> (rows: Int, recorded: Int) {
    let row = try await transaction.query(
      """
      select count(*)::int as rows,
        count(*) filter (where exists (select from time_records t join adoptions a on a.id = t.adoption_id where a.code = i.adoption_code and t.month = i.month))::int as recorded
      from \(unsafe: incoming) i where not \(unsafe: isFilled) and not _spoiled and not _withdrawn
      """
    ).first
    return (try row?.decode("rows", as: Int.self) ?? 0, try row?.decode("recorded", as: Int.self) ?? 0)
  }

  /// Takes this kind's columns of the sheet's rows that are filled in.
  package func fill(from sheet: Staging, in transaction: Transaction) async throws {
    let names = columns.map { "\"\($0.english)\"" }.joined(separator: ", ")
    try await transaction.script(
      """
      insert into \(incoming) (_line, _spoiled, _withdrawn, _reason, \(names))
      select _line, _spoiled, _withdrawn, _reason, \(names) from \(sheet.incoming) where \(sheet.isFilled) or _spoiled or _withdrawn;
      analyze \(incoming);
      """)
  }

  /// A sheet has one output for all categories: where it still says what was shown, each keeps its own.
  private static let output = """
    case when d.adoption_id is not null and i.output is not distinct from (select min(o.output) from redirections o where o.adoption_id = d.adoption_id and o.month = d.month)
      then d.output else i.output end
    """

  /// A row a category with minutes, or with a redirection that the sheet clears; what was confirmed stays so only where the minutes stay.
  package func fillRedirections(from sheet: Staging, categories: [Column], hasOutput: Bool, in transaction: Transaction) async throws {
    for category in categories {
      try await transaction.execute(
        """
        insert into \(unsafe: incoming) (_line, _spoiled, _withdrawn, _reason, adoption_code, month, category, minutes, output, confirmed_by_id, confirmed_on)
        select i._line, i._spoiled, i._withdrawn or coalesce(i."\(unsafe: category.staged)", 0) = 0, i._reason, i.adoption_code, i.month, \(category.english), i."\(unsafe: category.staged)",
          \(unsafe: hasOutput ? Self.output : "d.output"), case when d.minutes = i."\(unsafe: category.staged)" then d.confirmed_by_id end, case when d.minutes = i."\(unsafe: category.staged)" then d.confirmed_on end
        from \(unsafe: sheet.incoming) i
        left join adoptions a on a.code = i.adoption_code
        left join redirections d on d.adoption_id = a.id and d.month = i.month and d.category_id = (select g.id from categories g where g.code = \(category.english))
        where (\(unsafe: sheet.isFilled) or i._withdrawn) and (coalesce(i."\(unsafe: category.staged)", 0) > 0 or d.adoption_id is not null)
        """)
    }
    try await transaction.script("analyze \(incoming)")
  }
}
