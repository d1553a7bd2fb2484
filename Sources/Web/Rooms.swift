import Domain
import HTTPTypes

/// A page where a piece of work begins: in the head of every page, for those who are admitted there.
struct Room: Sendable {
  let path: String
  /// nil: it stands before all groups.
  let group: RoomGroup?
  let title: Phrase
  /// What one does there.
  let about: Phrase

  typealias Phrase = (japanese: String, english: String)

  /// Whether a page belongs to it.
  func holds(_ page: String) -> Bool { page == path || path != "/" && page.hasPrefix(path + "/") }
}

/// What rooms have in common for somebody who has many of them.
enum RoomGroup: CaseIterable {
  case enter, look, settle

  var title: Room.Phrase {
    switch self {
    case .enter: ("入力", "Enter")
    case .look: ("閲覧", "Look")
    case .settle: ("確認・整理", "Settle")
    }
  }
}

/// All rooms in the order of the navigation. Who finds which follows from the routes: nobody is led to where one isn't admitted.
enum Rooms {
  static let all: [Room] = [
    Room(path: "/", group: nil, title: ("はじめ", "Start"), about: ("", "")),
    Room(
      path: "/leadership", group: .look, title: ("今月のまとめ", "The month"), about: ("創出した時間とその行き先を 1 画面で見る", "Freed time and where it went, on one screen")),
    Room(
      path: "/department", group: .look, title: ("所属の状況", "Department"),
      about: ("所属の月を、全組織・昨年と比べて見る", "A unit's month beside the whole organisation and last year")),
    Room(
      path: "/confirmations", group: .settle, title: ("振向けの確認", "Confirming"),
      about: ("申告された振向けを確認し、減らし、差し戻す", "Confirm redirected time, reduce it or send it back")),
    Room(
      path: "/leftovers", group: .settle, title: ("残った導入", "Left behind"),
      about: ("異動・組織改正で残った導入を終えるか引き継ぐ", "End or hand on adoptions that transfers and reorganisations leave behind")),
    Room(
      path: "/month", group: .look, title: ("月次報告", "Monthly report"),
      about: ("創出した時間とその行き先を、月ごと・所属ごとに見る", "Freed time and where it went, by month and unit")),
    Room(
      path: "/sheet", group: .enter, title: ("月次票", "Monthly sheet"),
      about: ("所属の導入ごとに、件数と時間の行き先を入れる", "Enter cases and where the time went, for each adoption of a unit")),
    Room(
      path: "/imports", group: .enter, title: ("取込み", "Import"),
      about: ("Excel や CSV のファイルを確かめて取り込む", "Look through files of Excel or CSV and import them")),
    Room(
      path: "/transfers", group: .enter, title: ("異動", "Transfers"),
      about: ("4月1日などの異動をまとめて入力し、何が変わるかを先に確かめる", "Enter many transfers for one day ahead, and see first what they change")),
    Room(
      path: "/records", group: .enter, title: ("記録", "Records"),
      about: ("所属・職員・発令・導入・時間など、どの記録も探し、登録し、直す", "Find, enter and correct records of every kind")),
    Room(
      path: "/reminders", group: .settle, title: ("未報告", "Not reported"),
      about: ("まだ報告のない所属と、その担当を確かめる", "Which units haven't reported, and who fills in their sheets")),
    Room(
      path: "/measurements", group: .enter, title: ("計測の計画", "What to measure"),
      about: ("どの事例を計測するかを決め、計時した結果を計測にする", "Choose which use cases to measure, and make measurements of timed cases")),
    Room(
      path: "/measurements/timer", group: .enter, title: ("計時", "Timing cases"),
      about: ("AIを使う場合と使わない場合の時間を、1件ずつ計る", "Time cases with AI and without, one by one")),
    Room(
      path: "/copy", group: .enter, title: ("ほかの所属の事例", "What others use"),
      about: ("ほかの所属が使っている事例を取り入れる", "Take up use cases of other departments")),
    Room(
      path: "/me", group: .look, title: ("自分の記録", "My record"),
      about: ("自分の受講・導入・時間の記録と、それを見た人を確かめる", "My training, adoptions and time, and who has looked at them")),
    Room(
      path: "/people", group: .look, title: ("職員", "Persons"),
      about: ("職員を番号・氏名・フリガナ・旧姓・メールで探し、記録の全体を見る", "Find a person by number, name, kana, former name or address, and see the whole record")),
    Room(
      path: "/corrections", group: .settle, title: ("訂正の申出", "Corrections"),
      about: ("職員からの訂正の申出に回答する", "Answer what staff ask to have corrected")),
    Room(
      path: "/exports", group: .settle, title: ("記名データ", "Named exports"),
      about: ("氏名と時間が結び付くデータの書出しを申請・承認・確認する", "Ask for, approve and review exports that tie names to time")),
    Room(
      path: "/connect", group: .look, title: ("Excel・BI 接続", "Excel and BI"),
      about: ("Excel や BI ツールから同じ数値を読む", "Read the same figures with Excel and BI tools")),
    Room(
      path: "/settings", group: .settle, title: ("設定", "Settings"),
      about: ("期限・サインイン・保存期間を決める", "Deadlines, sessions, and how long records are kept")),
  ]

  static func of(_ role: AccountRole) -> [Room] {
    all.filter { audiences[$0.path]?.contains(role) ?? false && ($0.path != "/" || start(of: role) == "/") }
  }

  /// The rooms of a role under the titles of their groups; as many as are seen at a glance stand in one group without a title.
  static func grouped(of role: AccountRole) -> [(group: RoomGroup?, rooms: [Room])] {
    let all = of(role)
    guard all.count > glance else { return [(nil, all)] }
    return ([nil] + RoomGroup.allCases).map { group in (group, all.filter { $0.group == group }) }.filter { !$0.rooms.isEmpty }
  }

  /// As many fit beside each other.
  private static let glance = 8

  /// Where somebody of a role begins.
  static func start(of role: AccountRole) -> String {
    switch role {
    case .leadership: "/leadership"
    case .head, .aiLead: "/department"
    default: "/"
    }
  }

  private static let audiences: [String: Set<AccountRole>] = Dictionary(
    uniqueKeysWithValues: all.map { room in
      guard let route = Routes.all.first(where: { $0.method == .get && $0.path == room.path }) else { preconditionFailure("there is no page \(room.path)") }
      return (room.path, route.audience.roles ?? Set(AccountRole.allCases))
    })
}
