import Postgres

/// What the schema needs.
public enum SchemaState: Sendable, Equatable {
  /// Nothing.
  case current
  /// There is none yet.
  case absent
  /// These files are to be run.
  case behind([String])
  /// The database has been migrated by a newer program, or by files that were altered since.
  case unknown([String])
}

extension Database {
  /// Compares the database with the files of this program.
  public func schemaState(as viewer: Viewer) async throws -> SchemaState {
    try await schemaState(of: .packaged(), as: viewer)
  }

  package func schemaState(of files: SchemaFiles, as viewer: Viewer) async throws -> SchemaState {
    try await read(as: viewer) { try await Self.state(of: files, in: $0) }
  }

  /// Brings the schema up to date: a new database gets `sql/schema` as it stands, an old one the migrations that it lacks; views, functions and access are applied whole.
  ///
  /// - Returns: what was run, nothing where all was up to date.
  public func migrate(as viewer: Viewer) async throws -> [String] { try await migrate(to: .packaged(), as: viewer) }

  package func migrate(to schema: SchemaFiles, as viewer: Viewer) async throws -> [String] {
    try await write(as: viewer) { transaction in
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.migrations'))")
      let files: [SchemaFiles.File]
      switch try await Self.state(of: schema, in: transaction) {
      case .current: return []
      case .unknown(let names): throw UnknownSchema(names: names)
      case .absent:
        files = schema.schema + schema.views
        try await transaction.script(
          """
          create table migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp());
          comment on table migrations is 'Which SQL files have been run; an altered one is noticed.';
          comment on column migrations.name is 'The file, or views for all views and functions together.';
          comment on column migrations.sha256 is 'Of its text.';
          comment on column migrations.applied_at is 'When.';
          """)
      case .behind(let names):
        files = schema.migrations.filter { names.contains($0.name) } + schema.views
      }
      for file in files {
        do { try await transaction.script(file.text) } catch let error as ServerError where file.name == "roles.sql" && error.sqlState == "42501" {
          throw MissingRoles()
        }
      }
      for file in schema.noted { try await note(file, in: transaction) }
      return files.map(\.name)
    }
  }

  private func note(_ file: SchemaFiles.File, in transaction: Transaction) async throws {
    try await transaction.execute(
      """
      insert into migrations (name, sha256) values (\(file.name), encode(sha256(convert_to(\(file.text), 'UTF8')), 'hex'))
      on conflict (name) do update set sha256 = excluded.sha256, applied_at = excluded.applied_at where migrations.sha256 <> excluded.sha256
      """)
  }

  private static func state(of schema: SchemaFiles, in transaction: Transaction) async throws -> SchemaState {
    let table = try await transaction.query("select to_regclass('migrations') is not null as exists")
    guard try table.first?.decode("exists", as: Bool.self) == true else { return .absent }
    let rows = try await transaction.query(
      """
      select coalesce(f.name, m.name) as name, f.name is not null as had, m.name is not null as known, m.sha256 = encode(sha256(convert_to(f.text, 'UTF8')), 'hex') as same
      from unnest(\(schema.noted.map(\.name))::text[], \(schema.noted.map(\.text))::text[]) f (name, text) full join migrations m on m.name = f.name order by 1
      """)
    var behind: [String] = []
    var unknown: [String] = []
    for row in rows {
      let name = try row.decode("name", as: String.self)
      let had = try row.decode("had", as: Bool.self)
      let known = try row.decode("known", as: Bool.self)
      let same = try row.decode("same", as: Bool?.self) ?? false
      if had && !known {
        behind.append(name)
      } else if !same {
        if had && name == "views" { behind.append(name) } else { unknown.append(name) }
      }
    }
    if !unknown.isEmpty { return .unknown(unknown) }
    return behind.isEmpty ? .current : .behind(behind)
  }
}

/// The database was migrated by files that this program does not have, or has otherwise.
public struct UnknownSchema: Error, Sendable {
  public let names: [String]

  public init(names: [String]) { self.names = names }
}

/// The server lacks roles that Tedori works as, and the database's user may not make them.
public struct MissingRoles: Error, Sendable {
  public init() {}
}
