import Domain

/// The tables of what has changed since the month before.
extension DepartmentMonth {
  /// Published counts of both months: of persons' own adoptions nothing more is told, since who took one up or gave it up would be known by the few.
  func counts(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let lines: [(String, (Figures) -> Figure)] = [
      (say("導入者（人、下限）", "Adopters (at least)"), { $0.count("adopters", $0.adopters) }),
      (say("月間利用者（人、下限）", "Active users (at least)"), { $0.count("active_users", $0.activeUsers) }),
      (say("導入（件）", "Adoptions in force"), \.inForceCount), (say("うち報告あり（件）", "of these reported"), \.reportedCount),
    ]
    return FigureTable(
      name: "counts", title: say("先月との比較", "Beside last month"),
      heads: [say("項目", "Figure"), say("先月（\(report.month.previous)）", "Last month (\(report.month.previous))"), say("今月", "This month"), say("差", "Change")],
      rows: lines.map { name, figure in
        let (now, then) = (figure(report.total), beside.lastMonth.map(figure) ?? .none)
        return .init(cells: [.words(name), then, now, now.more(than: then)])
      })
  }

  /// How many of the units' own adoptions are new, taken up again, kept and lapsed, and which these are.
  func movements(_ language: Language) -> [FigureTable] {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    guard let movement else { return [] }
    let counted = FigureTable(
      name: "movement", title: say("先月からの動き（所属の導入、現在の記録）", "Movement since last month (units' own adoptions as recorded now)"),
      heads: [say("動き", "Movement"), say("件数", "Adoptions")],
      rows: AdoptionMovement.Kind.allCases.map { .init(cells: [.words($0.title(language)), .count(movement.count($0))]) })
    let listed = FigureTable(
      name: "moved", title: say("新規・再開・終了した所属の導入（現在の記録）", "Units' adoptions that are new or taken up again or lapsed (as recorded now)"),
      heads: [say("動き", "Movement"), say("所属", "Unit"), say("事例", "Use case"), say("日", "Day"), say("終了理由", "Reason")],
      rows: movement.moved.map { moved in
        .init(cells: [
          .words(moved.kind.title(language)), .words(language == .english ? moved.unitEnglish ?? moved.unit : moved.unit), .words(moved.useCase),
          .words(moved.day),
          .words(moved.kind == .lapsed ? moved.reason?.title(language) ?? say("記録なし", "not said") : "–"),
        ])
      })
    return [counted, listed]
  }
}
