import Domain
import Sheets

/// The problems of an import, as a list for people and as rows ready to be mended.
extension Import {
  /// Writes the rows that were refused: the same columns as the file and `problem`, ready to be mended and imported.
  public func writeProblems(_ outcome: ImportOutcome, format: FileFormat = .csv(.utf8), to sink: @escaping ([UInt8]) throws -> Void) throws {
    try writeProblems(outcome.problems, format: format, naming: { _ in }, to: sink)
  }

  /// The same for problems in the order of the file.
  ///
  /// - Parameter naming: told the staff numbers in these rows.
  public func writeProblems(
    _ problems: [Problem], format: FileFormat, naming: (String) -> Void, to sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    let remark = WorkbookLayout.Column("problem", .text)
    guard case .success(let opened) = open() else {
      var writer = try SheetWriter(WorkbookLayout(title: kind.name, columns: [remark]), format: format.writer, sink: sink)
      for problem in problems { try writer.write([.text(problem.description)]) }
      return try writer.finish()
    }
    var table = opened.table
    let header = opened.header
    let shown = header.names.indices.filter { !Header.isRemark(header.names[$0]) && !header.names[$0].isEmpty }
    // As they were typed: what is wrong with a cell may be how it is written.
    let columns = shown.map { WorkbookLayout.Column(header.names[$0], .text) }
    var writer = try SheetWriter(WorkbookLayout(title: kind.name, columns: columns + [remark]), format: format.writer, sink: sink)
    let staff = header.columns.filter { $0.column.namesStaff }.map(\.place)
    var next = problems.startIndex
    do {
      while next < problems.endIndex, let row = try table.next() {
        var said: [String] = []
        while next < problems.endIndex, problems[next].line <= row.line {
          let problem = problems[next]
          if problem.line == row.line { said.append("\(problem.column): \(problem.wrong) → \(problem.right)") }
          next += 1
        }
        if said.isEmpty { continue }
        for place in staff where !row.isEmpty(place) { naming(row.text(place)) }
        try writer.write(shown.map { .text(FormulaGuard.unguarded(row.text($0))) } + [.text(said.joined(separator: "\n"))])
      }
    } catch is SheetError {
      // The file can be read up to here only; what is wrong there is said on standard error.
    }
    try writer.finish()
  }
}

extension Column {
  /// Whether its cells are staff numbers.
  var namesStaff: Bool {
    if case .reference(.staff) = value { true } else { english == "staff_no" }
  }
}
