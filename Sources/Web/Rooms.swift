import Domain
import HTTPTypes

/// A page where a piece of work begins: in the head of every page, for those who are admitted there.
struct Room: Sendable {
  let path: String
  let title: Phrase
  /// What one does there.
  let about: Phrase

  typealias Phrase = (japanese: String, english: String)

  /// Whether a page belongs to it.
  func holds(_ page: String) -> Bool { page == path || path != "/" && page.hasPrefix(path + "/") }
}

/// All rooms in the order of the navigation. Who finds which follows from the routes: nobody is led to where one isn't admitted.
enum Rooms {
  static let all: [Room] = [
    Room(path: "/", title: ("はじめ", "Start"), about: ("", "")),
    Room(
      path: "/leadership", title: ("今月のまとめ", "The month"), about: ("創出した時間とその行き先を 1 画面で見る", "Freed time and where it went, on one screen")),
    Room(
      path: "/month", title: ("月次報告", "Monthly report"),
      about: ("創出した時間とその行き先を、月ごと・所属ごとに見る", "Freed time and where it went, by month and unit")),
    Room(
      path: "/imports", title: ("取込み", "Import"),
      about: ("Excel や CSV のファイルを確かめて取り込む", "Look through files of Excel or CSV and import them")),
    Room(
      path: "/me", title: ("自分の記録", "My record"),
      about: ("自分の受講・導入・時間の記録と、それを見た人を確かめる", "My training, adoptions and time, and who has looked at them")),
    Room(
      path: "/corrections", title: ("訂正の申出", "Corrections"),
      about: ("職員からの訂正の申出に回答する", "Answer what staff ask to have corrected")),
    Room(
      path: "/exports", title: ("記名データ", "Named exports"),
      about: ("氏名と時間が結び付くデータの書出しを申請・承認・確認する", "Ask for, approve and review exports that tie names to time")),
    Room(
      path: "/connect", title: ("Excel・BI 接続", "Excel and BI"),
      about: ("Excel や BI ツールから同じ数値を読む", "Read the same figures with Excel and BI tools")),
    Room(
      path: "/settings", title: ("設定", "Settings"),
      about: ("期限・サインイン・保存期間を決める", "Deadlines, sessions, and how long records are kept")),
  ]

  static func of(_ role: AccountRole) -> [Room] {
    all.filter { audiences[$0.path]?.contains(role) ?? false && ($0.path != "/" || start(of: role) == "/") }
  }

  /// Where somebody of a role begins.
  static func start(of role: AccountRole) -> String { role == .leadership ? "/leadership" : "/" }

  private static let audiences: [String: Set<AccountRole>] = Dictionary(
    uniqueKeysWithValues: all.map { room in
      guard let route = Routes.all.first(where: { $0.method == .get && $0.path == room.path }) else { preconditionFailure("there is no page \(room.path)") }
      return (room.path, route.audience.roles ?? Set(AccountRole.allCases))
    })
}
