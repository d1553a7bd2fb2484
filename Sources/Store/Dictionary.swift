import Postgres
import sql

/// The data dictionary.
extension Database {
  /// The data dictionary as Markdown: every table and view with its columns, from the comments of the schema.
  public func dictionary(as viewer: Viewer) async throws -> String {
    try await read(as: viewer) { transaction in
      var text = "# Data dictionary\n"
      var table = ""
      for row in try await transaction.query(Statement(text: try SQLFiles.text("queries/dictionary.sql"))) {
        let name = try row.decode("relation", as: String.self)
        if name != table {
          table = name
          text +=
            "\n## \(name)\n\(try row.decode("relation_comment", as: String?.self) ?? "")\n\n| column | type | may be empty | meaning |\n|---|---|---|---|\n"
        }
        let meaning = try row.decode("column_comment", as: String?.self) ?? ""
        text +=
          "| \(try row.decode("name", as: String.self)) | \(try row.decode("type", as: String.self)) | \(try row.decode("is_optional", as: Bool.self) ? "yes" : "") | \(meaning) |\n"
      }
      return text
    }
  }
}
