package import Domain

/// The tables of a department's month.
extension DepartmentMonth {
  package func tables(_ language: Language) -> [FigureTable] {
    let tools = titled(
      "tools", language.choose("AI ツールごと", "By AI tool"), language.choose("AI ツール", "AI tool"), report.total.tools, key: "tool", language)
    let areas = titled(
      "areas", language.choose("業務領域ごと", "By area of work"), language.choose("業務領域", "Area"), report.total.areas, key: "area", language)
    let all = [
      comparison(language), units(language), categories(language), trendTable(language), evidence(language), tools, areas, useCaseTable(language),
      counts(language),
    ]
    return (all + movements(language)).filter { !$0.rows.isEmpty }
  }

  private var monthBefore: Month { report.month.adding(months: -12) }

  /// The unit beside the nearest group that has figures, the whole organisation and the year before.
  private func comparison(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    var columns: [(title: String, figures: Figures)] = []
    // Where the nearest group is the whole organisation it stands there anyway.
    if let group = report.group, group.unit != nil { columns.append((MonthlyReport.name(of: group.unit, language), group.figures)) }
    if let whole = beside.whole { columns.append((say("全組織", "Whole organisation"), whole)) }
    let lines: [(String, (Figures) -> Figure)] = [
      (say("創出時間（h）", "Freed time (h)"), \.freedTime), (say("現員1人当たりの創出時間（h）", "Freed time per person (h)"), \.freedEach),
      (say("振向け（申告）（h）", "Claimed redirected time (h)"), \.claimed),
      (say("創出に占める振向け（申告）", "Claimed share of freed"), { $0.share("higher_value.claimed", $0.account.higherValue.claimed) }),
      (say("振向け（確認済み）（h）", "Confirmed redirected time (h)"), \.confirmed),
      (say("振向け率（確認済み）", "Redirection rate (confirmed)"), { $0.share("higher_value.confirmed", $0.account.higherValue.confirmed) }),
      (say("使途未把握（h）", "Unaccounted (h)"), \.unaccounted),
      (say("創出に占める使途未把握", "Unaccounted share of freed"), { $0.share("unaccounted.claimed", $0.account.unaccounted) }),
      (say("導入率", "Adoption rate"), \.adoption), (say("受講率", "Training coverage"), \.training),
      (say("導入（件）", "Adoptions in force"), \.inForceCount), (say("うち報告あり（件）", "of these reported"), \.reportedCount),
      (say("うち未報告（件）", "of these not reported"), \.unreportedCount), (say("報告の割合", "Share reported"), \.reporting),
    ]
    return FigureTable(
      name: "comparison", title: say("全組織・昨年同月との比較", "Beside the whole organisation and last year"),
      heads: [say("項目", "Figure"), MonthlyReport.name(of: report.unit, language)] + columns.map(\.title)
        + [say("昨年同月（\(monthBefore)）", "Last year (\(monthBefore))"), say("昨年との差", "Change")],
      rows: lines.map { name, figure in
        let (now, then) = (figure(report.total), beside.lastYear.map(figure) ?? .none)
        return .init(cells: [.words(name), now] + columns.map { figure($0.figures) } + [then, now.more(than: then)])
      })
  }

  private func units(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    return FigureTable(
      name: "units", title: say("下位の所属ごと", "By unit under it"),
      heads: [
        say("所属", "Unit"), say("現員（人）", "Persons"), say("導入率", "Adoption"), say("受講率", "Training"), say("導入（件）", "Adoptions"), say("報告（件）", "Reported"),
        say("創出（h）", "Freed (h)"), say("振向け申告（h）", "Claimed (h)"), say("確認済み（h）", "Confirmed (h)"), say("使途未把握（h）", "Unaccounted (h)"),
      ],
      rows: report.parts.filter { !$0.isOwn || report.parts.count > 1 }.map { part in
        let figures = part.figures
        return .init(
          unit: part.isOwn ? nil : part.unit.code,
          cells: [
            .words(MonthlyReport.name(of: part.unit, language) + (part.isOwn ? say("（直属）", " (itself)") : "")), figures.count("headcount", figures.headcount),
            figures.adoption, figures.training, figures.inForceCount, figures.reportedCount, figures.freedTime, figures.claimed, figures.confirmed,
            figures.unaccounted,
          ])
      })
  }

  private func categories(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let total = report.total
    let rows = report.categories.map { category in
      let (minutes, key) = (total.categories[category.code] ?? RedirectedMinutes(), "category.\(category.code)")
      return FigureTable.Row(cells: [
        .words(language == .english ? category.titleEnglish ?? category.title : category.title), .words(category.tier.title(language)),
        total.hours("\(key).claimed", minutes.claimed), total.hours("\(key).confirmed", minutes.confirmed), total.share("\(key).claimed", minutes.claimed),
      ])
    }
    let unaccounted = FigureTable.Row(cells: [
      .words(say("使途未把握", "Unaccounted")), .words("–"), total.unaccounted, .none, total.share("unaccounted.claimed", total.account.unaccounted),
    ])
    return FigureTable(
      name: "categories", title: say("創出時間の行き先", "Where freed time went"),
      heads: [say("振向け先", "Category"), say("区分", "Tier"), say("申告（h）", "Claimed (h)"), say("確認済み（h）", "Confirmed (h)"), say("創出に占める割合", "Of freed")],
      rows: rows + [unaccounted])
  }

  private func evidence(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let total = report.total
    return FigureTable(
      name: "evidence", title: say("根拠水準ごと", "By evidence level"),
      heads: [say("根拠水準", "Level"), say("総削減（h）", "Gross (h)"), say("純（h）", "Net (h)"), say("創出（h）", "Freed (h)"), say("振向け申告（h）", "Claimed (h)")],
      rows: total.evidence.enumerated().map { level, minutes in
        .init(cells: [
          .words("E\(level) \(MonthlyReport.evidence(level, language))"), total.hours("E\(level).gross", minutes.gross),
          total.hours("E\(level).net", minutes.net),
          total.hours("E\(level).freed", minutes.freed),
          // Reference values take no redirections.
          level == 0 ? .none : total.hours("E\(level).higher_value.claimed", minutes.higherValue.claimed),
        ])
      })
  }

  private func titled(_ name: String, _ title: String, _ head: String, _ titled: [String: TitledMinutes], key: String, _ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let total = report.total
    return FigureTable(
      name: name, title: title, heads: [head, say("総削減（h）", "Gross (h)"), say("純（h）", "Net (h)"), say("創出（h）", "Freed (h)")],
      rows: titled.sorted { $0.key < $1.key }.map { code, minutes in
        .init(cells: [
          .words(minutes.title), total.hours("\(key).\(code).gross", minutes.gross), total.hours("\(key).\(code).net", minutes.net),
          total.hours("\(key).\(code).freed", minutes.freed),
        ])
      }.filter { row in row.cells.contains { $0.isNumber && $0 != .hours(0) } })
  }

  private func useCaseTable(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    return FigureTable(
      name: "use-cases", title: say("事例ごと（所属の導入、現在の記録）", "By use case (units' own adoptions as recorded now)"),
      heads: [say("事例", "Use case"), say("AI ツール", "AI tool"), say("業務領域", "Area"), say("導入（件）", "Adoptions"), say("所属（数）", "Units")],
      rows: useCases.map { .init(cells: [.words($0.title), .words($0.tool), .words($0.area), .count($0.adoptions), .count($0.units)]) })
  }

  private func trendTable(_ language: Language) -> FigureTable {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    return FigureTable(
      name: "trend", title: say("\(UnitMonth.length)か月の推移", "The last \(UnitMonth.length) months"),
      heads: [
        say("月", "Month"), say("導入率", "Adoption"), say("受講率", "Training"), say("創出（h）", "Freed (h)"), say("振向け申告（h）", "Claimed (h)"),
        say("確認済み（h）", "Confirmed (h)"), say("使途未把握（h）", "Unaccounted (h)"),
      ],
      rows: trend.map { .init(cells: [.words($0.month.description), $0.adoption, $0.training, $0.freed, $0.claimed, $0.confirmed, $0.unaccounted]) })
  }
}

extension MonthlyReport {
  package static func name(of unit: UnitName?, _ language: Language) -> String {
    guard let unit else { return language.choose("全組織", "Whole organisation") }
    return language == .english ? unit.nameEnglish ?? unit.name : unit.name
  }
}

extension Tier {
  package func title(_ language: Language) -> String {
    switch self {
    case .higherValue: language.choose("高付加価値業務", "Higher value")
    case .sameWork: language.choose("同一業務", "Same work")
    case .overtimeCut: language.choose("超過勤務縮減", "Less overtime")
    }
  }
}
