import Postgres

/// The views of the schema `report`, for programs that sign in to the database themselves.
public struct ReportViews: Sendable {
  /// The database's name on its server.
  public let database: String
  /// Whether the viewer's account has a login of its name.
  public let hasLogin: Bool
  public let views: [View]

  public struct View: Sendable {
    public let name: String
    public let comment: Comment
    public let columns: [(name: String, comment: Comment)]
  }

  /// What the schema says of something: Japanese, then English.
  public struct Comment: Sendable {
    public let japanese: String
    public let english: String

    init(_ text: String) {
      let parts = text.split(separator: "。 ", maxSplits: 1).map(String.init)
      japanese = parts[0] + "。"
      english = parts.last ?? text
    }
  }
}

extension Database {
  public func reportViews(as viewer: Viewer) async throws -> ReportViews {
    let login = viewer.name
    return try await read(as: viewer) { transaction in
      let state = try await transaction.query(
        """
        select current_database()::text as database,
          exists (select from pg_roles r where r.rolname = \(login) and r.rolcanlogin and pg_has_role(r.oid, 'tedori_report', 'member')) as has_login
        """
      ).first
      let columns = try await transaction.query(
        """
        select c.relname::text as view, obj_description(c.oid, 'pg_class') as view_comment, a.attname::text as name, col_description(c.oid, a.attnum) as comment
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        where c.relnamespace = 'report'::regnamespace and c.relkind = 'v' order by c.oid, a.attnum
        """)
      var views: [ReportViews.View] = []
      for column in columns {
        let view = try column.decode("view", as: String.self)
        let part = (try column.decode("name", as: String.self), ReportViews.Comment(try column.decode("comment", as: String.self)))
        let before = views.last?.name == view ? views.removeLast().columns : []
        views.append(.init(name: view, comment: .init(try column.decode("view_comment", as: String.self)), columns: before + [part]))
      }
      return ReportViews(
        database: try state?.decode("database", as: String.self) ?? "", hasLogin: try state?.decode("has_login", as: Bool.self) ?? false, views: views)
    }
  }
}
