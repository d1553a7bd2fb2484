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
    let rooms: [HTML] = Rooms.grouped(of: person.role).map { group, rooms in doors(rooms.filter { $0.path != call.path }, under: group, visit) }
    let due: HTML = SheetReminder.admitted.contains(person.role) ? try await DueList.html(visit, in: call.services, as: person.viewer) : ""
    return Layout(
      visit: visit, title: visit.say("はじめ", "Start"), path: "/",
      content: """
        <h1>\(visit.say("\(person.name) さん", "Hello, \(person.name)"))</h1>
        <p>\(visit.say("\(person.role.title(.japanese))としてサインインしています。", "You are signed in as \(person.role.title(.english))."))</p>
        \(due)
        \(sentBack)
        \(rooms)
        \(HTML.when(Rooms.of(person.role).count < 2, "<p class=\"note\">\(visit.say("この権限で開けるページはまだありません。", "There are no pages for this role yet."))</p>"))
        """
    ).answer.keepingLanguage(call)
  }

  private static func doors(_ rooms: [Room], under group: RoomGroup?, _ visit: Visit) -> HTML {
    let heading = group == nil ? "h2" : "h3"
    let doors: [HTML] = rooms.map { room in
      """
      <li class="card"><\(heading)><a href="\(room.path)">\(visit.say(room.title.japanese, room.title.english))</a></\(heading)>
      <p>\(visit.say(room.about.japanese, room.about.english))</p></li>
      """
    }
    let title: HTML = group.map { "<h2>\(visit.say($0.title.japanese, $0.title.english))</h2>" } ?? ""
    return HTML.when(!rooms.isEmpty, "\(title)<ul class=\"cards doors\">\(doors)</ul>")
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
