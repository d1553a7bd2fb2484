public import Domain
public import Postgres
import Sheets
public import Store

/// An import of one file of one kind: what is read, how, and what to do with rows that can't be taken.
public struct Import: Sendable {
  public let kind: Kind
  let source: Source
  /// In which encoding the file is; nil: it is recognised.
  public var encoding: FileEncoding?
  /// Everything is done and then undone: only the answer counts.
  public var isCheck = false
  /// Rows without a problem are written although others have one.
  public var keepsGood = false
  public var language: Language

  /// The list that a monthly sheet's columns come from; nil: a kind with a table of its own.
  private let categories: [Category]?

  public init(kind: Kind, path: String, language: Language) {
    self.init(kind: kind, categories: nil, source: .file(path), language: language)
  }

  /// An import of what is in memory already, such as one row of a request.
  public init(kind: Kind, bytes: [UInt8], language: Language) {
    self.init(kind: kind, categories: nil, source: .memory(bytes), language: language)
  }

  /// An import of a monthly sheet, whose columns follow the categories of the database.
  public static func sheet(path: String, language: Language, in database: Database, as viewer: Viewer) async throws -> Import {
    let categories = try await database.read(as: viewer) { try await Category.all(in: $0) }
    return Import(kind: .sheet(categories), categories: categories, source: .file(path), language: language)
  }

  /// An import of rows of a monthly sheet that are in memory already.
  static func sheet(bytes: [UInt8], categories: [Category], language: Language) -> Import {
    Import(kind: .sheet(categories), categories: categories, source: .memory(bytes), language: language)
  }

  enum Source {
    case file(String)
    case memory([UInt8])
  }

  private init(kind: Kind, categories: [Category]?, source: Source, language: Language) {
    self.kind = kind
    self.categories = categories
    self.source = source
    self.language = language
  }

  /// Imports the file in one transaction: a crash at any point leaves all of it or none.
  ///
  /// - Parameters:
  ///   - progress: told the share of the file that has been read, 0 to 1, now and then.
  ///   - conclude: writes what goes with the import into its own transaction, where it is written.
  public func run(
    in database: Database, as viewer: Viewer, progress: @escaping @Sendable (Double) -> Void,
    conclude: @escaping @Sendable (Transaction, ImportOutcome) async throws -> Void = { _, _ in }
  ) async throws -> ImportOutcome {
    let outcome: ImportOutcome
    do {
      outcome = try await database.write(as: viewer) { transaction in
        let outcome = try await read(in: transaction, progress: progress)
        if isCheck || !outcome.problems.isEmpty && (!keepsGood || outcome.refusesAll) { throw Undone(outcome: outcome) }
        try await conclude(transaction, outcome)
        return outcome
      }.written
    } catch let undone as Undone {
      outcome = undone.outcome
    }
    try await database.noteTimeSeen(of: outcome.persons, as: viewer)
    return outcome
  }

  private struct Undone: Error {
    let outcome: ImportOutcome
  }

  /// Does everything in the caller's transaction, who undoes it where there are problems.
  func read(in transaction: Transaction, progress: @escaping @Sendable (Double) -> Void) async throws -> ImportOutcome {
    let header: Header
    let isCP932: Bool
    let sheetNote: Sentence?
    switch open() {
    case .success(let opened):
      header = opened.header
      isCP932 = opened.table.reader.encoding == .cp932
      sheetNote = opened.note
    case .failure(let bad): return ImportOutcome(counts: MergeCounts(), problems: bad.problems, refusesAll: true)
    }
    let sheet = categories.map { SheetImport(categories: $0, columns: header.staged) }
    let staging = sheet?.sheet ?? Staging(kind: kind, columns: header.staged)
    try await staging.open(in: transaction)
    let reading = RowReading(header: header, kind: kind, staged: staging.columns, isCP932: isCP932, language: language)
    let found = ProblemList()
    do {
      try await staging.load(in: transaction) { writer in
        guard case .success(let opened) = open() else { return }
        var table = opened.table
        var lines: [UInt8] = []
        lines.reserveCapacity(1 << 17)
        var rows = 0
        while let row = try table.next() {
          found.add(reading.append(row, to: &lines))
          rows += 1
          if lines.count >= 1 << 16 {
            try await writer.write(bytes: lines)
            lines.removeAll(keepingCapacity: true)
            if rows & 0x3FF == 0 { progress(Double(table.reader.bytesRead) / Double(max(table.reader.byteCount, 1))) }
          }
        }
        if !lines.isEmpty { try await writer.write(bytes: lines) }
        found.hiddenRows = table.reader.hiddenRows
      }
    } catch let error as SheetError {
      return ImportOutcome(counts: MergeCounts(), problems: found.problems + [error.problem(in: language)], refusesAll: true)
    }
    progress(1)
    let unreported = try await sheet?.note(in: transaction)
    let stagings = try await sheet?.stagings(in: transaction) ?? [staging]
    let merged = try await Staging.merge(stagings, in: transaction)
    let counts = merged.counts
    // The parts of a sheet find the same cell at fault, each for itself.
    let problems = Set(try found.problems + merged.faults.map { try reading.problem($0) })
    var explained = try withValues(problems.sorted { ($0.line, $0.column, $0.wrong) < ($1.line, $1.column, $1.wrong) }, header: header)
    if explained.count >= Staging.listed || found.isCut {
      explained.append(
        Problem(
          line: 0,
          language.pair(
            ("問題が \(Staging.listed) 件以上あり、残りは省きました", "ファイルの列や文字コードを確認してください"),
            ("there are \(Staging.listed) problems or more; the rest is not listed", "check the columns and the encoding of the file"))))
    }
    // Without keeping what is good, one problem refuses the file.
    let all = counts.created + counts.updated + counts.unchanged + counts.refused
    let refused = problems.isEmpty || keepsGood ? counts : MergeCounts(refused: all)
    var outcome = ImportOutcome(counts: refused, problems: explained, refusesAll: merged.refusesAll || found.isCut)
    outcome.persons = Set(try merged.faults.compactMap { try reading.person(of: $0) })
    outcome.notes += [sheetNote, hidden(found.hiddenRows), unreported].compactMap(\.self)
    if !outcome.refusesAll, problems.isEmpty || keepsGood {
      outcome.notes += try await notesOnWritten(in: transaction)
      outcome.months = try await Staging.touchedMonths(stagings, in: transaction)
    }
    if kind.name == "units", let persons = try await Staging.personsLeftInClosedUnits(in: transaction) {
      outcome.notes.append(
        Sentence(
          "閉じた所属に発令が残っている職員が \(persons) 人います。移り先の発令を取り込むまで、どの所属にも数えられません。",
          "\(persons) persons still have posts in units that have ended: they count nowhere until their new posts are imported"))
    }
    return outcome
  }

  /// Whoever filters a table may think that only what is shown is imported.
  private func hidden(_ rows: Int) -> Sentence? {
    guard rows > 0 else { return nil }
    return Sentence("非表示の行が \(rows) 行あります。表示されている行と同じように扱います", "\(rows) rows are hidden: they are taken as the others are")
  }

  /// What people should know of the rows that were written.
  private func notesOnWritten(in transaction: Transaction) async throws -> [Sentence] {
    guard ["redirections", "sheets"].contains(kind.name) else { return [] }
    let changed = try await Staging.changedConfirmations(in: transaction)
    var notes: [Sentence] = []
    if changed.dropped > 0 {
      notes.append(
        Sentence(
          "確認済みの振向け \(changed.dropped) 件は、時間、成果か確認者が変わったか取り消されたため、確認済みでなくなります。確認者に確かめてください。",
          "\(changed.dropped) confirmed redirections are confirmed no longer: their minutes, output or confirmer changed, or they were taken back; ask the confirmer again"
        ))
    }
    if changed.kept > 0 {
      notes.append(
        Sentence(
          "確認済みの振向け \(changed.kept) 件の時間が変わり、確認者はそのままです。確認者に確かめてください。",
          "the minutes of \(changed.kept) confirmed redirections change while their confirmer stays: make sure that the confirmer knows"))
    }
    return notes
  }

  /// Fills in what the cells say, in a second pass over the file.
  private func withValues(_ problems: [Problem], header: Header) throws -> [Problem] {
    guard problems.contains(where: { $0.line > 0 && $0.value.isEmpty && !$0.column.isEmpty }), case .success(let opened) = open() else { return problems }
    var table = opened.table
    var filled = problems
    var next = 0
    while next < filled.count, let row = try table.next() {
      while next < filled.count, filled[next].line < row.line { next += 1 }
      while next < filled.count, filled[next].line == row.line {
        if filled[next].value.isEmpty, let place = header.names.firstIndex(of: filled[next].column) { filled[next].value = row.text(place) }
        next += 1
      }
    }
    return filled
  }
}

/// What an import did, or would have done.
public struct ImportOutcome: Sendable {
  public let counts: MergeCounts
  /// In the order of the file's rows.
  public let problems: [Problem]
  /// Whether nothing of the file can be kept.
  public let refusesAll: Bool
  /// Whose time the problems tell of: that is a look at their records, whatever becomes of the file.
  var persons: Set<Int> = []
  /// What is not wrong and yet should be known.
  public var notes: [Sentence] = []
  /// The months of the account that the written rows change.
  public var months: [Month] = []
  /// Whether the transaction was committed.
  public var isWritten = false
}

extension ImportOutcome {
  fileprivate var written: ImportOutcome {
    var written = self
    written.isWritten = true
    return written
  }
}

/// How a file's characters are written.
public enum FileEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case cp932

  var choice: SheetEncodingChoice { self == .utf8 ? .utf8 : .cp932 }
}
