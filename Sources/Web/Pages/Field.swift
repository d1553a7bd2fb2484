/// A labelled field of a form: with what was typed, and where that can't be taken the sentence beside it.
struct Field {
  enum Control {
    case text(rows: Int)
    /// A line of text; where few things can be meant, with these to choose from.
    case line([(value: String, label: String)])
    /// A line of text for a number: what is typed stays, whatever it is.
    case number(unit: String)
    case choice([(value: String, label: String)])
  }

  let visit: Visit
  let name: String
  let label: String
  var help: String?
  var isRequired = true
  var value = ""
  var problem: String?
  /// Of a page's faults one gets the cursor, which also brings it into sight.
  var isFirstFault = true
  /// Gets the cursor where nothing is at fault.
  var isFirst = false
  /// Its own, where a page has two fields of one name.
  var id: String?
  /// What a script knows it by, as `redirect` or `account=cases`.
  var data: String?
  let control: Control

  var html: HTML {
    """
    <div class="field">
    <label for="\(place)">\(label)\(HTML.when(isRequired, "<span class=\"must\">\(visit.say("必須", "required"))</span>"))</label>
    \(help.map { "<p class=\"help\" id=\"\(place)-help\">\($0)</p>" as HTML } ?? "")
    \(problem.map { "<p class=\"fault\" id=\"\(place)-fault\">\($0)</p>" as HTML } ?? "")
    \(input)
    </div>
    """
  }

  private var place: String { id ?? name }

  private var input: HTML {
    switch control {
    // A line break right after the tag isn't part of the text: without it the text's own first one would be lost.
    case .text(let rows): "<textarea\(attributes) rows=\"\(rows)\">\n\(value)</textarea>"
    case .line(let choices) where choices.isEmpty: "<input\(attributes) autocomplete=\"off\" value=\"\(value)\">"
    case .line(let choices):
      """
      <input\(attributes) autocomplete="off" list="\(place)-list" value="\(value)">
      <datalist id="\(place)-list">\(choices.map { "<option value=\"\($0.value)\">\($0.label)</option>" as HTML })</datalist>
      """
    case .number(let unit): "<span class=\"measure\"><input\(attributes) inputmode=\"numeric\" autocomplete=\"off\" value=\"\(value)\"> \(unit)</span>"
    case .choice(let choices): "<select\(attributes)>\(choices.map(option))</select>"
    }
  }

  private func option(_ choice: (value: String, label: String)) -> HTML {
    "<option value=\"\(choice.value)\"\(HTML.when(choice.value == value, " selected"))>\(choice.label)</option>"
  }

  private var mark: HTML {
    guard let data else { return "" }
    let parts = data.split(separator: "=")
    return parts.count == 2 ? " data-\(parts[0])=\"\(parts[1])\"" : " data-\(data)"
  }

  private var attributes: HTML {
    let described = [help == nil ? nil : "\(place)-help", problem == nil ? nil : "\(place)-fault"].compactMap { $0 }.joined(separator: " ")
    return """
       id="\(place)" name="\(name)"\(HTML.when(!described.isEmpty, " aria-describedby=\"\(described)\""))\(HTML.when(problem != nil, " aria-invalid=\"true\""))\(HTML.when(problem != nil && isFirstFault || isFirst, " autofocus"))\(mark)
      """
  }
}
