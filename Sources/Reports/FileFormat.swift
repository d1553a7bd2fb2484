import Domain
import Sheets

/// Which kind of file is written.
public enum FileFormat: Sendable, Hashable {
  case csv(FileEncoding)
  /// An Excel workbook (.xlsx).
  case workbook

  var writer: SheetWriter.Format {
    switch self {
    case .csv(.utf8): .csv(.utf8BOM)
    case .csv(.cp932): .csv(.cp932)
    case .workbook: .workbook
    }
  }

  /// As HTTP names it.
  public var mediaType: String {
    switch self {
    case .csv(.utf8): "text/csv; charset=utf-8"
    case .csv(.cp932): "text/csv; charset=windows-31j"
    case .workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }
  }

  /// What names of such files end with.
  public var ending: String { self == .workbook ? "xlsx" : "csv" }

  /// The format that a file's name asks for.
  public init(named name: String) { self = name.lowercased().hasSuffix(".xlsx") ? .workbook : .csv(.utf8) }
}

extension Kind {
  /// How its rows stand on a sheet.
  ///
  /// - Parameters:
  ///   - headings: the headings' language.
  ///   - shaded: English names of columns for the reader only.
  func layout(headings: Language, shaded: Set<String> = [], frozenColumns: Int = 1) -> WorkbookLayout {
    WorkbookLayout(
      title: headings == .japanese ? japanese : name,
      columns: columns.map { column in
        WorkbookLayout.Column(
          column.name(in: headings), column.holds, isShaded: shaded.contains(column.english), choices: column.choices(in: .english))
      }, frozenColumns: frozenColumns)
  }
}

extension Column {
  var holds: WorkbookLayout.Column.Holds {
    switch value {
    case .whole: .whole
    case .hundredths, .decimal: .decimal
    case .day: .day
    default: .text
    }
  }

  /// The words that its cells take, where these are few.
  func choices(in language: Language) -> [String] {
    switch value {
    case .yesNo: [language.choose("はい", "yes"), language.choose("いいえ", "no")]
    case .choice(let choices): choices.map(\.english)
    default: []
    }
  }
}
