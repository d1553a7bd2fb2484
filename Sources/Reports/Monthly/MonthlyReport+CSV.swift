public import Domain
import Sheets

/// The monthly report as CSV.
extension MonthlyReport {
  /// A row a part, the total first, with minutes as integers and rates from 0 to 1: for a spreadsheet.
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
    let counts: [SheetCell] = [
      .number(figures.headcount), .number(figures.onLeave), .decimal("\(figures.fte)"), .number(figures.adopters), .number(figures.activeUsers),
      .number(figures.covered),
      .number(figures.inForce), .number(figures.reported), .number(account.gross), .number(account.net), .number(account.loss), .number(account.freed),
      .number(account.higherValue.claimed), .number(account.higherValue.confirmed), .number(figures.redirected(.sameWork, categories).claimed),
      .number(figures.redirected(.overtimeCut, categories).claimed), .number(account.unaccounted),
    ]
    let redirected = categories.map { figures.categories[$0.code] ?? RedirectedMinutes() }
    // A rate over nothing is empty, not zero.
    let rates = [figures.adoptionRate, figures.trainingCoverage, figures.redirectionRate].map { $0.map { SheetCell.decimal("\($0)") } ?? .empty }
    return words + counts + figures.evidence.map { .number($0.net) } + redirected.map { .number($0.claimed) } + redirected.map { .number($0.confirmed) } + rates
  }
}
