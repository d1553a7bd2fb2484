import Domain
import Reports
import Store

/// What is due for HR, a line each with its number: on the first page.
struct DueList {
  let visit: Visit
  let month: Month
  let due: Due

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }

  static func html(_ visit: Visit, in services: Services, as viewer: Viewer) async throws -> HTML {
    let month = MonthPage.lastMonth()
    return DueList(visit: visit, month: month, due: try await Due.load(month, language: visit.language, in: services.database, as: viewer)).html
  }

  private var html: HTML {
    let months: [HTML] = due.months.map { month in
      line(1, say("\(month) の月次報告がまだ固定されていません", "\(month) is to be frozen for the others"), "/month?month=\(month)")
    }
    let unreported = due.inForce - due.reported
    let decisions: [HTML] = [
      line(unreported, say("\(month) の未報告（導入 \(due.inForce) 件のうち）", "not reported in \(month), of \(due.inForce) adoptions"), "/reminders?month=\(month)"),
      line(due.corrections, say("回答を待っている訂正の申出", "corrections waiting for an answer"), "/corrections"),
      due.exports.map { line($0, say("承認を待っている記名データの書出し", "exports of named time waiting for approval"), "/exports") } ?? "",
    ]
    let topics: [HTML] = due.topics.map { line($0.count, DuePage.title(of: $0.topic, visit), "/due/\($0.topic.rawValue)") }
    return """
      <h2 id="due">\(say("期限のあるもの", "What is due"))</h2>
      <ul class="due" aria-labelledby="due">\(months)\(decisions)\(topics)</ul>
      """
  }

  /// Nothing to do is said softly, and still opens.
  private func line(_ count: Int, _ text: String, _ path: String) -> HTML {
    "<li\(HTML.when(count == 0, " class=\"none\""))><a href=\"\(path)\"><strong>\(count)</strong> <span>\(text)</span></a></li>"
  }
}

/// One topic of what is due, line by line. It names no persons.
enum DuePage {
  static func page(_ call: Call<SheetReminder>) async throws -> Answer {
    let visit = call.visit
    guard let topic = call.arguments["topic"].flatMap(DueTopic.init(rawValue:)) else { throw Fault.notFound }
    let rows = try await topic.rows(language: visit.language, in: call.services.database, as: call.context.viewer)
    let (title, shown) = (title(of: topic, visit), rows.prefix(1_000))
    let isCounted = [.training, .posts].contains(topic)
    let heads =
      heads(of: topic, visit).map { (text: $0, holds: ListTable.Holds.prose) }
      + (isCounted ? [(text: topic == .posts ? visit.say("発令数", "Posts") : visit.say("人数", "Persons"), holds: .number)] : [])
    let table: HTML =
      rows.isEmpty
      ? "<p>\(visit.say("ありません。", "None."))</p>"
      : ListTable(
        title: title, heads: heads,
        rows: shown.map { row in row.cells.enumerated().map { cell($1, place: $0, of: topic, visit) } + (isCounted ? ["\(row.count)"] : []) }
      ).html
    return Layout(
      visit: visit, title: title, path: "/due/\(topic.rawValue)",
      content: """
        <h1>\(title)</h1>
        <p class="note">\(note(of: topic, visit))</p>
        \(table)
        \(HTML.when(rows.count > shown.count, "<p class=\"note\">\(visit.say("\(rows.count) 行のうち初めの \(shown.count) 行です。", "The first \(shown.count) of \(rows.count) lines."))</p>"))
        """
    ).answer.keepingLanguage(call)
  }

  static func title(of topic: DueTopic, _ visit: Visit) -> String {
    switch topic {
    case .training: visit.say("\(DueTopic.days) 日以内に期限の切れる受講", "training that ends within \(DueTopic.days) days")
    case .posts: visit.say("\(DueTopic.days) 日以内に始まる発令", "posts that start within \(DueTopic.days) days")
    case .measurements: visit.say("\(DueTopic.days) 日以内に期限の切れる計測", "measurements that end within \(DueTopic.days) days")
    case .reviews: visit.say("リスク点検の期日が近いか過ぎた事例", "use cases whose risk review is due")
    case .units: visit.say("所属が終わるのに続いている導入", "adoptions whose unit ends")
    }
  }

  private static func note(of topic: DueTopic, _ visit: Visit) -> String {
    switch topic {
    case .training: visit.say("もう受け直した人と、退職した人は数えません。", "Whoever has taken the course again, or has left, isn't counted.")
    case .posts: visit.say("本務と兼務の両方を数えます。", "Primary and concurrent posts.")
    case .measurements:
      visit.say("先月か今月の記録が使っている計測です。切れると、その後の月は自己申告（E1）になります。", "Those that last or this month's records go by; afterwards time is self-reported (E1).")
    case .reviews: visit.say("いま導入のある事例です。", "Use cases that are adopted now.")
    case .units: visit.say("終わらせるか、引き継ぐ所属の新しい導入にしてください。", "End them, or record new ones for the unit that takes over.")
    }
  }

  private static func heads(of topic: DueTopic, _ visit: Visit) -> [String] {
    switch topic {
    case .training: [visit.say("研修", "Course"), visit.say("局", "Bureau"), visit.say("最初の期限", "First day")]
    case .posts: [visit.say("発令日", "Day"), visit.say("局", "Bureau")]
    case .measurements: [visit.say("有効期限", "Last day"), visit.say("計測コード", "Measurement"), visit.say("事例", "Use case"), visit.say("所属", "Unit")]
    case .reviews: [visit.say("点検期日", "Review on"), visit.say("事例コード", "Code"), visit.say("事例", "Use case"), visit.say("リスク区分", "Risk")]
    case .units: [visit.say("所属の最終日", "Unit's last day"), visit.say("所属", "Unit"), visit.say("導入コード", "Adoption"), visit.say("事例", "Use case")]
    }
  }

  private static func cell(_ text: String?, place: Int, of topic: DueTopic, _ visit: Visit) -> HTML {
    if topic == .reviews, place == 3 {
      return switch text {
      case "blue": "\(visit.say("青", "blue"))"
      case "yellow": "\(visit.say("黄", "yellow"))"
      case "red": "\(visit.say("赤", "red"))"
      default: "–"
      }
    }
    if topic == .measurements, place == 3, text == nil { return "\(visit.say("全組織", "everywhere"))" }
    return "\(text ?? "–")"
  }
}
