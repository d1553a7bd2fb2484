import Domain

/// Links to the pages that a role has, beside the monthly one.
struct RolePages {
  let visit: Visit
  let role: AccountRole

  var html: HTML {
    let pages: [(audience: Set<AccountRole>, path: String, title: String)] = [
      (StaffMember.admitted, "/me", visit.say("自分の記録", "My record")),
      (Corrector.admitted, "/corrections", visit.say("訂正の申出", "Corrections asked for")),
      (ExportReader.admitted, "/exports", visit.say("記名データの書出し", "Exports of named time")),
      (Administrator.admitted, "/settings", visit.say("設定", "Settings")),
    ]
    let own = pages.filter { $0.audience.contains(role) }
    return HTML.when(!own.isEmpty, "<ul class=\"pages\">\(own.map { "<li><a href=\"\($0.path)\">\($0.title)</a></li>" as HTML })</ul>")
  }
}
