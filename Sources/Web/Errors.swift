import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import Postgres
import Reports
import SingleSignOn
import Store

/// The one table from an error to what the visitor is told. Nobody sees an error's own text.
enum Errors {
  static func fault(of error: any Error) -> Fault {
    switch error {
    case let fault as Fault: fault
    case let error as any HTTPResponseError: Fault(error.status, "この要求は受け付けられません", "this request can't be taken")
    case let error as UnitNotInForce: Fault(.notFound, "\(error.month) にその所属は存在しません", "there is no such unit in force in \(error.month)")
    case let error as SeveralUnits:
      .field("unit", "この名の所属が \(error.codes.count) あります。コードで指定してください", "\(error.codes.count) units are called so: give a code")
    case let error as NoSnapshot:
      Fault(
        .notFound, "\(error.month) はまだ固定されていません。人事が固定すると見られます", "\(error.month) hasn't been frozen yet: it can be read as soon as HR has it frozen")
    case is RowsOfOthers: .wrongRole
    case is UnitOutOfScope: Fault(.forbidden, "ほかの所属の数値は見られません", "the figures of other departments aren't for you")
    case let error as ServerError: fault(of: error)
    case let error as ProviderFault: fault(of: error)
    case let error as StatementError where error.isNUL: Fault(.badRequest, "NUL 文字は使えません", "a NUL character can't be used")
    case is ConnectionLost, is PoolExhausted, is PoolClosed, is NotDurable, is CancellationError: unavailable
    default: Fault(.internalServerError, "tedori の不具合です", "a fault of tedori's")
    }
  }

  private static func fault(of error: ServerError) -> Fault {
    switch (error.conditionClass, error.sqlState) {
    case (_, "42501"): Fault(.forbidden, "この権限では使えません", "your role may not do this")
    case ("08", _), ("53", _), ("57", _), ("40", _), (_, "55P03"): unavailable
    case (_, "TD004"): Fault(.conflict, "その月はまだ終わっていません。終わってから固定してください", "that month isn't over yet: freeze it when it is")
    case ("TD", _): Fault(.conflict, "勘定の規則に反します", "it breaks a rule of the account")
    case (_, "23505"): Fault(.conflict, "同じキーのものがすでにあります", "there is one with this key already")
    default: Fault(.internalServerError, "tedori の不具合です", "a fault of tedori's")
    }
  }

  private static func fault(of error: ProviderFault) -> Fault {
    switch error {
    case .unreachable, .notJSON, .insecure:
      Fault(.serviceUnavailable, "シングルサインオンの提供者が応じません", "the provider of single sign-on doesn't answer", headers: [.retryAfter: "5"])
    case .refused, .unfit: Fault(.forbidden, "シングルサインオンをもう一度始めてください", "begin to sign in once more")
    }
  }

  private static let unavailable = Fault(
    .serviceUnavailable, "データベースが応じられません。しばらくして、もう一度お試しください", "the database can't serve now: try again in a moment", headers: [.retryAfter: "5"])
}

extension StatementError {
  var isNUL: Bool {
    if case .nulInParameter = problem { true } else { false }
  }
}

/// An error as an answer: `application/problem+json` for programs, a page for people.
extension Fault {
  func answer(for visit: Visit, isPage: Bool) -> Answer {
    let sentence = visit.say(japanese, english)
    var answer = isPage ? FaultPage(visit: visit, fault: self).answer : problem(sentence, id: visit.name)
    answer.status = status
    for header in headers { answer.headers[header.name] = header.value }
    return answer
  }

  /// RFC 9457.
  private func problem(_ sentence: String, id: String) -> Answer {
    var members: [(String, JSON)] = [
      ("type", .string("about:blank")), ("title", .string(status.reasonPhrase)), ("status", .integer(status.code)), ("detail", .string(sentence)),
      ("request", .string(id)),
    ]
    if !places.isEmpty { members.append(("problems", .array(places.map(JSON.object)))) }
    return Answer(json: .object(members), type: "application/problem+json")
  }
}
