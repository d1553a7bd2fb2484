import HTTPTypes
import Secrets
import Store

/// Signing in with a password.
enum SignIn {
  static func page(_ call: Call<Anonymous>) async throws -> Answer { empty(call).answer.keepingLanguage(call) }

  private static func empty(_ call: Call<Anonymous>) -> SignInPage { SignInPage(visit: call.visit, hasProvider: call.services.provider != nil) }

  static func enter(_ call: Call<Anonymous>) async throws -> Answer {
    let login = call.fields["login"] ?? ""
    let database = call.services.database
    switch try await database.signIn(login: login, password: call.fields["password"] ?? "", origin: call.visit.origin) {
    case .admitted(let secret):
      var answer = Answer.seeOther("/")
      answer.headers[.setCookie] = Cookies.session(secret.text, isSecure: call.services.settings.isSecure)
      return answer
    case .refused:
      var page = empty(call)
      page.login = login
      page.problem = call.visit.say("利用者名かパスワードが違います", "The name or the password is wrong")
      var answer = page.answer
      answer.status = .unprocessableContent
      return answer
    case .wait(let seconds):
      var page = empty(call)
      page.login = login
      page.problem = call.visit.say("失敗が続いたため、\(seconds) 秒待ってからお試しください", "After so many failures, wait \(seconds) seconds before you try again")
      var answer = page.answer
      answer.status = .tooManyRequests
      answer.headers[.retryAfter] = "\(seconds)"
      return answer
    }
  }
}

/// The page to sign in; a name that was typed stays.
struct SignInPage {
  let visit: Visit
  let hasProvider: Bool
  var login = ""
  var problem: String?

  var answer: Answer {
    Layout(
      visit: visit, title: visit.say("サインイン", "Sign in"), path: "/sign-in",
      content: """
        <div class="narrow">
        <h1>\(visit.say("サインイン", "Sign in"))</h1>
        \(problem.map { "<p class=\"problem\" role=\"alert\" id=\"problem\">\($0)</p>" as HTML } ?? "")
        <form method="post" action="/sign-in">
        <label for="login">\(visit.say("利用者名", "Name"))</label>
        <input id="login" name="login" value="\(login)" autocomplete="username" autocapitalize="none" spellcheck="false" required\(described)>
        <label for="password">\(visit.say("パスワード", "Password"))</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required\(described)>
        <button class="main">\(visit.say("サインイン", "Sign in"))</button>
        </form>
        \(HTML.when(hasProvider, provider))
        <p class="note">\(visit.say("パスワードを忘れたときは、管理者に招待リンクを頼んでください。", "If you have forgotten the password, ask an administrator for an invitation."))</p>
        </div>
        """
    ).answer
  }

  private var provider: HTML {
    """
    <p><a class="main" href="/sign-in/provider">\(visit.say("シングルサインオンで続ける", "Go on with single sign-on"))</a></p>
    <p><a href="/sign-out/provider">\(visit.say("シングルサインオンからもサインアウトする", "Sign out of single sign-on too"))</a></p>
    """
  }

  private var described: HTML { problem == nil ? "" : " aria-describedby=\"problem\" aria-invalid=\"true\"" }
}

extension Answer {
  /// Keeps the language that the query asks for.
  func keepingLanguage(_ call: Call<some Audience>) -> Answer {
    guard let language = call.arguments["language"] else { return self }
    var answer = self
    answer.headers[.setCookie] = Cookies.language(language, isSecure: call.services.settings.isSecure)
    return answer
  }
}
