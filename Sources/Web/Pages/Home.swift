import Domain
import HTTPTypes
import Store

/// Where somebody who is signed in begins: the rooms of the role.
enum Home {
  static func page(_ call: Call<Member>) async throws -> Answer {
    let visit = call.visit
    let person = call.context.person
    guard Rooms.start(of: person.role) == call.path else { return Answer.seeOther(Rooms.start(of: person.role)).keepingLanguage(call) }
    let sentBack = person.role == .clerk ? SentBackList(visit: visit, sentBack: try await call.services.database.sentBack(as: person.viewer)).html : ""
    let rooms: [HTML] = Rooms.of(person.role).filter { $0.path != call.path }.map { room in
      """
      <li class="card"><h2><a href="\(room.path)">\(visit.say(room.title.japanese, room.title.english))</a></h2>
      <p>\(visit.say(room.about.japanese, room.about.english))</p></li>
      """
    }
    let due: HTML = SheetReminder.admitted.contains(person.role) ? try await DueList.html(visit, in: call.services, as: person.viewer) : ""
    return Layout(
      visit: visit, title: visit.say("はじめ", "Start"), path: "/",
      content: """
        <h1>\(visit.say("\(person.name) さん", "Hello, \(person.name)"))</h1>
        <p>\(visit.say("\(person.role.title(.japanese))としてサインインしています。", "You are signed in as \(person.role.title(.english))."))</p>
        \(due)
        \(sentBack)
        \(HTML.when(!rooms.isEmpty, "<ul class=\"cards doors\">\(rooms)</ul>"))
        \(HTML.when(rooms.isEmpty, "<p class=\"note\">\(visit.say("この権限で開けるページはまだありません。", "There are no pages for this role yet."))</p>"))
        """
    ).answer.keepingLanguage(call)
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
