import Domain
import Store

/// An account as `tedori account list` prints it.
extension ListedAccount {
  var text: String {
    let state = isRevoked ? say("（使用停止）", " (revoked)") : hasPassword ? "" : say("（招待中）", " (invited)")
    var lines = ["\(login)\t\(name)\(state)"]
    for mandate in mandates {
      let place = mandate.unit.map { " \($0)" } ?? ""
      let deputy = mandate.isDeputy ? say("（代理）", " (deputy)") : ""
      lines.append("  \(mandate.role.rawValue)\(place)\(deputy)\t\(mandate.from) – \(mandate.until.map(\.description) ?? "")")
    }
    for token in tokens {
      lines.append(say("  トークン \(token.id)", "  token \(token.id)") + "\t\(token.role.rawValue)\t\(token.title)\t– \(token.expiresOn)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
