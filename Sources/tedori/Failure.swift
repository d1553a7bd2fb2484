import EmbeddedPostgres
import Glibc
import Postgres
import Reports
import Sheets
import Store
import Web

/// Why a command ended without its answer: a status of sysexits and a sentence.
struct Failure: Error {
  let status: Int32
  let message: String

  init(status: Int32, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The command line was wrong.
  static func usage(_ message: String) -> Failure { Failure(status: 64, message) }
  /// The data was refused.
  static func data(_ message: String) -> Failure { Failure(status: 65, message) }
  /// The configuration is wrong.
  static func configuration(_ message: String) -> Failure { Failure(status: 78, message) }

  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as EmbeddedServerError: self = Failure(status: 69, error.sentence)
    case is ConnectionLost, is PoolExhausted: self = Failure(status: 69, say("データベースにつながりません: \(error)", "the database can't be reached: \(error)"))
    case let error as InvalidSettings: self = .configuration(say("データベースの接続先が誤っています: \(error)", "the database's address is wrong: \(error)"))
    case let error as ServerError where ["08", "53", "57"].contains(where: error.sqlState.hasPrefix):
      self = Failure(status: 69, say("データベースが応じられません: \(error)", "the database can't serve: \(error)"))
    case let error as ServerError where error.sqlState == "TD001":
      self = .data(say("勘定の規則 \(error.constraint ?? "–") により断られました", "refused by the account's rule \(error.constraint ?? "–")"))
    case let error as ServerError where error.sqlState == "TD004":
      self = .data(say("その月はまだ終わっていません。終わってから固定してください", "that month isn't over yet: freeze it when it is"))
    case let error as UnitNotInForce:
      self = .data(say("\(error.month) に所属 \(error.code) は存在しません", "there is no unit \(error.code) in force in \(error.month)"))
    case let error as SeveralUnits:
      let codes = error.codes.prefix(3).joined(separator: ", ")
      self = .data(
        say(
          "\(error.name) という所属が \(error.month) に \(error.codes.count) あります（\(codes)）。コードで指定してください",
          "\(error.codes.count) units are called \(error.name) in \(error.month) (\(codes)): give a code"))
    case let error as UnitOutOfScope:
      self = .data(say("所属 \(error.code) は固定された数値にありません", "there is no unit \(error.code) in what was frozen"))
    case let error as NoSnapshot:
      self = .data(
        say(
          "\(error.month) はまだ固定されていません（tedori snapshot \(error.month) で作られます）。原簿は人事だけが見られます（--reader hr）",
          "there is no snapshot of \(error.month) yet: `tedori snapshot \(error.month)` takes one; only HR sees the live account (--reader hr)"))
    case let error as PlanProblems: self = .data(error.all.map { $0.sentence(Speech.language) }.joined(separator: "\n"))
    case let error as UnknownTrial: self = .data(say("効果検証 \(error.code) は登録されていません", "there is no trial \(error.code)"))
    case let error as InvalidWebSetting:
      self = .configuration(say("\(error.name) は「\(error.value)」です。\(error.japanese)", "\(error.name) is '\(error.value)': \(error.english)"))
    case is MissingRoles:
      self = .configuration(
        say(
          "データベースに tedori_… の役割がなく、この利用者では作れません。管理者が deploy/database/10-tedori.sh の create role と grant を実行してください",
          "the server lacks the roles tedori_…, and this user may not make them: have its administrator run the create role and grant of deploy/database/10-tedori.sh"
        ))
    case WorkbookWriter.Failure.tooManyRows:
      self = .data(say("Excel ブックに入る行数を超えています。CSV で書き出してください", "there are more rows than a workbook holds: write CSV"))
    case WorkbookWriter.Failure.textTooLong(let line):
      self = .data(say("\(line) 行目に、Excel ブックに入らない長い文があります。CSV で書き出してください", "line \(line) has a text that is too long for a workbook: write CSV"))
    case WorkbookWriter.Failure.notWritable(let code):
      self = Failure(
        status: 74, say("Excel ブックを書けません: \(String(cString: strerror(code)))", "the workbook can't be written: \(String(cString: strerror(code)))"))
    case let error as AccountRefusal: self = .data(error.sentence)
    case let error as UnknownSchema: self = .unknownSchema(error.names)
    default: self = Failure(status: 70, say("tedori の不具合です: \(error)", "a fault of tedori's: \(error)"))
    }
  }
}
