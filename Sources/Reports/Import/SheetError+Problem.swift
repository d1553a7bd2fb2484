import Glibc
import Domain
import Sheets

/// What is wrong with a file as a whole, as a problem, with its line where it has one.
extension SheetError {
  func problem(in language: Language) -> Problem {
    switch self {
    case .unreadable(let number):
      Problem(
        line: 0,
        language.pair(
          ("ファイルを読めません（\(number == ENOENT ? "ファイルがありません" : String(cString: strerror(number)))）", "場所と読み取り権限を確認してください"),
          ("the file can't be read (\(String(cString: strerror(number))))", "check where it is and who may read it")))
    case .notAFile: Problem(line: 0, language.pair(("ファイルではありません", "ファイルを指定してください"), ("not a file", "give a file")))
    case .fileTooLarge(let bytes, let limit):
      Problem(
        line: 0,
        language.pair(
          ("ファイルが大きすぎます（\(bytes) バイト）", "\(limit) バイト以下に分けてください"), ("the file is too large (\(bytes) bytes)", "split it into files of at most \(limit) bytes")))
    case .utf16: Problem(line: 0, language.pair(("UTF-16 のファイルです", "CSV（UTF-8）で保存し直してください"), ("the file is UTF-16", "save it as CSV (UTF-8)")))
    case .notCSV:
      Problem(
        line: 0,
        language.pair(
          ("CSV でも Excel のブックでもありません", "CSV か Excel ブック（.xlsx）で保存してください"),
          ("neither CSV nor an Excel workbook", "save it as CSV or as an Excel workbook (.xlsx)")))
    case .workbook(let fault): Problem(line: fault.line, fault.wording(in: language))
    case .unterminatedQuote(let line, let column):
      Problem(line: line, column: String(column + 1), language.pair(("引用符が閉じていません", "\" を閉じてください"), ("a quote is opened here and never closed", "close it")))
    case .loneCarriageReturn(let line, let column):
      Problem(
        line: line, column: String(column + 1),
        language.pair(("改行が CR だけです", "CRLF か LF で保存してください"), ("the row ends with CR alone", "save it with CR LF or LF")))
    }
  }
}

extension CellFault {
  func problem(column name: String, in language: Language) -> Problem {
    let wording =
      switch kind {
      case .undecodable(let offset, let hex):
        language.pair(
          ("\(offset + 1) バイト目の \(hex) が文字として読めません", "文字コード（UTF-8 か CP932）を確認してください"),
          ("byte \(offset + 1), \(hex), is no character in the file's encoding", "save it as UTF-8 or CP932"))
      case .nul: language.pair(("NUL 文字が入っています", "その文字を取ってください"), ("it has a NUL character", "take it out"))
      case .textAfterQuote:
        language.pair(("閉じた引用符の後に文字があります", "中の \" は \"\" と書いてください"), ("there is text after the closing quote", "write a quote inside as two"))
      case .tooLong(let limit): language.pair(("長すぎます", "\(limit) バイト以下にしてください"), ("it is too long", "keep it at \(limit) bytes or less"))
      case .errorValue(let word):
        language.pair(("数式の結果がエラー \(word) です", "数式を直すか、値を入れてください"), ("its formula comes to the error \(word)", "mend the formula or give a value"))
      case .noResult:
        language.pair(
          ("数式の結果がファイルに入っていません", "Excel で開いて保存し直すか、値を入れてください"),
          ("the file doesn't have the result of its formula", "open it in Excel and save it, or give a value"))
      case .tooManyColumns(let limit): language.pair(("列が多すぎます", "\(limit) 列以下にしてください"), ("the row has too many columns", "keep it at \(limit) or less"))
      }
    return Problem(line: line, column: name.isEmpty ? String(column + 1) : name, wording)
  }
}
