/// What a program of PostgreSQL's printed, as an error of ours.
extension EmbeddedServerError {
  /// The error that a program of PostgreSQL's told in words: a full disk is named as such, the rest by the last lines.
  static func told(_ output: String, in directory: DataDirectory, otherwise: (String) -> EmbeddedServerError) -> EmbeddedServerError {
    if output.contains("No space left on device") || output.contains("Disk quota exceeded") { return .diskFull(path: directory.path) }
    let lines = output.split(whereSeparator: \.isNewline)
    return otherwise(lines.isEmpty ? "nothing" : lines.suffix(6).joined(separator: "\n"))
  }
}
