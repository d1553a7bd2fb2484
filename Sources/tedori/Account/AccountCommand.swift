import ArgumentParser
import Domain
import Secrets
import Store

/// `tedori account`: who may sign in, as what.
struct AccountCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: say("利用者とその権限、APIトークン。", "Accounts, what they may do, and API tokens."),
    subcommands: [AddCommand.self, InviteCommand.self, ListCommand.self, TokenCommand.self, RevokeCommand.self])

  /// `tedori account add`: makes an account, or gives one that is there another role.
  struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: say("利用者を作るか、いる利用者に権限を加えます。", "Make an account, or give one that is there another role."),
      discussion: say("新しい利用者には、パスワードを決めるための一度きりのリンクを表示します。", "For a new account it prints a link, good for once, at which a password is set."))

    @Argument(help: ArgumentHelp(say("サインイン名。", "The name to sign in with."))) var login: String
    @Option(help: ArgumentHelp(say("役割：\(AccountRole.names)。", "The role: \(AccountRole.names)."))) var role: AccountRole
    @Option(help: ArgumentHelp(say("表示名。", "The name that others see."))) var name: String?
    @Option(
      help: ArgumentHelp(
        say("所属コード、または一意な所属名（head、ai_lead、clerk）。", "The unit's code, or its name where that is unique (head, ai_lead, clerk)."), valueName: "code"))
    var unit: String?
    @Option(help: ArgumentHelp(say("本人の職員番号。", "The staff number of whose account it is."), valueName: "staff_no")) var staff: String?
    @Option(help: ArgumentHelp(say("最初の日。なければ今日。", "The first day; else today."), valueName: "date")) var from: Day?
    @Option(help: ArgumentHelp(say("最後の日。なければ期限なし。", "The last day; else open."), valueName: "date")) var until: Day?
    @Flag(help: ArgumentHelp(say("代理として（head、ai_lead）。", "As a deputy (head, ai_lead)."))) var deputy = false
    @OptionGroup var settings: Settings

    func run() async throws {
      try await Session.run(settings) { session in
        var mandate = NewMandate(login: login, role: role)
        mandate.name = name
        mandate.unit = unit
        mandate.staffNumber = staff
        mandate.from = from
        mandate.until = until
        mandate.isDeputy = deputy
        try await session.database.grant(mandate, as: session.viewer)
        let account = try await session.database.accounts(as: session.viewer).first { $0.login == login.lowercased() }
        if account?.hasPassword == false { try await session.invite(login) }
      }
    }
  }

  /// `tedori account invite`: a new link, for who has lost the first one or forgotten the password.
  struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "invite",
      abstract: say("パスワードを決め直すための一度きりのリンクを表示します。", "Print a link, good for once, at which the password is set anew."))

    @Argument(help: ArgumentHelp(say("サインイン名。", "The name to sign in with."))) var login: String
    @OptionGroup var settings: Settings

    func run() async throws { try await Session.run(settings) { try await $0.invite(login) } }
  }

  /// `tedori account list`: everybody, with roles and tokens.
  struct ListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: say("利用者の一覧。", "List the accounts."))

    @OptionGroup var settings: Settings

    func run() async throws {
      try await Session.run(settings) { session in
        for account in try await session.database.accounts(as: session.viewer) { try Output.answer(account.text) }
      }
    }
  }

  /// `tedori account token`: lets a program act in a role of an account.
  struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "token", abstract: say("APIトークンを作り、一度だけ表示します。", "Make an API token and print it, once."))

    @Argument(help: ArgumentHelp(say("サインイン名。", "The account's name."))) var login: String
    @Option(help: ArgumentHelp(say("どの役割で：\(AccountRole.names)。", "In which role: \(AccountRole.names)."))) var role: AccountRole
    @Option(help: ArgumentHelp(say("何に使うか。", "What it is for."))) var title: String
    @Option(help: ArgumentHelp(say("何日間使えるか（1〜366）。", "For how many days (1 to 366)."))) var days: Int = 90
    @OptionGroup var settings: Settings

    func validate() throws {
      guard (1...366).contains(days) else { throw ValidationError(say("--days は 1 から 366 です", "--days is 1 to 366")) }
    }

    func run() async throws {
      try await Session.run(settings) { session in
        let secret = try await session.database.makeToken(for: login, role: role, title: title, days: days, as: session.viewer)
        try Output.answer(secret.text + "\n")
      }
    }
  }

  /// `tedori account revoke`: ends an account, one of its roles or a token.
  struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revoke",
      abstract: say("利用者を使えなくします。--role なら役割だけ、--token ならトークンだけ。", "End an account; with --role only a role, with --token only a token."),
      discussion: say("監査証跡に名前が残るため、利用者は消えません。", "The account itself stays, as the audit trail names it."))

    @Argument(help: ArgumentHelp(say("サインイン名。", "The account's name."))) var login: String
    @Option(help: ArgumentHelp(say("この役割だけ。", "Only this role."))) var role: AccountRole?
    @Option(help: ArgumentHelp(say("この番号のトークンだけ。", "Only the token of this number."), valueName: "number")) var token: Int?
    @OptionGroup var settings: Settings

    func validate() throws {
      guard role == nil || token == nil else { throw ValidationError(say("--role か --token のどちらかです", "it is --role or --token")) }
    }

    func run() async throws {
      try await Session.run(settings) { session in
        let what = role.map(Revocation.role) ?? token.map(Revocation.token) ?? .account
        try await session.database.revoke(what, of: login, as: session.viewer)
      }
    }
  }
}

extension Session {
  /// Prints where an account's password is set.
  fileprivate func invite(_ login: String) async throws {
    let secret = try await database.invite(login, as: viewer)
    Output.error(say("次のリンクでパスワードを決めてもらってください（3日以内、一度だけ）。", "Have the password set at this link (within three days, once):"))
    try Output.answer("\(settings.origin ?? "http://\(settings.listen ?? "127.0.0.1:8080")")/invitations/\(secret.text)\n")
  }
}

extension AccountRole {
  /// For the help.
  fileprivate static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
