import Domain
import HTTPTypes
import Store

/// The own account: the other roles that it may take, and where it is signed in.
enum AccountPage {
  static func page(_ call: Call<Member>) async throws -> Answer {
    let visit = call.visit
    let person = call.context.person
    let others = person.roles.filter { $0 != person.role }
    let roles: [HTML] = others.map { role in
      Form(
        visit: visit, path: "/role",
        content:
          "<input type=\"hidden\" name=\"role\" value=\"\(role.rawValue)\"><button>\(visit.say("\(role.title(.japanese))として続ける", "Go on as \(role.title(.english))"))</button>"
      ).html
    }
    let title = visit.say("利用者", "Account")
    return Layout(
      visit: visit, title: title, path: "/account",
      content: """
        <h1>\(title)</h1>
        <p>\(visit.say("\(person.name)（\(person.login)）さんは、\(person.role.title(.japanese))としてサインインしています。", "\(person.name) (\(person.login)) is signed in as \(person.role.title(.english))."))</p>
        \(HTML.when(!roles.isEmpty, "<h2>\(visit.say("ほかの権限", "Other roles"))</h2>\(roles)"))
        <h2>\(visit.say("サインインしている端末", "Sessions"))</h2>
        <p>\(visit.say("端末を離れたままにしたときや、なくしたときに使います。", "Use it when you have left a device signed in, or lost one."))</p>
        \(Form(visit: visit, path: "/sign-out-everywhere", content: "<button>\(visit.say("すべての端末でサインアウト", "Sign out everywhere"))</button>").html)
        """
    ).answer.keepingLanguage(call)
  }

  static func change(_ call: Call<Member>) async throws -> Answer {
    guard let role = call.fields["role"].flatMap(AccountRole.init(rawValue:)), let session = call.visit.session else {
      throw Fault.field("role", .unprocessableContent, "そのような権限はありません", "there is no such role")
    }
    guard try await call.services.database.act(as: role, in: session) else { throw Fault.wrongRole }
    return .seeOther("/")
  }
}
