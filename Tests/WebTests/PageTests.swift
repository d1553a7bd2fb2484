import Domain
import Foundation
import Postgres
import Secrets
import Store
import TestSupport
import Testing

@testable import Web

/// The pages: signing in and out, the invitation, the monthly page; in both languages, and with everything escaped.
@Suite(.timeLimit(.minutes(2))) struct PageTests {
  static let password = "青い傘と白い猫と三時の電車"

  static func fields(_ fields: [String: String]) -> String { fields.map { "\($0)=\(Percent.encode($1))" }.joined(separator: "&") }

  @Test func aLinkSetsThePasswordAndThePasswordOpens() async throws {
    try await TestWeb.with { web async throws in
      let link = try Secret()
      let hash = link.hash
      try await web.test.pool.execute(
        "insert into invitations (hash, account_id, expires_at) select \(hash), id, now() + interval '1 day' from accounts where login = 'hanae'")
      let path = "/invitations/\(link.text)"
      #expect(try await web.send("GET", path).text.contains("hanae"))
      for fields in [["password": "short", "again": "short"], ["password": Self.password, "again": "other"], ["password": Self.password]] {
        #expect(try await web.send("POST", path, Route.form, body: Self.fields(fields)).status == 422)
      }
      let set = try await web.send("POST", path, Route.form, body: Self.fields(["password": Self.password, "again": Self.password]))
      #expect(set.status == 303)
      #expect(try await web.send("GET", path).status == 404)
      #expect(try await web.send("POST", path, Route.form, body: Self.fields(["password": Self.password, "again": Self.password])).status == 404)

      let wrong = try await web.send("POST", "/sign-in", Route.form, body: Self.fields(["login": "<hanae>", "password": "wrong"]))
      #expect(wrong.status == 422)
      // What was typed stays, and stays text; the password doesn't.
      #expect(wrong.text.contains("value=\"&lt;hanae&gt;\""))
      #expect(!wrong.text.contains("<hanae>") && !wrong.text.contains("wrong"))
      let entered = try await web.send("POST", "/sign-in", Route.form, body: Self.fields(["login": "hanae", "password": Self.password]))
      #expect(entered.status == 303)
      let cookie = try #require(entered.headers["set-cookie"])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && !cookie.contains("Secure"))
      let session = ["cookie": String(cookie.prefix { $0 != ";" })]
      let home = try await web.send("GET", "/", session)
      #expect(home.status == 200)
      let signature = try #require(home.text.firstMatch(of: /action="\/sign-out"><input type="hidden" name="form" value="([^"]+)"/)).1
      #expect(try await web.send("POST", "/sign-out", session.merging(Route.form) { $1 }, body: "form=\(signature)").status == 303)
      #expect(try await web.send("GET", "/", session).status == 401)
    }
  }

  @Test func signingOutEverywhereEndsTheOtherSessionsToo() async throws {
    try await TestWeb.with { web async throws in
      let (one, other) = (try await web.session("hanae"), try await web.session("hanae"))
      let form = "form=\(FormSignature.make(path: "/sign-out-everywhere", key: one.formKey))"
      #expect(try await web.send("POST", "/sign-out-everywhere", ["cookie": "tedori=\(one.secret)"].merging(Route.form) { $1 }, body: form).status == 303)
      for secret in [one.secret, other.secret] { #expect(try await web.send("GET", "/", ["cookie": "tedori=\(secret)"]).status == 401) }
    }
  }

  @Test func anotherRoleIsTakenOnlyWhereItIsHeld() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("insert into mandates (account_id, role, valid_from) select id, 'auditor', '2026-04-01' from accounts where login = 'vice'")
      let secret = try Secret()
      let (hash, key) = (secret.hash, try Secret().hash)
      try await web.test.pool.execute(
        "insert into sessions (hash, account_id, form_key, role) select \(hash), id, \(key), 'leadership' from accounts where login = 'vice'")
      let headers = ["cookie": "tedori=\(secret.text)"].merging(Route.form) { $1 }
      let form = "form=\(FormSignature.make(path: "/role", key: key))"
      // Of leadership's months none has been frozen.
      #expect(try await web.send("GET", "/month?month=2026-10", headers).status == 404)
      #expect(try await web.send("GET", "/month", headers).text.contains("固定された月がまだありません"))
      #expect(try await web.send("POST", "/role", headers, body: form + "&role=hr").status == 403)
      #expect(try await web.send("POST", "/role", headers, body: form + "&role=king").status == 422)
      #expect(try await web.send("POST", "/role", headers, body: form + "&role=auditor").status == 303)
      #expect(try await web.send("GET", "/month", headers).status == 200)
    }
  }

  @Test func behindHTTPSTheCookieIsForNothingElse() async throws {
    #expect(Cookies.session("x", isSecure: true) == "__Host-tedori=x; Path=/; HttpOnly; SameSite=Lax; Secure")
    #expect(Cookies.session("", isSecure: true, ends: true).hasSuffix("Max-Age=0"))
    let settings = try WebSettings(listen: "0.0.0.0:8080", origin: "https://tedori.example", rate: "1")
    #expect(settings.isSecure)
  }

  @Test func theMonthlyPageShowsTheReport() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.run("update unit_versions set name = '<b>総務局</b> & \"局\"', name_en = 'General ''Affairs''' where name = '総務局'")
      let headers = ["cookie": "tedori=\(try await web.session("hanae").secret)"]
      let page = try await web.send("GET", "/month?month=2026-09", headers)
      #expect(page.status == 200)
      // 500 minutes.
      #expect(page.text.contains("8.3"))
      #expect(page.text.contains("2026年9月"))
      let bureau = try await web.send("GET", "/month?month=2026-09&unit=A", headers)
      #expect(bureau.text.contains("&lt;b&gt;総務局&lt;/b&gt; &amp; &quot;局&quot;"))
      #expect(!bureau.text.contains("<b>"))
      let english = try await web.send("GET", "/month?month=2026-09&unit=A&language=en", headers)
      #expect(english.text.contains("General &#39;Affairs&#39;"))
      #expect(english.headers["set-cookie"]?.hasPrefix("language=en") == true)
      #expect(english.headers["content-language"] == "en")
      #expect(try await web.send("GET", "/month?month=2026-09&unit=nowhere", headers).status == 404)
    }
  }

  /// Under the figures of somebody who may not see small groups there is none that isn't in the snapshot.
  @Test func theMonthlyPageSaysWhatIsWithheld() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.database.takeSnapshot(of: try #require(Month("2026-09")), as: Cast.officer)
      let head = ["cookie": "tedori=\(try await web.session("head").secret)"]
      #expect(try await web.send("GET", "/", head).headers["location"] == "/department")
      let page = try await web.send("GET", "/month?month=2026-09&unit=S1", head)
      #expect(page.status == 200 && page.text.contains("x は小規模な集団") && page.text.contains("<strong>x</strong>"))
      // 500 minutes, of three.
      #expect(!page.text.contains("8.3") && !page.text.contains("/month/freeze"))
      #expect(try await web.send("GET", "/month?month=2026-09&unit=S3", head).status == 403)
      #expect(try await web.send("GET", "/month?month=2026-09", ["cookie": "tedori=\(try await web.session("noriko").secret)"]).text.contains("/month/freeze"))
    }
  }

  @Test func theConnectionIsExplained() async throws {
    try await TestWeb.with { web async throws in
      let noriko = ["cookie": "tedori=\(try await web.session("noriko").secret)"]
      let page = try await web.send("GET", "/connect", noriko)
      #expect(page.status == 200 && page.text.contains("create role \"noriko\" login connection limit 3 in role tedori_report"))
      for view in try await web.test.texts("select table_name::text from information_schema.views where table_schema = 'report'") {
        #expect(page.text.contains("<code>report.\(view)</code>"))
      }
      #expect(try await web.send("GET", "/connect", ["cookie": "tedori=\(try await web.session("member").secret)"]).status == 403)
    }
  }

  /// An English page has no Japanese but the link to the Japanese one.
  @Test func thePagesAreCompleteInBothLanguages() async throws {
    try await TestWeb.with { web async throws in
      let hanae = ["cookie": "tedori=\(try await web.session("hanae").secret)"]
      let vice = ["cookie": "tedori=\(try await web.session("vice").secret)"]
      let member = ["cookie": "tedori=\(try await web.session("member").secret)"]
      let administrator = ["cookie": "tedori=\(try await web.session("administrator").secret)"]
      try await web.test.run("update unit_versions set name_en = 'Unit ' || unit_id")
      for (path, headers) in [
        ("/sign-in", [:]), ("/", hanae), ("/account", vice), ("/", member), ("/", administrator), ("/month?month=2026-09", hanae), ("/month", vice),
        ("/connect", vice), ("/nothing", [:]),
      ] {
        let english = try await web.send("GET", path, headers.merging(["accept-language": "en-GB,ja"]) { $1 })
        let rest = english.text.replacing("日本語", with: "")
        #expect(rest.firstMatch(of: /[ぁ-んァ-ヶ一-龠]/) == nil, "\(path): \(rest.firstMatch(of: /.*[ぁ-んァ-ヶ一-龠].*/)?.output ?? "")")
        #expect(english.text.contains("<html lang=\"en\">"))
        let japanese = try await web.send("GET", path, headers)
        #expect(japanese.text.contains("<html lang=\"ja\">"))
      }
    }
  }
}
