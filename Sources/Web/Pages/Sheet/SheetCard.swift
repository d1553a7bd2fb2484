import Domain
import Reports

/// An adoption on the monthly sheet: its fields in the order of the tabulator, the account beside.
struct SheetCard {
  let visit: Visit
  let place: Int
  let line: SheetLine
  let categories: [Category]
  /// What was typed and isn't recorded.
  let typed: SheetForm.Row?
  let problems: [SheetEntry.RowProblem]
  let isChanged: Bool
  /// The column that gets the cursor.
  let focus: String?

  private func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
  private func value(_ column: String) -> String { typed?.typed[column] ?? line.text(column) }
  private func problem(_ column: String?) -> SheetEntry.RowProblem? { problems.first { $0.column == column } }

  var html: HTML {
    let whole: [HTML] = problems.filter { $0.column == nil }.map { "<p class=\"fault\">\($0.wrong)\(say("。", ": "))\($0.right)</p>" }
    let adopter = visit.language == .english ? line.adopterEnglish ?? line.adopter : line.adopter
    return """
      <fieldset class="sheet-row" id="row-\(place)" data-account-row>
      <legend>\(line.title) <small>\(adopter)・\(line.adoption)\(HTML.when(!line.isRecorded, "<span class=\"state\">\(say("未報告", "not reported"))</span>"))\(HTML.when(line.isRecorded, "<span class=\"state\">\(say("報告済み", "reported"))</span>"))</small></legend>
      <input type="hidden" name="adoption.\(place)" value="\(line.adoption)"><input type="hidden" name="seen.\(place)" value="\(line.state)"><input type="hidden" name="shown.\(place)" value="\(SheetForm.shown(line, categories))">
      \(HTML.when(isChanged, "<p class=\"fault\">\(say("ほかの人が変えました。いまの記録：", "Somebody else has changed it. Recorded now: "))\(recorded)\(say("。保存すると、下の値に置き換わります。", ". Saving puts the values below in its place."))</p>"))
      \(whole)
      <div class="cells few">
      \(HTML.when(line.isUnit, input("users", say("利用者数", "Users"), note: last(line.lastUsers)).html))
      \(input("cases", say("件数", "Cases"), note: last(line.lastCases)).html)
      \(HTML.when(isGrossInSight, gross.html))
      <p class="basis">\(basis)</p>
      </div>
      <div class="cells">\(categories.map { category in input(category.code, category.title(in: visit.language), note: confirmed(category), isMinutes: true).html })</div>
      \(sums)
      <div class="cells long">
      \(input("output", say("成果", "Output"), isText: true).html)
      \(input("comment", say("コメント", "Comment"), isText: true).html)
      </div>
      \(details)
      </fieldset>
      """
  }

  private func last(_ number: Int?) -> String { number.map { say("前月 \($0)", "last month \($0)") } ?? say("前月 –", "last month –") }

  private func confirmed(_ category: Category) -> String {
    line.confirmed[category.code].map { say("確認済み \($0)", "\($0) confirmed") } ?? ""
  }

  private var recorded: String {
    guard line.isRecorded else { return say("なし（取り消されました）", "nothing, it was taken back") }
    let minutes = categories.compactMap { category in line.redirected[category.code].map { "\(category.title(in: visit.language)) \($0)" } }
    return ([say("利用者数 \(line.text("users"))", "users \(line.text("users"))"), say("件数 \(line.text("cases"))", "cases \(line.text("cases"))")] + minutes)
      .joined(separator: say("、", ", "))
  }

  /// From where the minutes come.
  private var basis: HTML {
    var parts: [String] = []
    if let measurement = line.measurement, value("measurement_code") == measurement.code {
      parts.append(
        say(
          "1件あたり \(measurement.baseline) 分 → \(measurement.withAI) 分（計測 \(measurement.code)、E\(measurement.evidence)）",
          "Per case \(measurement.baseline) → \(measurement.withAI) min (measurement \(measurement.code), E\(measurement.evidence))"))
    } else if !value("ai_minutes").isEmpty {
      parts.append(say("1件あたりの時間は自己申告です。", "Minutes per case are self-reported."))
    } else {
      parts.append(say("有効な計測がありません。総削減時間を入れてください（自己申告 E1）。", "There is no valid measurement: enter the gross minutes (self-report, E1)."))
    }
    if let freed = line.lastFreed, line.isUnit { parts.append(say("前月の創出 \(freed) 分", "last month \(freed) min freed")) }
    let flag: HTML =
      line.monthsInARow.map { months in
        let text = say("\(months)か月同じ値です。", "The same for \(months) months.")
        return months >= 3
          ? "<strong class=\"flag\">⚑ \(text)\(say("確かめてください。", "Make sure that it is right."))</strong>" : "<span class=\"flag\">\(text)</span>"
      } ?? ""
    return "\(parts.joined(separator: say("・", "; "))) \(flag)"
  }

  /// As recorded; while somebody types a script puts the sums of what is typed in its place.
  private var sums: HTML {
    let account = line.account
    func sum(_ name: String, _ label: String, _ number: Int?) -> HTML {
      "<span>\(label) <b data-show=\"\(name)\">\(number.map(String.init) ?? "–")</b></span>"
    }
    let parts: [HTML] = [
      sum("gross", say("総削減", "gross"), account?.gross), sum("net", say("純", "net"), account?.net), sum("freed", say("創出", "freed"), account?.freed),
      sum("redirected", say("振向け", "redirected"), account?.redirected), sum("left", say("残り（使途未把握）", "left, unaccounted"), account?.left),
    ]
    return """
      <p class="sums">\(parts) <span>\(say("分", "min"))</span> <strong data-over hidden>\(say("振向けが創出時間を超えています。", "More is redirected than was freed."))</strong></p>
      """
  }

  // MARK: Fields

  private var isGrossInSight: Bool { line.measurement == nil && value("ai_minutes").isEmpty || !value("gross_minutes").isEmpty }
  private var gross: Input { input("gross_minutes", say("総削減時間（分）", "Gross minutes")) }

  /// What few rows need.
  private var details: HTML {
    let typedColumns = ["baseline_minutes", "ai_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes", "new_task", "evidence"]
    let isOpen =
      typed?.isWithdrawn == true || typedColumns.contains { !value($0).isEmpty || problem($0) != nil } || problem("measurement_code") != nil
      || !isGrossInSight && problem("gross_minutes") != nil || line.measurement != nil && value("measurement_code").isEmpty
    return """
      <details\(HTML.when(isOpen, " open"))><summary>\(say("計測・1件あたりの時間・取消", "Measurement, minutes per case, taking back"))</summary>
      <div class="cells">
      \(line.measurement.map { choice("measurement_code", say("時間の出し方", "Where minutes come from"), [("", say("計測を使わない", "no measurement")), ($0.code, say("計測 \($0.code)", "measurement \($0.code)"))]) } ?? "")
      \(HTML.when(!isGrossInSight, gross.html))
      \(input("baseline_minutes", say("基準時間（分/件）", "Without AI, min per case")).html)
      \(input("ai_minutes", say("AI利用時間（分/件）", "With AI, min per case")).html)
      \(input("verify_minutes", say("確認（分）", "Verifying, min")).html)\(input("rework_minutes", say("手直し（分）", "Rework, min")).html)
      \(input("learn_minutes", say("習得（分）", "Learning, min")).html)\(input("operate_minutes", say("操作（分）", "Operating, min")).html)
      \(choice("new_task", say("新規作業", "New task"), [("", say("いいえ", "no")), ("yes", say("はい", "yes"))]))
      \(choice("evidence", say("根拠水準", "Evidence"), [("", say("E1 自己申告", "E1 self-report")), ("E0", say("E0 参考値", "E0 reference value"))]))
      </div>
      \(HTML.when(line.isRecorded, "<p class=\"tick\"><input type=\"checkbox\" id=\"withdrawn-\(place)\" name=\"withdrawn.\(place)\" value=\"yes\"\(HTML.when(typed?.isWithdrawn == true, " checked"))> <label for=\"withdrawn-\(place)\">\(say("この月の記録を取り消す（未報告に戻す）", "Take this month's record back"))</label></p>"))
      </details>
      """
  }

  private func input(_ column: String, _ label: String, note: String = "", isMinutes: Bool = false, isText: Bool = false) -> Input {
    Input(
      id: SheetForm.id(column, place, categories), name: SheetForm.name(column, place, categories), column: column, label: label, note: note,
      value: value(column),
      fault: problem(column).map { "\($0.wrong)\(say("。", ": "))\($0.right)" }, isMinutes: isMinutes, isText: isText, isFocused: focus == column)
  }

  private func choice(_ column: String, _ label: String, _ options: [(value: String, label: String)]) -> HTML {
    let id = SheetForm.id(column, place, categories)
    let chosen = value(column)
    let minutes = line.measurement.map { "\($0.baseline) \($0.withAI) \($0.verify) \($0.rework) \($0.learn) \($0.operate)" } ?? ""
    let choices: [HTML] = options.map {
      "<option\(HTML.when(column == "measurement_code" && !$0.value.isEmpty, " data-minutes=\"\(minutes)\"")) value=\"\($0.value)\"\(HTML.when($0.value == chosen, " selected"))>\($0.label)</option>"
    }
    let fault: HTML = problem(column).map { "<p class=\"fault\" id=\"\(id)-fault\">\($0.wrong)\(say("。", ": "))\($0.right)</p>" } ?? ""
    return """
      <div class="cell"><label for="\(id)">\(label)</label><select id="\(id)" name="\(SheetForm.name(column, place, categories))" data-column="\(column)"\(Self.role(column))\(HTML.when(problem(column) != nil, " aria-invalid=\"true\" aria-describedby=\"\(id)-fault\""))>\(choices)</select>\(fault)</div>
      """
  }

  /// What a field is to the script that adds up.
  private static func role(_ column: String) -> HTML {
    let name: String? =
      switch column {
      case "cases", "new_task": column
      case "measurement_code": "measurement"
      case "gross_minutes", "baseline_minutes", "ai_minutes", "verify_minutes", "rework_minutes", "learn_minutes", "operate_minutes":
        String(column.dropLast("_minutes".count))
      default: nil
      }
    return name.map { " data-account=\"\($0)\"" } ?? ""
  }

  /// A small labelled field.
  private struct Input {
    let id: String
    let name: String
    let column: String
    let label: String
    let note: String
    let value: String
    let fault: String?
    /// Of freed time, minutes that went to a category.
    let isMinutes: Bool
    let isText: Bool
    let isFocused: Bool

    var html: HTML {
      let described = [note.isEmpty ? nil : "\(id)-note", fault == nil ? nil : "\(id)-fault"].compactMap { $0 }.joined(separator: " ")
      let attributes: HTML = """
         id="\(id)" name="\(name)" data-column="\(column)"\(SheetCard.role(column))\(HTML.when(isMinutes, " data-redirect"))\(HTML.when(!described.isEmpty, " aria-describedby=\"\(described)\""))\(HTML.when(fault != nil, " aria-invalid=\"true\""))\(HTML.when(isFocused, " autofocus"))
        """
      let control: HTML =
        isText
        ? "<textarea\(attributes) rows=\"2\">\n\(value)</textarea>" : "<input\(attributes) inputmode=\"decimal\" autocomplete=\"off\" value=\"\(value)\">"
      return """
        <div class="cell"><label for="\(id)">\(label)</label>\(control)\(HTML.when(!note.isEmpty, "<small id=\"\(id)-note\">\(note)</small>"))\(fault.map { "<p class=\"fault\" id=\"\(id)-fault\">\($0)</p>" as HTML } ?? "")</div>
        """
    }
  }
}
