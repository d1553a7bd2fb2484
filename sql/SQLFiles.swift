import Foundation

/// The SQL files that this package carries, by their path under `sql/`.
public enum SQLFiles {
  /// The text of one file, as in `queries/report/parts.sql`.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  /// The paths of the SQL files in a folder, in the order of their names.
  public static func paths(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path).filter { $0.hasSuffix(".sql") }.sorted().map { "\(path)/\($0)" }
  }

  /// The folders in a folder, and itself, in the order of their names.
  public static func folders(in path: String) throws -> [String] {
    let inside = try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: path).path)
    return [path] + Set(inside.filter { $0.contains("/") }.map { "\(path)/\($0.prefix { $0 != "/" })" }).sorted()
  }

  private static var folder: URL { Bundle.module.bundleURL }
}
