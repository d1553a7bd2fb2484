import Domain
import HTTPTypes
import Store

/// Where somebody who is signed in begins: what the role offers, the other roles, and the way out.
enum Home {
  static func page(_ call: Call<Member>) async throws -> Answer {
    let visit = call.visit
    let person = call.context.person
    let reads = ReportReader.admitted.contains(person.role)
    let others = person.roles.filter { $0 != person.role }
    let roles: [HTML] = others.map { role in
      Form(
        visit: visit, path: "/role",
        content:
          "<input type=\"hidden\" name=\"role\" value=\"\(role.rawValue)\"><button>\(visit.say("\(role.title(.japanese))として続ける", "Go on as \(role.title(.english))"))</button>"
      ).html
    }
    let own: [HTML] = try await call.services.database.mandateUnits(as: person.viewer).map {
      "<p><a class=\"main\" href=\"/month?unit=\(Percent.encode($0))\">\(visit.say("所属 \($0) の月次報告を開く", "Open the monthly report on unit \($0)"))</a></p>"
    }
    let offer: HTML =
      reads
      ? "\(own)<p><a class=\"main\" href=\"/month\">\(visit.say("全組織の月次報告を開く", "Open the monthly report on the whole organisation"))</a></p><p><a href=\"/connect\">\(visit.say("表計算・BI からの接続", "Connecting Excel and BI tools"))</a></p>"
      : "<p class=\"note\">\(visit.say("この権限で見られる報告はありません。", "There are no reports for this role."))</p>"
    return Layout(
      visit: visit, title: visit.say("はじめ", "Start"), path: "/",
      content: """
        <h1>\(visit.say("\(person.name) さん", "Hello, \(person.name)"))</h1>
        <p>\(visit.say("\(person.role.title(.japanese))としてサインインしています。", "You are signed in as \(person.role.title(.english))."))</p>
        \(offer)
        \(RolePages(visit: visit, role: person.role).html)
        \(HTML.when(!roles.isEmpty, "<h2>\(visit.say("ほかの権限", "Other roles"))</h2>\(roles)"))
        <h2>\(visit.say("サインインしている端末", "Sessions"))</h2>
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

/// Ending sessions.
enum SignOut {
  static func here(_ call: Call<Member>) async throws -> Answer {
    if let session = call.visit.session { try await call.services.database.signOut(session) }
    return gone(call)
  }

  static func everywhere(_ call: Call<Member>) async throws -> Answer {
    try await call.services.database.signOutEverywhere(as: call.context.viewer)
    return gone(call)
  }

  private static func gone(_ call: Call<Member>) -> Answer {
    var answer = Answer.seeOther("/sign-in")
    answer.headers[.setCookie] = Cookies.session("", isSecure: call.services.settings.isSecure, ends: true)
    return answer
  }
}
