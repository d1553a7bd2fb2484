import Domain
import Reports
import Store

/// Which kinds of file the import room takes from whom.
enum UploadKinds {
  static let sheets = (name: "sheets", japanese: "月次票")

  /// In the order in which they are offered.
  static func offered(to role: AccountRole) -> [(name: String, japanese: String)] {
    switch role {
    case .clerk: [sheets]
    case .administrator: ["categories", "grades", "areas", "indicator-definitions", "schemes"].compactMap { Kind.named($0) }.map { ($0.name, $0.japanese) }
    default: Kind.all.map { ($0.name, $0.japanese) } + [sheets]
    }
  }

  static func title(_ name: String?, _ visit: Visit) -> String {
    guard let name else { return visit.say("種類は未定", "kind not known") }
    if name == sheets.name { return visit.say(sheets.japanese, "monthly sheet") }
    return Kind.named(name).map { visit.say($0.japanese, $0.name) } ?? name
  }

  /// The import of a file that is taken for a kind.
  static func job(_ kind: String, path: String, language: Language, encoding: String?, in database: Database, as viewer: Viewer) async throws -> Import {
    var job =
      if let known = Kind.named(kind) { Import(kind: known, path: path, language: language) } else {
        try await Import.sheet(path: path, language: language, in: database, as: viewer)
      }
    job.encoding = encoding.flatMap(FileEncoding.init(rawValue:))
    return job
  }
}
