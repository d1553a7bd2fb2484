import Domain
import Store

/// What is wrong with an account, and what would be right.
extension AccountRefusal {
  var sentence: String {
    switch self {
    case .unknown(let login): say("\(login) という利用者はいないか、使用停止です", "there is no account \(login), or it was revoked")
    case .revoked(let login):
      say("\(login) は使用停止です。別のサインイン名にしてください", "\(login) was revoked, and its name stays with what it did: take another name")
    case .unusableLogin(let login):
      say("\(login) はサインイン名にできません。英小文字、数字、. _ @ - で 100 文字までです", "\(login) can't be a name to sign in with: up to 100 of a-z, 0-9 and . _ @ -")
    case .unknownStaff(let number): say("職員番号 \(number) の職員はいません", "there is nobody with the staff number \(number)")
    case .staffHasAccount(let number): say("職員番号 \(number) には別の利用者があります", "the staff number \(number) has another account")
    case .needsUnit(let role): say("\(role.rawValue) には --unit が要ります", "the role \(role.rawValue) needs --unit")
    case .needsNoUnit(let role): say("\(role.rawValue) に --unit は付けません", "the role \(role.rawValue) takes no --unit")
    case .hasTheRole(let login, let role): say("\(login) はその期間に \(role.rawValue) です", "\(login) is \(role.rawValue) already on some of these days")
    case .hasNotTheRole(let login, let role): say("\(login) は今 \(role.rawValue) ではありません", "\(login) isn't \(role.rawValue) now")
    case .daysInWrongOrder: say("--until が --from より前です", "--until is before --from")
    case .noDeputy(let role): say("\(role.rawValue) に代理はありません", "the role \(role.rawValue) has no deputy")
    case .unknownToken(let id): say("使えるトークン \(id) はありません", "there is no token \(id) that still works")
    }
  }
}
