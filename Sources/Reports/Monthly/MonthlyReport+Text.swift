public import Domain

/// The monthly report as a page for the terminal.
extension MonthlyReport {
  /// A page to read in a terminal, 96 cells wide: time in hours with one decimal.
  public func text(_ language: Language) -> String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    let account = total.account
    let rule = String(repeating: "─", count: 96)
    var lines: [String] = []
    func hours(_ key: String, _ minutes: Int) -> String { total.shown(key, as: Self.hours(minutes)) }
    func count(_ key: String, _ number: Int) -> String { total.shown(key, as: String(number)) }
    func amount(_ label: String, _ key: String, _ minutes: Int, _ note: String = "") {
      lines.append("  " + TextTable.left(label, 34) + TextTable.right(hours(key, minutes), 12) + " h" + (note.isEmpty ? "" : "   " + note))
    }
    func share(_ key: String, _ minutes: Int) -> String { total.shown(key, "freed", as: Self.share(minutes, account.freed)) }
    let name = unit.map { language == .english ? $0.nameEnglish ?? $0.name : $0.name } ?? say("全組織", "Whole organisation")
    lines += [
      rule, "  " + say("手取り時間 月次報告  \(month.year)年\(month.month)月", "Tedori monthly report  \(month)") + "   " + name,
      "  "
        + (takenAt.map {
          say(
            "当時の組織・未公表（\($0) 時点。\(Self.withheldMark) は小規模な集団の秘匿）",
            "organisation as then, unpublished: as of \($0); \(Self.withheldMark) is withheld, of a small group")
        } ?? say("当時の組織・未公表（原簿のまま、秘匿なし）", "organisation as then, unpublished: the live account, nothing withheld")), rule,
    ]
    lines.append(
      "  "
        + say(
          "導入 \(count("in_force", total.inForce)) 件のうち報告 \(count("reported", total.reported)) 件。報告のないものは 0 ではありません。",
          "\(count("reported", total.reported)) of \(count("in_force", total.inForce)) adoptions in force reported; no record is not zero."))
    lines.append("")
    amount(say("創出時間（純）", "Net time"), "net", account.net, say("損失 ", "loss ") + hours("loss", account.loss) + " h")
    amount(say("創出時間", "Freed time"), "freed", account.freed, say("総削減 ", "gross ") + hours("gross", account.gross) + " h")
    amount(
      say("  高付加価値業務（申告）", "  to higher-value work, claimed"), "higher_value.claimed", account.higherValue.claimed,
      share("higher_value.claimed", account.higherValue.claimed))
    amount(
      say("    うち確認済み", "    of this confirmed"), "higher_value.confirmed", account.higherValue.confirmed,
      say("振向け率 ", "redirection rate ") + share("higher_value.confirmed", account.higherValue.confirmed))
    amount(say("  同一業務", "  to same work"), "same_work.claimed", total.sameWork.claimed, share("same_work.claimed", total.sameWork.claimed))
    amount(
      say("  超過勤務縮減", "  to less overtime"), "overtime_cut.claimed", total.overtimeCut.claimed, share("overtime_cut.claimed", total.overtimeCut.claimed))
    amount(say("  使途未把握", "  unaccounted"), "unaccounted.claimed", account.unaccounted, share("unaccounted.claimed", account.unaccounted))
    lines += ["", "  " + say("根拠水準ごと（純）", "Net time by evidence level")]
    for (level, minutes) in total.evidence.enumerated() {
      amount("  E\(level) " + Self.evidence(level, language), "E\(level).net", minutes.net)
    }
    lines += ["", "  " + say("振向け先", "Where it went") + "  " + say("（申告 / 確認）", "(claimed / confirmed)")]
    for category in categories {
      let minutes = total.categories[category.code] ?? RedirectedMinutes()
      amount(
        "  " + (language == .english ? category.titleEnglish ?? category.title : category.title), "category.\(category.code).claimed", minutes.claimed,
        "/ " + hours("category.\(category.code).confirmed", minutes.confirmed) + " h")
    }
    let fte = total.shown("fte", as: Self.decimal(total.fte))
    let coverage = total.shown("covered", "headcount", as: Self.percent(total.trainingCoverage))
    let adoption = total.shown("adopters", "headcount", as: Self.percent(total.adoptionRate))
    let (heads, away) = (count("headcount", total.headcount), count("on_leave", total.onLeave))
    let (adopters, active) = (count("adopters", total.adopters), count("active_users", total.activeUsers))
    lines += ["", "  " + say("人", "People")]
    lines.append(
      "    "
        + say(
          "現員 \(heads)（ほか休職等 \(away)）  常勤換算 \(fte)  受講率 \(coverage)", "headcount \(heads) (and \(away) on leave)  FTE \(fte)  training \(coverage)"))
    lines.append("    " + say("導入者 \(adopters)（\(adoption)）  月間利用者 \(active)", "adopters \(adopters) (\(adoption))  active users \(active)"))
    lines.append(
      "    " + say("導入者と月間利用者は少なくともこの人数です（所属の利用者数は重複を除けないため）。", "Adopters and active users are lower bounds: users of units may be the same persons."))
    if let group {
      let title = group.unit.map { language == .english ? $0.nameEnglish ?? $0.name : $0.name } ?? say("全組織", "Whole organisation")
      let (figures, account) = (group.figures, group.figures.account)
      let (net, freed) = (figures.shown("net", as: Self.hours(account.net)), figures.shown("freed", as: Self.hours(account.freed)))
      let moved = figures.shown("higher_value.claimed", as: Self.hours(account.higherValue.claimed))
      lines += [
        "", "  " + say("この所属を含むまとまりの数値", "Figures of a group with this unit in it"),
        "    " + say("\(title)  純 \(net) h  創出 \(freed) h  振向け \(moved) h", "\(title)  net \(net) h  freed \(freed) h  redirected \(moved) h"),
      ]
    }
    if let comment {
      lines += ["", "  " + say("所属長コメント（\(comment.writtenAt)）", "The head's comment (\(comment.writtenAt))")]
      lines += comment.text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { TextTable.wrapped($0, 88) }.map { "    " + $0 }
    }
    if !parts.isEmpty {
      lines += [
        "",
        "  " + TextTable.left(say("所属", "Unit"), 30)
          + [say("現員", "heads"), say("導入率", "adopt."), say("純 h", "net h"), say("創出 h", "freed h"), say("振向け h", "redir. h"), say("未把握 h", "unacc. h")].map {
            TextTable.right($0, 10)
          }.joined(),
      ]
      lines.append("  " + String(repeating: "─", count: 90))
      for part in parts {
        let label = (language == .english ? part.unit.nameEnglish ?? part.unit.name : part.unit.name) + (part.isOwn ? say("（直属）", " (itself)") : "")
        let minutes = part.figures.account
        lines.append(
          "  " + TextTable.left(label, 30)
            + [
              part.figures.shown("headcount", as: String(part.figures.headcount)),
              part.figures.shown("adopters", "headcount", as: Self.percent(part.figures.adoptionRate)),
              part.figures.shown("net", as: Self.hours(minutes.net)), part.figures.shown("freed", as: Self.hours(minutes.freed)),
              part.figures.shown("higher_value.claimed", as: Self.hours(minutes.higherValue.claimed)),
              part.figures.shown("unaccounted.claimed", as: Self.hours(minutes.unaccounted)),
            ].map { TextTable.right($0, 10) }.joined())
      }
    }
    lines += [
      rule, "  " + say("純＝総削減−確認・手直し・習得・操作。創出＝純の正の分。", "Net = gross less verifying, rework, learning and operating."),
      "  " + say("振向けは申告、確認済みは第二者が確認した分。", "Redirected time is claimed; confirmed is what a second person confirmed."),
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// Stands where a figure is withheld, as in official statistics.
  package static let withheldMark = "x"

  /// Hours with one decimal, halves away from zero.
  package static func hours(_ minutes: Int) -> String {
    let tenths = (abs(minutes) + 3) / 6
    return (minutes < 0 && tenths > 0 ? "-" : "") + grouped(tenths / 10) + "." + String(tenths % 10)
  }

  /// The same as a number, for what is drawn.
  package static func hourCount(_ minutes: Int) -> Double { Double(minutes) / 60 }

  package static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return grouped(tenths / 10) + "." + String(tenths % 10)
  }

  package static func percent(_ rate: Double?) -> String {
    guard let rate else { return "–" }
    let tenths = Int((rate * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10)%"
  }

  package static func share(_ part: Int, _ whole: Int) -> String { whole == 0 ? "–" : percent(Double(part) / Double(whole)) }

  package static func grouped(_ number: Int) -> String {
    var text = String(number)
    var place = text.count - 3
    while place > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: place))
      place -= 3
    }
    return text
  }

  package static func evidence(_ level: Int, _ language: Language) -> String {
    [
      ("参考値（勘定の外）", "reference, not counted"), ("自己申告", "self-report"), ("日誌・抜取計測", "diary or sample"), ("前後比較・記録", "before and after"),
      ("比較群", "comparison group"),
      ("無作為化", "randomised trial"),
    ].map { language.choose($0.0, $0.1) }[level]
  }
}
