import Domain
import Secrets
import Store
import TestSupport
import Testing

/// `tedori account`, as an administrator runs it.
@Suite(.timeLimit(.minutes(2))) struct AccountTests {
  @Test func theFirstAdministratorSetsAPasswordAtTheLink() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let added = try await test.tedori(
        "account", "add", "Kanri", "--role", "administrator", "--name", "管理者", environment: ["TEDORI_ORIGIN": "https://tedori.example.jp"])
      #expect(added.status == 0, "\(added.errors)")
      #expect(added.output.hasPrefix("https://tedori.example.jp/invitations/"))
      let secret = try #require(Secret(text: String(added.output.dropLast().suffix(43))))
      #expect(try await test.database.invited(by: secret)?.login == "kanri")
      #expect(try await test.database.accept(invitation: secret, password: "a password of some length"))
      guard case .admitted(let session) = try await test.database.signIn(login: "kanri", password: "a password of some length", origin: "192.0.2.1") else {
        Issue.record("not let in")
        return
      }
      #expect(try await test.database.session(session)?.role == .administrator)
      // Another role needs no other link.
      let more = try await test.tedori(
        "account", "add", "kanri", "--role", "head", "--unit", "人事課", "--from", "2026-04-01", "--until", "2027-03-31", "--deputy")
      #expect(more.status == 0 && more.output == "", "\(more.errors)")
      let list = try await test.tedori("account", "list")
      #expect(list.output.contains("kanri\t管理者\n"))
      #expect(list.output.contains("  head S1 (deputy)\t2026-04-01 – 2027-03-31\n"))
      #expect(list.output.contains("revoked\trevoked (revoked)\n"))
    }
  }

  @Test func aTokenIsShownOnceAndRevoked() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let made = try await test.tedori("account", "token", "vice", "--role", "leadership", "--title", "Power BI")
      #expect(made.status == 0, "\(made.errors)")
      let secret = try #require(Secret(text: String(made.output.dropLast())))
      #expect(try await test.database.token(secret)?.role == .leadership)
      #expect(try await !test.tedori("account", "list").output.contains(secret.text))
      let id = try await test.number("select id from tokens")
      #expect(try await test.tedori("account", "list").output.contains("  token \(id)\tleadership\tPower BI\t– "))
      #expect(try await test.tedori("account", "revoke", "hanae", "--token", "\(id)").status == 65)
      #expect(try await test.tedori("account", "revoke", "vice", "--token", "\(id)").status == 0)
      #expect(try await test.database.token(secret) == nil)
    }
  }

  @Test func aRoleOrAnAccountEnds() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      #expect(try await test.tedori("account", "revoke", "head", "--role", "head").status == 0)
      let ended = "select count(*) from mandates m join accounts a on a.id = m.account_id where a.login = 'head' and m.valid_to = current_date - 1"
      #expect(try await test.number(ended) == 1)
      #expect(try await test.tedori("account", "revoke", "hanae").status == 0)
      #expect(try await test.number("select count(*) from accounts where login = 'hanae' and revoked_at is not null") == 1)
      let again = try await test.tedori("account", "add", "hanae", "--role", "hr")
      #expect(again.status == 65)
      #expect(again.lastLine == "hanae was revoked, and its name stays with what it did: take another name")
    }
  }

  @Test(arguments: [
    (["add", "new", "--role", "head"], "the role head needs --unit"),
    (["add", "new", "--role", "hr", "--unit", "S1"], "the role hr takes no --unit"),
    (["add", "new", "--role", "clerk", "--unit", "XX"], "there is no unit XX in force in"),
    (["add", "new one", "--role", "hr"], "new one can't be a name to sign in with"),
    (["add", "new", "--role", "staff", "--staff", "999"], "there is nobody with the staff number 999"),
    (["add", "new", "--role", "staff", "--staff", "001"], "the staff number 001 has another account"),
    (["add", "vice", "--role", "leadership"], "vice is leadership already on some of these days"),
    (["add", "new", "--role", "hr", "--until", "2020-01-01"], "--until is before --from"),
    (["add", "new", "--role", "hr", "--deputy"], "the role hr has no deputy"),
    (["token", "vice", "--role", "hr", "--title", "x"], "vice isn't hr now"),
    (["token", "nobody", "--role", "hr", "--title", "x"], "nobody isn't hr now"),
    (["revoke", "nobody"], "there is no account nobody"),
    (["revoke", "revoked"], "there is no account revoked, or it was revoked"),
    (["invite", "revoked"], "there is no account revoked, or it was revoked"),
    (["revoke", "vice", "--role", "hr"], "vice isn't hr now"),
  ])
  func whatIsWrongIsSaid(arguments: [String], sentence: String) async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let before = try await test.number("select count(*) from audit_rows")
      let answer = try await test.tedori(["account"] + arguments)
      #expect(answer.status == 65)
      #expect(answer.lastLine.hasPrefix(sentence), "\(answer.errors)")
      #expect(try await test.number("select count(*) from audit_rows") == before)
    }
  }
}

extension TestDatabase {
  fileprivate func tedori(_ arguments: String..., environment: [String: String] = [:]) async throws -> Program.Answer {
    try await tedori(arguments, environment: environment)
  }

  fileprivate func tedori(_ arguments: [String], environment: [String: String] = [:]) async throws -> Program.Answer {
    try await Program.tedori.run(arguments + ["--database-url", address], environment: environment)
  }
}
