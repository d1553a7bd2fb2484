import Domain
import HTTPTypes
import Secrets
import SingleSignOn
import Store

/// Signing in and out with a provider of single sign-on: the browser goes there and comes back with a code.
enum ProviderSignIn {
  static func begin(_ call: Call<Anonymous>) async throws -> Answer {
    let access = try access(call)
    let attempt = try SignInAttempt()
    var answer = Answer.seeOther(try await access.provider().signInAddress(for: attempt, returningTo: access.callback))
    answer.headers[.setCookie] = Cookies.attempt(attempt.cookie, isSecure: call.services.settings.isSecure)
    return answer
  }

  static func finish(_ call: Call<Anonymous>) async throws -> Answer {
    let access = try access(call)
    // The state proves that this browser has begun: else somebody could sign another one in under the own name.
    guard let attempt = call.visit.attempt, call.arguments["state"] == attempt.state.text, let code = call.arguments["code"] else {
      throw Fault(.forbidden, "シングルサインオンをもう一度始めてください", "begin to sign in once more")
    }
    let identity = try await access.provider().identity(code: code, attempt: attempt, callback: access.callback)
    guard let secret = try await call.services.database.signIn(by: access.claims(of: identity)) else {
      throw Fault(
        .forbidden, "シングルサインオンには成功しましたが、この人の権限がありません。管理者に相談してください",
        "single sign-on knows you, but you have no role here: ask an administrator")
    }
    var answer = Answer.seeOther("/")
    answer.headers[fields: .setCookie] = [
      HTTPField(name: .setCookie, value: Cookies.session(secret.text, isSecure: call.services.settings.isSecure)),
      HTTPField(name: .setCookie, value: Cookies.attempt("", isSecure: call.services.settings.isSecure, ends: true)),
    ]
    return answer
  }

  /// Signing out here doesn't sign out there; this does.
  static func leave(_ call: Call<Anonymous>) async throws -> Answer {
    let access = try access(call)
    return .seeOther(try await access.provider().signOutAddress(returningTo: access.page) ?? "/sign-in")
  }

  private static func access(_ call: Call<Anonymous>) throws -> ProviderAccess {
    guard let access = call.services.provider else { throw Fault(.notFound, "シングルサインオンは設定されていません", "there is no single sign-on here") }
    return access
  }
}
