import Domain
import Store

/// Which month a page of figures is of: the one that is asked for, else the newest that its reader may see.
struct MonthAsked {
  let month: Month
  /// The newest that there is to see.
  let newest: Month

  /// - Returns: nil where none is asked for, and none has been frozen yet for a reader who sees frozen ones only.
  init?(_ call: Call<some FigureReader>) async throws {
    let asked = call.arguments["month"].flatMap(Month.init)
    if call.context.isLive {
      newest = MonthPage.lastMonth()
    } else {
      // One that is asked for and isn't frozen is said to be none.
      guard let frozen = try await call.services.database.newestFrozenMonth(as: call.context.viewer) ?? asked else { return nil }
      newest = frozen
    }
    month = asked ?? newest
  }

  /// What a page says where there is none.
  static func nothingYet(_ title: String, path: String, _ visit: Visit) -> Answer {
    Layout(
      visit: visit, title: title, path: path,
      content: """
        <h1>\(title)</h1>
        <p class="notice">\(visit.say("固定された月がまだありません。人事が月を固定すると、ここに表示されます。", "No month has been frozen yet. As soon as HR has one frozen, it stands here."))</p>
        """
    ).answer
  }
}
