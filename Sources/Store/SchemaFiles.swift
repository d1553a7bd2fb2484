import sql

/// The SQL that makes a schema: what a new database gets, and what brings an old one there.
package struct SchemaFiles: Sendable {
  /// One file: its name, as it is kept in the database, and its text.
  package typealias File = (name: String, text: String)

  /// The end state, in order.
  package var schema: [File]
  /// Steps towards it, in order.
  package var migrations: [File]
  /// Roles, views, functions, triggers and who may do what, applied whole.
  package var views: [File]

  /// Those of this program.
  package static func packaged() throws -> SchemaFiles {
    func files(_ folder: String) throws -> [File] { try SQLFiles.paths(in: folder).map { ($0, try SQLFiles.text($0)) } }
    let applied = [("roles.sql", try SQLFiles.text("roles.sql"))] + (try files("views")) + [("access.sql", try SQLFiles.text("access.sql"))]
    return SchemaFiles(schema: try files("schema"), migrations: try files("migrations"), views: applied)
  }

  /// Everything of which the database keeps a hash; all views together count as one.
  var noted: [File] { migrations + [(name: "views", text: views.map(\.text).joined())] }
}
