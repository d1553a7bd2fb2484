import Domain
import Reports
import Store

/// What the clerk is to look at again, with what the head says about it; nothing where there is nothing.
struct SentBackList {
  let visit: Visit
  let sentBack: [SentBack]

  var html: HTML {
    guard !sentBack.isEmpty else { return "" }
    let items: [HTML] = sentBack.map { item in
      let english = visit.language == .english
      let (unit, category) = (english ? item.unitEnglish ?? item.unit : item.unit, english ? item.categoryEnglish ?? item.category : item.category)
      let hours = MonthlyReport.hours(item.minutes)
      return """
        <li class="card"><h3>\(item.month.title(visit.language)) \(unit)\(visit.say("：", ": "))\(category) <span class="state">\(visit.say("\(hours) 時間", "\(hours) h"))</span></h3>
        <p class="words">\(item.reason)</p><p class="note">\(item.at)</p></li>
        """
    }
    return """
      <section><h2>\(visit.say("所属長から差し戻された振向け \(sentBack.count) 件", "Sent back by the head: \(sentBack.count)"))</h2>
      <p class="note">\(visit.say("月次票で時間か成果を直してください。所属長が確認すると消えます。", "Correct minutes or outputs on the monthly sheet. Once the head confirms it, it is gone from here."))</p>
      <ul class="cards">\(items)</ul></section>
      """
  }
}
