import Domain
import Store

/// The kinds of records as their pages show them: in groups, and only those that are a viewer's business.
enum RecordKinds {
  static let groups: [(japanese: String, english: String, kinds: [Kind])] = [
    ("組織と職員", "Organisation and staff", kinds("units", "staff", "posts", "leaves")),
    ("研修", "Training", kinds("courses", "training")),
    ("AIの利活用", "Use of AI", kinds("tools", "tasks", "use-cases", "measurements", "adoptions", "usage")),
    ("創出時間", "Time", kinds("time", "redirections")),
    ("施策と指標", "Schemes and indicators", kinds("schemes", "scheme-units", "awards", "indicators")),
    ("コード表", "Code lists", codeLists),
  ]

  /// What an administrator may change too.
  static let codeLists = kinds("grades", "areas", "categories", "indicator-definitions")

  private static func kinds(_ names: String...) -> [Kind] { names.map(Kind.known) }

  static func groups(for role: AccountRole) -> [(japanese: String, english: String, kinds: [Kind])] {
    role == .administrator ? [("コード表", "Code lists", codeLists), ("施策の例外", "Exceptions for schemes", kinds("schemes"))] : groups
  }

  static func mayWrite(_ role: AccountRole) -> Bool { RecordWriter.admitted.contains(role) }

  /// The kind that a path names.
  ///
  /// - Throws: `Fault.notFound` where it is none of the viewer's.
  static func named(_ call: Call<some RoleAudience>) throws -> Kind {
    let name = call.arguments["kind"]
    guard let kind = groups(for: call.context.person.role).flatMap(\.kinds).first(where: { $0.name == name }) else { throw Fault.notFound }
    return kind
  }
}

/// What has just been done to a row, as the page after it says.
enum RecordDone: String, CaseIterable {
  case created, changed, withdrawn

  func sentence(_ visit: Visit) -> String {
    switch self {
    case .created: visit.say("登録しました。", "It is entered.")
    case .changed: visit.say("変更しました。", "It is changed.")
    case .withdrawn: visit.say("取り消しました。", "It is taken back.")
    }
  }

  static func banner(_ call: Call<some RoleAudience>) -> HTML {
    guard let done = call.arguments["done"].flatMap(RecordDone.init(rawValue:)) else { return "" }
    return "<p class=\"banner\" role=\"status\">\(done.sentence(call.visit))</p>"
  }
}

extension Kind {
  /// As people read it.
  func title(_ language: Language) -> String { language.choose(japanese, name.readable) }

  /// The key of a row as it stands in an address.
  func key(of row: [String?]) -> String { zip(row, columns).filter { $1.isKey }.map { Percent.encode($0.0 ?? "") }.joined(separator: ",") }

  /// The cells of a key that stands in an address.
  func cells(ofKey text: String) throws -> [String] {
    let parts = try text.split(separator: ",", omittingEmptySubsequences: false).map { try Percent.decode($0, plusIsSpace: false, place: "key") }
    guard parts.count == columns.count(where: \.isKey) else { throw Fault.notFound }
    return parts
  }

  /// Where a row is shown.
  func path(of row: [String?]) -> String { "/records/\(name)/row?key=\(Percent.encode(key(of: row)))" }
}

extension Column {
  /// As people read it.
  func title(_ language: Language) -> String { language.choose(japanese, english.readable) }

  var reference: Reference? {
    if case .reference(let reference) = value { reference } else { nil }
  }
}

extension String {
  /// A name of the files' contract as words: `valid_from` as Valid from.
  fileprivate var readable: String {
    let words = map { "-_".contains($0) ? " " : String($0) }.joined()
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
