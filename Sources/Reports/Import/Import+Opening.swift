import Domain
import Sheets

/// Opening a file: which sheet of it is read, and where its header is.
extension Import {
  /// A sheet whose header is read.
  struct Opened {
    let table: SheetTable<SheetFileReader>
    let header: Header
    /// The sheet's name, where the file has others.
    var sheet: String?
    /// Other sheets with such a header, which aren't read.
    var others: [String] = []

    /// What is said of a file with several sheets.
    var note: Sentence? {
      guard let sheet else { return nil }
      if others.isEmpty { return Sentence("シート「\(sheet)」を読みました", "the sheet \(sheet) was read") }
      return Sentence(
        "シート「\(sheet)」を読みました。見出しのあるシートがほかにもあります（\(others.joined(separator: "、"))）。取り込むには、別のファイルにしてください",
        "the sheet \(sheet) was read; other sheets have such headings too (\(others.joined(separator: ", "))): to import them, put each in a file of its own")
    }
  }

  /// Opens the file and finds its header: in a workbook on the first sheet that has one, those that are shown before those that are hidden.
  func open() -> Result<Opened, HeaderProblems> {
    do throws(SheetError) {
      let file = try file()
      guard let sheets = file.sheets else {
        if let opened = try open(file.reader()) { return opened }
        return .failure(try withoutHeader([file.reader()]))
      }
      let ordered = sheets.filter { !$0.isHidden } + sheets.filter(\.isHidden)
      var failure: HeaderProblems?
      for (place, sheet) in ordered.enumerated() {
        switch try open(file.reader(of: sheet)) {
        case .success(var opened):
          if sheets.count > 1 { opened.sheet = sheet.name }
          opened.others = try names(of: ordered[(place + 1)...], in: file)
          return .success(opened)
        case .failure(let problems): failure = failure ?? problems
        case nil: continue
        }
      }
      if let failure { return .failure(failure) }
      var readers: [SheetFileReader] = []
      for sheet in ordered.prefix(10) { readers.append(try file.reader(of: sheet)) }
      return .failure(try withoutHeader(readers))
    } catch {
      return .failure(HeaderProblems(problems: [error.problem(in: language)]))
    }
  }

  func file() throws(SheetError) -> SheetFile {
    switch source {
    case .file(let path): try SheetFile(path: path, encoding: encoding?.choice ?? .auto)
    case .memory(let bytes): try SheetFile(bytes: bytes, encoding: encoding?.choice ?? .auto)
    }
  }

  /// Reads a sheet's header; nothing where no row is one.
  private func open(_ reader: SheetFileReader) throws(SheetError) -> Result<Opened, HeaderProblems>? {
    guard let table = try SheetTable(reader, isKnown: { Header.isKnown($0, kind: kind) }) else { return nil }
    return Header.read(table.names, line: table.headerLine, kind: kind, language: language).map { Opened(table: table, header: $0) }
  }

  /// Those of some sheets that have a header of this kind and rows under it.
  private func names(of sheets: ArraySlice<Workbook.Sheet>, in file: SheetFile) throws(SheetError) -> [String] {
    var names: [String] = []
    for sheet in sheets {
      guard case .success(let opened)? = try open(file.reader(of: sheet)) else { continue }
      var reader = opened.table.reader
      if try reader.next() != nil { names.append(sheet.name) }
    }
    return names
  }

  /// What to say of a file in which no row is a header of its kind: it is empty, of another kind, or has no headings.
  private func withoutHeader(_ readers: [SheetFileReader]) throws(SheetError) -> HeaderProblems {
    var isEmpty = true
    for var reader in readers {
      var rows = 0
      while rows < 20, let row = try reader.next() {
        if row.isBlank { continue }
        isEmpty = false
        rows += 1
        let guess = KindGuess(names: (0..<row.count).map { HeaderName.folded(row.text($0)) })
        if let wording = guess.wording(besides: kind, in: language) { return HeaderProblems(problems: [Problem(line: 1, wording)]) }
      }
    }
    if isEmpty {
      return HeaderProblems(
        problems: [Problem(line: 1, language.pair(("ファイルに何も書かれていません", "見出しと行のあるファイルを指定してください"), ("the file is empty", "give a file with headings and rows")))])
    }
    return HeaderProblems(
      problems: [
        Problem(
          line: 1,
          language.pair(
            ("見出しの行が見つかりません", "\(kind.columns.map(\.japanese).joined(separator: "、")) などの見出しを入れてください"),
            ("no header row was found", "give one with columns such as \(kind.columns.map(\.english).joined(separator: ", "))")))
      ])
  }
}
