import Domain
import Sheets

/// Which column of a file is which column of its kind.
struct Header: Sendable {
  /// A column of the kind and its place in the file, in the order of the kind.
  let columns: [(column: Column, place: Int)]
  let withdrawn: Int?
  let reason: Int?
  /// The names in the file, by place.
  let names: [String]

  /// 取消 and 理由, which every kind takes, where the file has them.
  var beside: [(name: String, place: Int)] { [("withdrawn", withdrawn), ("reason", reason)].compactMap { name, place in place.map { (name, $0) } } }

  /// The columns that are staged: those of the kind that the file has.
  var staged: [Column] { columns.map(\.column) }

  /// The place in the file of the column with this English name.
  func place(of english: String) -> Int? {
    columns.first { $0.column.english == english }?.place ?? (english == "withdrawn" ? withdrawn : english == "reason" ? reason : nil)
  }

  /// Whether a header cell names a column of the kind.
  static func isKnown(_ name: String, kind: Kind) -> Bool { column(named: name, kind: kind) != nil }

  /// The column that `--problems` adds is for the reader: a mended file may keep it.
  static func isRemark(_ name: String) -> Bool { ["problem", "問題"].contains(name) }

  private static func column(named name: String, kind: Kind) -> Column? {
    (kind.columns + [.withdrawn, .reason]).first { $0.isNamed(name) }
  }

  /// Reads the header of a file; answers its problems instead where it has any.
  static func read(_ names: [String], line: Int, kind: Kind, language: Language) -> Result<Header, HeaderProblems> {
    if let wording = KindGuess(names: names).wording(besides: kind, in: language) {
      return .failure(HeaderProblems(problems: [Problem(line: line, wording)]))
    }
    var problems: [Problem] = []
    var places: [String: Int] = [:]
    // A key that is only misspelt is not missing as well.
    var meant: Set<String> = []
    let absent = kind.columns.filter { column in !names.contains { column.isNamed($0) } }
    for (place, name) in names.enumerated() where !name.isEmpty && !isRemark(name) {
      guard let column = column(named: name, kind: kind) else {
        if let near = Spelling.nearest(to: name, among: absent.flatMap { [$0.english, HeaderName.folded($0.japanese)] }) {
          meant.insert(near)
          problems.append(
            Problem(line: line, column: name, value: name, language.pair(("知らない列です", "「\(near)」ではありませんか"), ("this column isn't known", "is \(near) meant?"))))
          continue
        }
        problems.append(
          Problem(
            line: line, column: name, value: name,
            language.pair(
              ("知らない列です", "使える列は \(kind.columns.map(\.japanese).joined(separator: "、"))、取消、理由 です"),
              ("this column isn't known", "the columns are \(kind.columns.map(\.english).joined(separator: ", ")), withdrawn, reason"))))
        continue
      }
      if places[column.english] != nil {
        problems.append(
          Problem(line: line, column: name, value: name, language.pair(("同じ列が2つあります", "1つにしてください"), ("this column is there twice", "keep one of them"))))
      }
      places[column.english] = place
    }
    for key in kind.columns where key.isKey && places[key.english] == nil && !meant.contains(where: key.isNamed) {
      problems.append(
        Problem(
          line: line, column: key.name(in: language),
          language.pair(("キーの列「\(key.japanese)」がありません", "この列を加えてください"), ("the key column \(key.english) is missing", "add it"))))
    }
    guard problems.isEmpty else { return .failure(HeaderProblems(problems: problems)) }
    return .success(
      Header(
        columns: kind.columns.compactMap { column in places[column.english].map { (column, $0) } }, withdrawn: places["withdrawn"], reason: places["reason"],
        names: names))
  }
}

/// A header that can't be used.
struct HeaderProblems: Error {
  let problems: [Problem]
}

extension Column {
  /// Whether a folded heading is either of its names.
  func isNamed(_ heading: String) -> Bool { english == heading.lowercased() || HeaderName.folded(japanese) == heading }
}
