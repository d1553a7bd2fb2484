import Store

/// What is to be done about a schema that isn't the program's.
extension SchemaState {
  /// Why nothing can be done with it; nil where it is current.
  var failure: Failure? {
    switch self {
    case .current: nil
    case .absent: .configuration(say("スキーマがまだありません。tedori migrate を実行してください", "there is no schema yet: run tedori migrate"))
    case .behind(let names):
      .configuration(
        say(
          "スキーマがこのプログラムより古いです（\(names.joined(separator: "、"))）。tedori migrate を実行してください",
          "the schema is older than this program (\(names.joined(separator: ", "))): run tedori migrate"))
    case .unknown(let names): .unknownSchema(names)
    }
  }
}

extension Failure {
  /// The database has files that this program doesn't have, or has otherwise.
  static func unknownSchema(_ names: [String]) -> Failure {
    .configuration(
      say(
        "データベースは別の版の tedori で移行されています（\(names.joined(separator: "、"))）。その版か、より新しい版を使ってください",
        "the database was migrated by another version of tedori (\(names.joined(separator: ", "))): use that version or a newer one"))
  }
}
