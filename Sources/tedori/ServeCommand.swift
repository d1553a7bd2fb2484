import ArgumentParser
import Glibc
import Postgres
import Store
import Web

/// `tedori serve`: the web service and the API; keeps the database up and its books in order.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: say("ウェブサービスと API。集計と監査の鎖も整えます。", "The web service and the API; rollups are folded, the audit trail is sealed."),
    discussion: say(
      "つながらないデータベースは待ちます。SIGINT か SIGTERM で、始めた応答を終えてから止まります。",
      "Waits for a database that can't be reached yet. SIGINT or SIGTERM ends it, after the answers that are under way."))

  @Option(
    help: ArgumentHelp(
      say("待ち受けるアドレス（TEDORI_LISTEN、なければ 127.0.0.1:8080）。", "Where it listens (TEDORI_LISTEN, else 127.0.0.1:8080)."), valueName: "address:port"))
  var listen: String?
  @Option(
    help: ArgumentHelp(
      say(
        "ブラウザーに見える https://… の名前（TEDORI_ORIGIN）。この機械の外から使うときに要ります。", "How browsers see it, https://… (TEDORI_ORIGIN); needed to be reached from other machines."
      ),
      valueName: "url")) var origin: String?
  @Flag(help: ArgumentHelp(say("先にスキーマを最新にします。", "Bring the schema up to date first."))) var migrate = false
  @Option(help: ArgumentHelp(say("整える間隔（秒）。", "Seconds between two rounds."), valueName: "seconds")) var every: Int = 5
  @OptionGroup var settings: Settings

  func validate() throws {
    guard every >= 1 else { throw ValidationError(say("--every は 1 以上です", "--every is at least 1")) }
  }

  func run() async throws {
    let stop = Signals.stop()
    let resolved = try settings.resolve()
    let web = try WebSettings(
      listen: listen ?? resolved.listen ?? "127.0.0.1:8080", origin: origin ?? resolved.origin, rate: resolved.rate ?? "200",
      proxies: resolved.proxies ?? "",
      provider: ProviderSettings(
        issuer: resolved.ssoIssuer, clientID: resolved.ssoClientID, clientSecret: resolved.ssoClientSecret, rolesClaim: resolved.ssoRolesClaim,
        staffClaim: resolved.ssoStaffClaim))
    try await Session.run(settings, needs: .any) { session in
      let accounts = try session.databaseForAccounts(connections: 16)
      if resolved.address != nil, resolved.serviceAddress == nil {
        Output.error(
          say(
            "TEDORI_SERVICE_URL がないので、画面と API も原簿の所有者として接続します。tedori_service の接続先を設定してください",
            "without TEDORI_SERVICE_URL pages and the API connect as the record's owner too: give an address of tedori_service"))
      }
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          // When one ends, however it does, the other ends too: well, not in the middle of an answer.
          defer { stop.set() }
          // Up before the database is: whoever looks after the service hears that it lives, and isn't ready.
          try await WebService(database: accounts, record: session.database, settings: web, owner: session.viewer) { Output.error($0) }.run(until: stop.wait) {
            Output.error(say("\($0) で応じます", "serving at \($0)"))
          }
        }
        tasks.addTask {
          defer { stop.set() }
          try await keep(session, waits: resolved.address != nil, until: stop)
        }
        let ends = [await tasks.nextResult(), await tasks.nextResult()]
        await accounts.close()
        for end in ends { try end?.get() }
      }
    }
  }

  /// Freezes what is due, at night. A month that can't be frozen is no reason to stop serving; in an hour it is tried again.
  private func freeze(_ session: Session, after next: inout ContinuousClock.Instant) async {
    guard next <= .now else { return }
    next = .now + .seconds(60)
    do {
      for month in try await session.database.dueMonths(atNight: true, as: session.viewer) {
        try await session.database.takeSnapshot(of: month, as: session.viewer)
        Output.error(say("\(month) を固定しました。", "froze \(month)"))
      }
    } catch {
      next = .now + .seconds(3_600)
      Output.error(say("固定できませんでした: ", "can't freeze a month: ") + Failure(error).message)
    }
  }

  /// Keeps the books in order from when the database answers until the end.
  private func keep(_ session: Session, waits: Bool, until stop: Stop) async throws {
    var patience = 0
    var isReady = false
    var nextFreeze = ContinuousClock.now
    while !stop.isSet {
      let began = ContinuousClock.now
      do {
        if migrate { _ = try await session.database.migrate(as: session.viewer) } else { try await session.prepare() }
        if !isReady { Output.error(say("準備ができました (ready)", "ready")) }
        isReady = true
        while !stop.isSet {
          try await session.tidy()
          await freeze(session, after: &nextFreeze)
          await stop.wait(seconds: every)
        }
      } catch let error where waits && Failure(error).status == 69 {
        // Somebody else's server may come up after us, or come back. A time that lasted was a good one: what ends it is a new trouble.
        patience = began.duration(to: .now) > .seconds(20) ? 1 : min(patience + 1, 10)
        isReady = false
        Output.error("\(Failure(error).message)" + say("。\(patience) 秒後にもう一度試します", "; trying again in \(patience) s"))
        await stop.wait(seconds: patience)
      }
    }
  }
}
