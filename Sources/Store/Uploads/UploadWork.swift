public import Domain
package import Postgres

/// Work on uploads in the background: taken up for the service, done with the rights of whoever has uploaded the file.
extension Database {
  /// Takes up the next file that waits; nil: there is none.
  public func claimUpload(as owner: Viewer) async throws -> (upload: Upload, attempt: Int)? {
    try await write(as: owner) { transaction in
      guard let number = try await transaction.query("select claim_upload() as id").first?.decode("id", as: Int?.self),
        let upload = try await transaction.upload(number)
      else { return nil }
      let attempts = try await transaction.query("select attempts from upload_work where upload_id = \(number)").first?.decode("attempts", as: Int.self)
      return (upload, attempts ?? 1)
    }
  }

  /// Says that somebody still works on it, and how far it is.
  public func note(progress: Double, of upload: Int, as owner: Viewer) async throws {
    _ = try await write(as: owner) { try await $0.execute("update upload_work set progress = \(progress), alive_at = now() where upload_id = \(upload)") }
  }

  /// Leaves it to whoever takes it up next.
  public func leave(upload: Int, as owner: Viewer) async throws {
    _ = try await write(as: owner) { try await $0.execute("update upload_work set alive_at = null where upload_id = \(upload)") }
  }

  /// Has it looked through once more: the record isn't as it was when it was decided on.
  public func checkAgain(upload: Int, as owner: Viewer) async throws {
    try await write(as: owner) { transaction in
      let changed = try await transaction.execute("update uploads set state = 'checking' where id = \(upload) and state = 'importing'")
      if changed == 1 { try await transaction.want(upload) }
    }
  }

  /// Writes down that it can't be done.
  public func fail(upload: Int, _ failure: Upload.Failure, as owner: Viewer) async throws {
    try await write(as: owner) { transaction in
      try await transaction.execute(
        "update uploads set state = 'failed', failure = \(failure.rawValue), finished_at = now() where id = \(upload) and state in ('checking', 'importing')")
      try await transaction.execute("delete from upload_work where upload_id = \(upload)")
    }
  }

  /// Forgets the bytes, first rows and problems of files that are done with or too old.
  public func forgetUploads(as owner: Viewer) async throws {
    try await write(as: owner) { _ = try await $0.query("select forget_uploads()") }
  }
}

/// What a file was found to be, or was made of.
public struct UploadResult: Sendable {
  public let understood: String?
  public let notes: [Sentence]
  public let months: [Month]
  public let counts: MergeCounts
  public let problems: [UploadProblem]
  public let refusesAll: Bool

  public init(understood: String?, notes: [Sentence], months: [Month], counts: MergeCounts, problems: [UploadProblem], refusesAll: Bool) {
    self.understood = understood
    self.notes = notes
    self.months = months
    self.counts = counts
    self.problems = problems
    self.refusesAll = refusesAll
  }
}

extension Transaction {
  /// Writes down what the check of a file has found; throws where it isn't checked any more.
  package func finishCheck(of upload: Int, _ result: UploadResult) async throws {
    try await finish(upload, from: .checking, to: .checked, result, change: nil)
    try await execute("delete from upload_work where upload_id = \(upload)")
  }

  /// Writes down, in the import's own transaction, that it is done: it is so exactly where its rows are written.
  package func finishImport(of upload: Int, _ result: UploadResult) async throws {
    let change = try await query("select nullif(current_setting('tedori.change_id', true), '')::bigint as id").first?.decode("id", as: Int?.self)
    try await finish(upload, from: .importing, to: .imported, result, change: change ?? nil)
    try await execute("delete from upload_work where upload_id = \(upload)")
    if result.problems.isEmpty {
      // Nothing of it is to be mended any more.
      try await execute("update uploads set understood = null where id = \(upload)")
      try await execute("delete from upload_pieces where upload_id = \(upload)")
    }
  }

  private func finish(_ upload: Int, from: Upload.State, to: Upload.State, _ result: UploadResult, change: Int?) async throws {
    let months = result.months.map(\.firstDay.description)
    let changed = try await execute(
      """
      update uploads set state = \(to.rawValue), understood = coalesce(\(result.understood)::jsonb, understood), notes = \(result.notes.map(\.japanese)), notes_en = \(result.notes.map(\.english)), months = \(months)::date[],
        created = \(result.counts.created), updated = \(result.counts.updated), unchanged = \(result.counts.unchanged), refused = \(result.counts.refused),
        problems = \(result.problems.count), refuses_all = \(result.refusesAll), change_id = \(change),
        finished_at = case when \(to.rawValue) = 'imported' then now() end
      where id = \(upload) and state = \(from.rawValue)
      """)
    guard changed == 1 else { throw UploadMoved() }
    try await execute("delete from upload_problems where upload_id = \(upload)")
    for start in stride(from: 0, to: result.problems.count, by: 1_000) {
      let some = result.problems[start..<min(start + 1_000, result.problems.count)]
      try await execute(
        """
        insert into upload_problems (upload_id, place, line, column_name, value, rule, wrong, wrong_en, "right", right_en)
        select \(upload), \(start) + p.place, p.line, p.column_name, p.value, p.rule, p.wrong, p.wrong_en, p.right_one, p.right_en
        from unnest(\(some.map(\.line))::int[], \(some.map(\.column))::text[], \(some.map { String($0.value.prefix(1_000)) })::text[], \(some.map(\.rule))::text[],
          \(some.map(\.wrong.japanese))::text[], \(some.map(\.wrong.english))::text[], \(some.map(\.right.japanese))::text[], \(some.map(\.right.english))::text[])
          with ordinality p (line, column_name, value, rule, wrong, wrong_en, right_one, right_en, place)
        """)
    }
  }
}

/// Somebody has decided otherwise on an upload while it was worked on.
public struct UploadMoved: Error, Sendable {}
