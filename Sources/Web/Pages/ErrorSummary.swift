/// What is wrong with a form that was sent, above it: a line for each field at fault, which leads to it. Nothing where nothing is.
struct ErrorSummary {
  let visit: Visit
  /// In the order of the page.
  let faults: [(field: String, label: String, sentence: String)]

  var html: HTML {
    guard !faults.isEmpty else { return "" }
    let lines: [HTML] = faults.map { "<li><a href=\"#\($0.field)\">\($0.label)</a>\(visit.say("：", ": "))\($0.sentence)</li>" }
    let title = visit.say("直すところが \(faults.count) か所あります。まだ何も変わっていません。", "\(faults.count) to mend. Nothing has been changed yet.")
    return "<div class=\"faults\" role=\"alert\"><p>\(title)</p><ul>\(lines)</ul></div>"
  }
}
