public import Domain
import Sheets

/// The monthly report as CSV.
extension MonthlyReport {
  /// A row a part, the total first, with minutes as integers and rates from 0 to 1: for a spreadsheet; x stands for what is withheld.
  public func csv(_ language: Language) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    let levels = (0...5).map { "E\($0)" }
    let heads: [(String, String)] =
      [
        ("対象月", "month"), ("所属コード", "unit_code"), ("所属", "unit"), ("区分", "kind"), ("自所属", "own"), ("現員", "headcount"), ("休職等", "on_leave"), ("常勤換算", "fte"),
        ("導入者", "adopters"),
        ("月間利用者", "active_users"), ("受講済", "covered"), ("導入", "adoptions"), ("報告", "reported"), ("総削減", "gross"), ("純", "net"), ("損失", "loss"), ("創出", "freed"),
        ("高付加価値（申告）", "higher_value_claimed"), ("高付加価値（確認）", "higher_value_confirmed"), ("同一業務", "same_work"), ("超過勤務縮減", "overtime_cut"),
        ("使途未把握", "unaccounted"),
      ] + levels.map { ("\($0)純", "\($0)_net") } + categories.map { ("\($0.title)（申告）", "\($0.code)_claimed") }
      + categories.map { ("\($0.title)（確認）", "\($0.code)_confirmed") }
      + [("導入率", "adoption_rate"), ("受講率", "training_coverage"), ("振向け率", "redirection_rate")]
    try writer.write(heads.map { .text(language.choose($0.0, $0.1)) })
    try writer.write(cells(unit: unit, isOwn: false, total, language))
    for part in parts { try writer.write(cells(unit: part.unit, isOwn: part.isOwn, part.figures, language)) }
    try writer.finish()
    return bytes
  }

  private func cells(unit: UnitName?, isOwn: Bool, _ figures: Figures, _ language: Language) -> [SheetCell] {
    let account = figures.account
    let name = unit.map { language == .english ? $0.nameEnglish ?? $0.name : $0.name } ?? language.choose("全組織", "Whole organisation")
    let words: [SheetCell] = [
      .text(month.description), .text(unit?.code ?? ""), .text(name), .text(unit?.kind ?? ""), .text(isOwn ? language.choose("はい", "yes") : ""),
    ]
    func show(_ key: String, _ number: Int) -> SheetCell { figures.withheld.contains(key) ? .text(Self.withheldMark) : .number(number) }
    // A rate over nothing is empty, not zero.
    func rate(_ rate: Double?, of keys: String...) -> SheetCell {
      figures.withheld.isDisjoint(with: keys) ? rate.map { .decimal("\($0)") } ?? .empty : .text(Self.withheldMark)
    }
    let counts: [SheetCell] = [
      show("headcount", figures.headcount), show("on_leave", figures.onLeave), rate(figures.fte, of: "fte"), show("adopters", figures.adopters),
      show("active_users", figures.activeUsers), show("covered", figures.covered), show("in_force", figures.inForce), show("reported", figures.reported),
      show("gross", account.gross), show("net", account.net), show("loss", account.loss), show("freed", account.freed),
      show("higher_value.claimed", account.higherValue.claimed), show("higher_value.confirmed", account.higherValue.confirmed),
      show("same_work.claimed", figures.sameWork.claimed), show("overtime_cut.claimed", figures.overtimeCut.claimed),
      show("unaccounted.claimed", account.unaccounted),
    ]
    let nets = figures.evidence.enumerated().map { level, minutes in show("E\(level).net", minutes.net) }
    let redirected = categories.map { ($0.code, figures.categories[$0.code] ?? RedirectedMinutes()) }
    let rates = [
      rate(figures.adoptionRate, of: "adopters", "headcount"), rate(figures.trainingCoverage, of: "covered", "headcount"),
      rate(figures.redirectionRate, of: "freed", "higher_value.confirmed"),
    ]
    return words + counts + nets + redirected.map { show("category.\($0).claimed", $1.claimed) }
      + redirected.map { show("category.\($0).confirmed", $1.confirmed) } + rates
  }
}
