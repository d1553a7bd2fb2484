import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

/// What all pages have around them: rooms by role, the account, scripts, files that are kept.
@Suite(.timeLimit(.minutes(3))) struct LayoutTests {
  /// Whoever is led somewhere is admitted there, and knows where they are.
  @Test func everyRoomOpensForWhomItIsShown() async throws {
    try await TestWeb.with { web async throws in
      try await web.test.database.takeSnapshot(of: MonthPage.lastMonth(), as: Cast.officer)
      for (login, role) in WalkTests.cast {
        let visitor = try await web.visitor(login)
        let rooms = Rooms.of(role)
        #expect(rooms.first?.path == Rooms.start(of: role))
        for room in rooms {
          let page = try await visitor.get(room.path)
          #expect(page.status == 200, "\(login) \(room.path)")
          for other in rooms { #expect(page.text.contains("<a href=\"\(other.path)\""), "\(login) \(room.path) leads to \(other.path)") }
          for other in Rooms.all where !rooms.contains(where: { $0.path == other.path }) {
            #expect(!page.text.contains("<a href=\"\(other.path)\""), "\(login) \(room.path) doesn't lead to \(other.path)")
          }
          // In the wide head and in the folded one.
          #expect(page.text.matches(of: /aria-current="page"/).count == 2, "\(login) \(room.path)")
        }
      }
    }
  }

  /// Nobody has to go back from a page that says no.
  @Test func aRefusalHasTheRoomsAroundIt() async throws {
    try await TestWeb.with { web async throws in
      let hanae = try await web.visitor("hanae")
      var refusals = [
        (403, try await hanae.get("/settings")), (404, try await hanae.get("/nowhere")), (404, try await hanae.get("/imports/99")),
        (400, try await hanae.get("/month?month=soon")), (409, try await hanae.post("/month/freeze", ["month": MonthPage.lastMonth().next.description])),
        (422, try await hanae.post("/leftovers", ["adoption.0": "U1"])),
      ]
      try await web.test.run("drop table timed_cases cascade")
      refusals.append((500, try await hanae.get("/measurements")))
      for (status, page) in refusals {
        #expect(page.status == status)
        for room in Rooms.of(.hr) { #expect(page.text.contains("<a href=\"\(room.path)\""), "\(status) leads to \(room.path)") }
        #expect(page.text.contains("href=\"?language=en\"") && page.text.contains("/sign-out") && !page.text.contains("aria-current=\"page\""), "\(status)")
      }
    }
  }

  /// Whoever has many rooms finds them in groups, in a window of any width; whoever has few finds them at a glance.
  @Test func manyRoomsStandInGroups() async throws {
    #expect(Rooms.all.allSatisfy { ($0.group == nil) == ($0.path == "/") })
    for role in AccountRole.allCases { #expect(Rooms.grouped(of: role).flatMap(\.rooms).map(\.path).sorted() == Rooms.of(role).map(\.path).sorted()) }
    try await TestWeb.with { web async throws in
      let page = try await web.visitor("hanae").get("/leftovers")
      #expect(page.text.contains("<summary class=\"here\">確認・整理</summary>") && page.text.contains("<span class=\"group\">入力</span>"))
      #expect(page.text.matches(of: /<details name="rooms">/).count == RoomGroup.allCases.count)
      #expect(try await web.visitor("hanae").get("/").text.contains("<h2>閲覧</h2>"))
      let few = try await web.visitor("vice").get("/month")
      #expect(!few.text.contains("name=\"rooms\"") && !few.text.contains("class=\"group\""))
    }
  }

  @Test func aPageUnderARoomBelongsToIt() {
    let room = Room(path: "/corrections", group: nil, title: ("申出", "Requests"), about: ("", ""))
    #expect(room.holds("/corrections") && room.holds("/corrections/3") && !room.holds("/correctionsx") && !room.holds("/"))
    #expect(!Room(path: "/", group: nil, title: ("", ""), about: ("", "")).holds("/me"))
  }

  @Test func theAccountTakesAnotherRoleOnItsPage() async throws {
    try await TestWeb.with { web async throws in
      let vice = try await web.visitor("vice")
      try await web.test.run("insert into mandates (account_id, role, valid_from) select id, 'auditor', '2026-04-01' from accounts where login = 'vice'")
      try await web.nameInEnglish()
      let page = try await vice.get("/account", ["accept-language": "en"])
      #expect(page.status == 200 && page.text.contains("name=\"role\" value=") && page.text.contains("/sign-out-everywhere"))
      #expect(japanese(in: page) == nil)
      #expect(!(try await web.visitor("hanae").get("/account").text.contains("name=\"role\"")))
    }
  }

  /// Files are sent once, and again when they have changed; nothing but the listed scripts is there.
  @Test func filesAreKeptByTheirTag() async throws {
    try await TestWeb.with { web async throws in
      for path in ["/style.css", "/icon.svg", Script.charts.path] {
        let first = try await web.send("GET", path)
        let tag = try #require(first.headers["etag"])
        #expect(first.status == 200 && !first.text.isEmpty && first.headers["cache-control"] == "no-cache")
        let again = try await web.send("GET", path, ["if-none-match": tag])
        #expect(again.status == 304 && again.text.isEmpty && again.headers["etag"] == tag, "\(path)")
        #expect(try await web.send("GET", path, ["if-none-match": "W/\"other\""]).status == 200)
      }
      #expect(try await web.send("GET", Script.charts.path).headers["content-type"] == "text/javascript; charset=utf-8")
      for name in ["style.css", "..%2Fstyle.css", "icon.svg", "charts.js.map", "%2Fetc%2Fpasswd", "x"] {
        #expect(try await web.send("GET", "/scripts/\(name)").status == 404, "\(name)")
      }
      let policy = try #require(try await web.send("GET", "/sign-in").headers["content-security-policy"])
      #expect(policy.contains("script-src 'self';") && !policy.contains("unsafe") && !policy.contains("http"))
    }
  }
}
