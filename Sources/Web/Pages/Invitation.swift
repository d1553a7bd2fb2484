import HTTPTypes
import Secrets
import Store

/// Setting a password by a link that works once.
enum Invitation {
  static func page(_ call: Call<Anonymous>) async throws -> Answer {
    try await shown(call, problem: nil).keepingLanguage(call)
  }

  static func accept(_ call: Call<Anonymous>) async throws -> Answer {
    guard let secret = call.arguments["secret"].flatMap({ Secret(text: $0) }) else { throw void }
    let password = call.fields["password"] ?? ""
    let visit = call.visit
    guard password == call.fields["again"] else { return try await refused(call, visit.say("2 つのパスワードが違います", "The two passwords differ")) }
    do {
      guard try await call.services.database.accept(invitation: secret, password: password) else { throw void }
    } catch is UnfitPassword {
      return try await refused(call, length(visit))
    }
    return .seeOther("/sign-in")
  }

  private static let void = Fault(
    .notFound, "このリンクは使い終わったか、期限が切れています。管理者に新しいものを頼んでください", "this link has been used or is too old: ask an administrator for another")

  private static func length(_ visit: Visit) -> String {
    visit.say(
      "パスワードは \(Password.length.lowerBound) 文字以上 \(Password.length.upperBound) 文字以下にしてください",
      "The password needs \(Password.length.lowerBound) to \(Password.length.upperBound) characters")
  }

  private static func refused(_ call: Call<Anonymous>, _ problem: String) async throws -> Answer {
    var answer = try await shown(call, problem: problem)
    answer.status = .unprocessableContent
    return answer
  }

  private static func shown(_ call: Call<Anonymous>, problem: String?) async throws -> Answer {
    guard let secret = call.arguments["secret"].flatMap({ Secret(text: $0) }), let invited = try await call.services.database.invited(by: secret) else {
      throw void
    }
    let visit = call.visit
    let path = "/invitations/\(secret.text)"
    let title = visit.say("パスワードを決める", "Choose a password")
    return Layout(
      visit: visit, title: title, path: path,
      content: """
        <div class="narrow">
        <h1>\(title)</h1>
        \(problem.map { "<p class=\"problem\" role=\"alert\">\($0)</p>" as HTML } ?? "")
        <p>\(visit.say("\(invited.name)（\(invited.login)）", "\(invited.name) (\(invited.login))"))</p>
        <form method="post" action="\(path)">
        <input type="hidden" autocomplete="username" value="\(invited.login)">
        <label for="password">\(visit.say("パスワード", "Password"))</label>
        <p class="help" id="help">\(length(visit))\(visit.say("。", ". "))\(visit.say("いくつかの言葉を並べると覚えやすくなります。", "Several words in a row are easy to remember."))</p>
        <input id="password" name="password" type="password" autocomplete="new-password" required minlength="\(Password.length.lowerBound)" aria-describedby="help">
        <label for="again">\(visit.say("もう一度", "Once more"))</label>
        <input id="again" name="again" type="password" autocomplete="new-password" required>
        <button class="main">\(visit.say("決める", "Set it"))</button>
        </form>
        </div>
        """
    ).answer
  }
}
