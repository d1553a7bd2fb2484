import Foundation

/// A file of the package, as text.
struct Source: Sendable {
  let path: String
  let text: String

  var lines: [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last == "" ? Array(lines.dropLast()) : lines
  }

  /// The modules that it imports.
  var imports: Set<String> {
    Set(
      lines.compactMap { line in
        let match = line.firstMatch(
          of: /^(?:@\w+ )?(?:(?:public|package|internal|private|fileprivate) )?import (?:(?:struct|class|enum|func|protocol|typealias|var|let) )?(\w+)/)
        return match.map { String($0.1) }
      })
  }

  /// Lines in which a string of SQL begins: a lower-case verb with what follows it in a statement.
  var sqlLines: [Substring] {
    lines.filter { line in
      let code = line.trimmingCharacters(in: .whitespaces)
      guard !code.hasPrefix("//") else { return false }
      return code.firstMatch(
        of:
          /(?:^|")(?:select \S|insert into |update \w+ set |delete from |create (?:temp |or replace )?(?:table|view|function) |with \w+ as \(|truncate |alter table |drop table )/
      ) != nil
    }
  }

  /// Whether a sentence stands above its first declaration; a suite's title is one.
  var saysWhatItIsFor: Bool {
    let words = lines.map { $0.trimmingCharacters(in: .whitespaces) }
    // A folder of suites is an extension of the one that makes them run in turn.
    let first = words.first { !$0.isEmpty && $0.wholeMatch(of: /(?:@\w+ )?(?:(?:public|internal|package) )?import .*|extension AllTests \{/) == nil }
    return ["//", "--", "#", "\"\"\"", "@Suite(\""].contains { first?.hasPrefix($0) == true }
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folders under `Sources` that hold Swift.
  static func modules() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Sources").path).filter {
      !["CCurl", "CExpat", "CLAPACK", "CLibPQ", "CSodium", "CSpawn", "CXlsxWriter", "CZip", "CZlib"].contains($0) && !$0.hasPrefix(".")
    }.sorted()
  }

  /// Every file with one of the endings in a folder and below.
  static func all(in folder: String, endings: Set<String> = ["swift"]) throws -> [Source] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path).filter { path in
      endings.contains(URL(filePath: path).pathExtension) && !path.contains("__pycache__")
    }
    return try paths.sorted().map { path in
      Source(path: "\(folder)/\(path)", text: try String(contentsOf: root.appending(path: "\(folder)/\(path)"), encoding: .utf8))
    }
  }

  /// All code of ours.
  static func ours() throws -> [Source] {
    try ["Sources", "Tests", "sql", "Benchmarks"].flatMap { try all(in: $0, endings: ["swift", "sql", "py"]) }
  }
}
