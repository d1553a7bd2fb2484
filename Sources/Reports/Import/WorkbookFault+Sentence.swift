import Domain
import Sheets

/// Why a workbook can't be read, and what to do, as sentences in both languages.
extension WorkbookFault {
  /// 0: the file as a whole.
  var line: Int {
    if case .mergedCells(let line, _) = self { line } else { 0 }
  }

  func wording(in language: Language) -> Wording {
    let save = (ja: "Excel ブック（.xlsx）か CSV で保存し直してください", en: "save it as an Excel workbook (.xlsx) or as CSV")
    let split = (ja: "分けるか、CSV で保存してください", en: "split it, or save it as CSV")
    return switch self {
    case .encrypted:
      language.pair(("パスワードの掛かったファイルです", "パスワードを外して保存し直してください"), ("the file has a password", "save it without one"))
    case .beforeXLSX: language.pair(("古い形式の Excel ファイル（.xls）です", save.ja), ("the file is of an old Excel (.xls)", save.en))
    case .binary: language.pair(("Excel バイナリブック（.xlsb）です", save.ja), ("the file is a binary workbook (.xlsb)", save.en))
    case .openDocument: language.pair(("OpenDocument のファイル（.ods など）です", save.ja), ("the file is an OpenDocument file (.ods)", save.en))
    case .notAWorkbook: language.pair(("Excel のブックではありません", save.ja), ("the file isn't an Excel workbook", save.en))
    case .damaged: language.pair(("Excel のブックとして読めません（壊れています）", "Excel で開き、保存し直してください"), ("the workbook is damaged", "open it in Excel and save it again"))
    case .tooManyParts(let limit):
      language.pair(
        ("中のファイルが \(limit) 個を超えています", "取り込むシートだけを新しいブックに写してください"), ("it has more than \(limit) files inside", "copy the sheet into a new workbook"))
    case .tooLarge(let limit):
      language.pair(("展開すると大きすぎます（\(limit >> 20) MiB まで）", split.ja), ("it is too large when unpacked (more than \(limit >> 20) MiB)", split.en))
    case .tooDense(let limit):
      language.pair(
        ("展開すると元の \(limit) 倍を超えます", "空の行や書式だけの行を削除して保存し直してください"),
        ("it unpacks to more than \(limit) times its size", "delete rows that are only formatted, and save it"))
    case .documentType:
      language.pair(("中に文書型宣言（DOCTYPE）があります", "Excel で開き、保存し直してください"), ("it has a document type declaration inside", "open it in Excel and save it again"))
    case .noSheet: language.pair(("表のあるシートがありません", "表をシートに入れてください"), ("it has no sheet with cells", "put the table on a sheet"))
    case .mergedCells(_, let ranges):
      language.pair(
        ("セルが結合されています（\(ranges.joined(separator: "、"))）", "結合を解除し、それぞれのセルに値を入れてください"),
        ("cells are merged (\(ranges.joined(separator: ", ")))", "unmerge them and give each cell its value"))
    }
  }
}
