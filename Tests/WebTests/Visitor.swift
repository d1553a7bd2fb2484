import Foundation
import Postgres
import TestSupport

@testable import Web

/// Somebody of the cast in a browser: signed in, with forms that are signed as the pages sign them.
struct Visitor: Sendable {
  let web: TestWeb
  let secret: String
  let formKey: [UInt8]

  func get(_ path: String, _ headers: [String: String] = [:]) async throws -> Reply {
    try await web.send("GET", path, ["cookie": "tedori=\(secret)"].merging(headers) { $1 })
  }

  func post(_ path: String, _ fields: [String: String] = [:], _ headers: [String: String] = [:]) async throws -> Reply {
    let signed = fields.merging([FormSignature.field: FormSignature.make(path: path, key: formKey)]) { $1 }
    return try await web.send(
      "POST", path, Route.form.merging(["cookie": "tedori=\(secret)"]) { $1 }.merging(headers) { $1 }, body: PageTests.fields(signed))
  }

  /// Sends a file with a form, as browsers do.
  func upload(_ path: String, _ name: String, _ bytes: [UInt8], signature: String? = nil, more: String = "") async throws -> Reply {
    let line = "--boundary123\r\nContent-Disposition: form-data; name="
    let signature = signature ?? FormSignature.make(path: path, key: formKey)
    let body =
      Array("\(line)\"\(FormSignature.field)\"\r\n\r\n\(signature)\r\n\(more)\(line)\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n".utf8)
      + bytes
      + Array("\r\n--boundary123--\r\n".utf8)
    return try await web.send("POST", path, ["cookie": "tedori=\(secret)", "content-type": "multipart/form-data; boundary=boundary123"], bytes: body)
  }

  /// The same request so many times at once; the statuses in order.
  func post(_ path: String, _ fields: [String: String] = [:], times: Int) async throws -> [Int] {
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<times { group.addTask { try await post(path, fields).status } }
      return try await group.reduce(into: []) { $0.append($1) }.sorted()
    }
  }
}

extension TestWeb {
  func visitor(_ login: String) async throws -> Visitor {
    let session = try await session(login)
    return Visitor(web: self, secret: session.secret, formKey: session.formKey)
  }

  /// Ito, a second one of HR.
  func addColleague() async throws {
    try await test.run(
      """
      with a as (insert into accounts (login, name) values ('ito', '伊藤') returning id)
      insert into mandates (account_id, role, valid_from) select id, 'hr', '2026-04-01' from a
      """)
  }

  /// Names of the record without Japanese, so that an English page has none of its own.
  func nameInEnglish() async throws {
    try await test.run(
      """
      update unit_versions set name_en = 'Unit ' || unit_id; update staff set name = 'Person ' || staff_no; update courses set title = 'Course ' || code;
      update use_cases set title = 'Use ' || code; update tools set name = 'Tool ' || code; update grades set title = code || ' ' || id; update grades set title = 'Grade ' || id;
      update categories set title_en = coalesce(title_en, 'Category ' || code); update accounts set name = login;
      """)
  }

  /// What was noted of looks: who, at whom, at what.
  func looks() async throws -> [String] {
    try await test.texts(
      """
      select a.login || ' ' || s.staff_no || ' ' || l.what from looks l join accounts a on a.id = l.account_id join staff s on s.person_id = l.person_id order by 1
      """)
  }
}

/// The first Japanese line of a page beside the link to the Japanese one; nil: there is none.
func japanese(in reply: Reply) -> Substring? { reply.text.replacing("日本語", with: "").firstMatch(of: /.*[ぁ-んァ-ヶ一-龠].*/).map { Substring($0.output) } }

/// Texts that somebody might send where a text is expected, with what is to come of them.
enum Hostile {
  static let html = "<script>alert(1)</script></textarea>\"'&amp; <b>太字</b>"
  static let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;/textarea&gt;&quot;&#39;&amp;amp; &lt;b&gt;太字&lt;/b&gt;"
  /// About 100 kB.
  static let long = String(repeating: "長い文。", count: 8_500)
  static let unfit = ["", " \u{3000}\n", long, "a\u{7}b", "a\u{202E}b", String(repeating: "x", count: 4_001)]
}
