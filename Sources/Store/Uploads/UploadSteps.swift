import Domain
import Postgres

/// What people do with an upload. A step that doesn't fit its state, such as a second click, does nothing.
extension Database {
  /// Keeps an uploaded file; with its kind it is looked through at once.
  ///
  /// - Parameter bytes: hands over its bytes, piece by piece.
  public func add(
    upload name: String, byteCount: Int, kind: String?, as viewer: Viewer,
    bytes: @escaping @Sendable (_ piece: @Sendable ([UInt8]) async throws -> Void) async throws -> Void
  ) async throws -> Int {
    guard case .account(let account, _, let role) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      let rows = try await transaction.query(
        """
        insert into uploads (account_id, role, file_name, byte_count, kind, state)
        values (\(account), \(role.rawValue), \(name), \(byteCount), \(kind), \(kind == nil ? "unknown" : "checking")) returning id
        """)
      guard let number = try rows.first?.decode("id", as: Int.self) else { throw NoAnswer(query: "uploads") }
      let places = Places()
      try await bytes { piece in
        try await transaction.execute("insert into upload_pieces (upload_id, place, bytes) values (\(number), \(places.next()), \(piece))")
      }
      if kind != nil { try await transaction.want(number) }
      return number
    }
  }

  /// Has it looked through again, as another kind, or in another encoding.
  public func recheck(upload: Int, as kind: String, encoding: String?, for viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      let changed = try await transaction.execute(
        """
        update uploads set kind = \(kind), encoding = \(encoding), state = 'checking', understood = null
        where id = \(upload) and state in ('unknown', 'checked') and exists (select from upload_pieces p where p.upload_id = id)
        """)
      if changed == 1 { try await transaction.want(upload) }
    }
  }

  /// Has it written: whole, or its good rows where some have problems.
  public func importUpload(_ upload: Int, as viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      let changed = try await transaction.execute("update uploads set state = 'importing' where id = \(upload) and state = 'checked' and not refuses_all")
      if changed == 1 { try await transaction.want(upload) }
    }
  }

  /// Forgets it, unless it is being written.
  public func discard(upload: Int, as viewer: Viewer) async throws {
    try await write(as: viewer) { transaction in
      let changed = try await transaction.execute(
        "update uploads set state = 'discarded', understood = null, finished_at = now() where id = \(upload) and state in ('unknown', 'checking', 'checked')")
      guard changed == 1 else { return }
      for table in ["upload_pieces", "upload_problems", "upload_work"] {
        try await transaction.execute("delete from \(unsafe: table) where upload_id = \(upload)")
      }
    }
  }

  /// Takes an import back, in one transaction.
  public func undo(upload: Int, as viewer: Viewer) async throws -> Undoing {
    do {
      return try await write(as: viewer) { transaction in
        let rows = try await transaction.query(
          "select table_name, row_now is null as is_gone, coalesce(row_then ->> 'code', row_then ->> 'staff_no', '') as code from undo_upload(\(upload))")
        let standing = try rows.map {
          Undoing.Row(
            kind: Kind.kept(in: try $0.decode("table_name", as: String.self))?.name, isGone: try $0.decode("is_gone", as: Bool.self),
            code: try $0.decode("code", as: String.self))
        }
        if !standing.isEmpty { throw InTheWay(rows: standing) }
        return .undone
      }
    } catch let inTheWay as InTheWay {
      return .changedSince(inTheWay.rows)
    } catch let error as ServerError where error.sqlState == "TD010" {
      return .nothingToUndo
    } catch let error as ServerError where error.conditionClass == "TD" || error.conditionClass == "23" {
      return .refused
    }
  }
}

/// What came of taking an import back.
public enum Undoing: Sendable {
  /// A row that doesn't stand any more as the import left it.
  public struct Row: Sendable {
    /// The name of its kind of file; nil: it is of none.
    public let kind: String?
    public let isGone: Bool
    /// Its code or staff number; empty where it has none.
    public let code: String
  }

  case undone
  /// It isn't imported, or has been undone already, or changed nothing.
  case nothingToUndo
  case changedSince([Row])
  /// What was entered since depends on it, or a rule of the account would be broken.
  case refused
}

private struct InTheWay: Error {
  let rows: [Undoing.Row]
}

/// Counts the pieces of a file.
private final class Places: @unchecked Sendable {
  // Only the one task that hands over the pieces asks it.
  private var place = -1

  func next() -> Int {
    place += 1
    return place
  }
}

extension Transaction {
  func want(_ upload: Int) async throws {
    try await execute(
      "insert into upload_work (upload_id) values (\(upload)) on conflict (upload_id) do update set progress = 0, alive_at = null, attempts = 0")
  }
}
