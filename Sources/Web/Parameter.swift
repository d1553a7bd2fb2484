import Domain
import Reports

/// A parameter in a path, a query or a header: its name, and which texts it takes.
struct Parameter: Sendable {
  enum Place: String, Sendable { case path, query, header }
  enum Value: Sendable {
    case month
    /// A code, or a name that people use.
    case code
    case whole(ClosedRange<Int>)
    case word([String])
    /// Visible ASCII, up to so many characters.
    case token(Int)
    /// Anything, up to so many bytes.
    case text(Int)
  }

  let name: String
  let place: Place
  let value: Value
  var isRequired = false
  let summary: String

  /// The parameters of paths, by name.
  static func inPath(_ name: String) -> Parameter {
    switch name {
    case "month": Parameter(name: name, place: .path, value: .month, isRequired: true, summary: "The calendar month.")
    case "kind":
      Parameter(name: name, place: .path, value: .word(Kind.all.map(\.name) + ["sheets"]), isRequired: true, summary: "Which kind of file it is.")
    case "number": Parameter(name: name, place: .path, value: .whole(1...Int(Int32.max)), isRequired: true, summary: "The number.")
    case "topic":
      Parameter(name: name, place: .path, value: .word(DueTopic.allCases.map(\.rawValue)), isRequired: true, summary: "What is due.")
    case "secret": Parameter(name: name, place: .path, value: .token(43), isRequired: true, summary: "The link's secret.")
    default: Parameter(name: name, place: .path, value: .code, isRequired: true, summary: "The code.")
    }
  }

  static let unit = Parameter(
    name: "unit", place: .query, value: .code, summary: "A unit's code, or its name where only one has it; without it the whole organisation.")
  static let month = Parameter(name: "month", place: .query, value: .month, summary: "The calendar month.")
  static let language = Parameter(name: "language", place: .query, value: .word(Language.allCases.map(\.rawValue)), summary: "The language of the page.")
  static let saved = Parameter(name: "saved", place: .query, value: .whole(0...1_000_000), summary: "How many rows were saved just now.")
  static let took = Parameter(name: "took", place: .query, value: .whole(1...86_400), summary: "In how many seconds they were typed, as the browser says.")
  static let useCase = Parameter(name: "use_case", place: .query, value: .text(400), summary: "A use case's code.")
  static let unitOrNone = Parameter(name: "unit", place: .query, value: .text(400), summary: "A unit's code or name; empty: no unit in particular.")
  static let arm = Parameter(name: "arm", place: .query, value: .word(["with", "without"]), summary: "Whether the next case is with AI.")
  static let made = Parameter(name: "made", place: .query, value: .text(400), summary: "The measurement that was made just now.")
  /// What a provider of single sign-on may send back with the browser (OpenID Connect Core, 3.1.2.5 and 3.1.2.6; RFC 9207).
  static let fromProvider = ["code", "state", "iss", "session_state", "error", "error_description", "error_uri"].map {
    Parameter(name: $0, place: .query, value: .text(4_000), summary: "As the provider sends it.")
  }
  static let query = Parameter(name: "query", place: .query, value: .text(400), summary: "A word to find.")
  static let key = Parameter(
    name: "key", place: .query, value: .token(2_000), isRequired: true, summary: "Which row: its key's cells, percent-encoded, with commas between.")
  static let like = Parameter(name: "like", place: .query, value: .token(2_000), summary: "The key of a row to begin from.")
  static let staffNumber = Parameter(name: "staff_no", place: .query, value: .code, summary: "Whose row it will be.")
  static let on = Parameter(name: "on", place: .query, value: .text(100), summary: "The day, as people write it.")
  static let done = Parameter(name: "done", place: .query, value: .word(RecordDone.allCases.map(\.rawValue)), summary: "What has just been done.")
  static let limit = Parameter(name: "limit", place: .query, value: .whole(1...1_000), summary: "How many rows; 100 where it isn't said.")
  static let after = Parameter(name: "after", place: .query, value: .token(2_000), summary: "Where to go on, as `next` of the page before says.")
  static let check = Parameter(name: "check", place: .query, value: .word(["true", "false"]), summary: "Check only: nothing is written.")
  static let keepGood = Parameter(name: "keep_good", place: .query, value: .word(["true", "false"]), summary: "Write the rows without a problem.")
  static let format = Parameter(name: "format", place: .query, value: .word(["csv", "xlsx"]), summary: "Of the file.")
  static let encoding = Parameter(name: "encoding", place: .query, value: .word(["auto", "utf-8", "cp932"]), summary: "Of the file.")
  static let idempotencyKey = Parameter(
    name: "Idempotency-Key", place: .header, value: .token(200), summary: "With the same key and body the row is made once and the answer is the same.")
  static let ifMatch = Parameter(name: "If-Match", place: .header, value: .token(200), isRequired: true, summary: "The ETag of the row as it was seen.")
  static let ifNoneMatch = Parameter(
    name: "If-None-Match", place: .header, value: .text(1_000),
    summary: "The ETag of the file that the browser keeps: where it is the newest, it isn't sent again.")

  /// Refuses a text that it doesn't take.
  func check(_ text: String) throws {
    switch value {
    case .month:
      guard Month(text) != nil, text.utf8.count == 7 else { throw Fault.field(name, "2026-10 のような月にしてください", "a month like 2026-10 would be right") }
    case .code:
      guard (1...400).contains(text.utf8.count), !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) else {
        throw Fault.field(name, "制御文字のない 400 バイト以下のコードにしてください", "a code of up to 400 bytes without control characters would be right")
      }
    case .whole(let range):
      guard text.utf8.count <= 18, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text), range.contains(number) else {
        throw Fault.field(
          name, "\(range.lowerBound) から \(range.upperBound) までの整数にしてください", "a whole number from \(range.lowerBound) to \(range.upperBound) would be right")
      }
    case .word(let words):
      guard words.contains(text) else {
        throw Fault.field(name, "\(words.joined(separator: "、")) のどれかにしてください", "one of \(words.joined(separator: ", ")) would be right")
      }
    case .text(let limit):
      guard text.utf8.count <= limit else { throw Fault.field(name, "\(limit) バイトまでです", "it may have \(limit) bytes") }
    case .token(let limit):
      guard (1...limit).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
        throw Fault.field(name, "空白のない ASCII \(limit) 文字以下にしてください", "up to \(limit) visible ASCII characters would be right")
      }
    }
  }
}
