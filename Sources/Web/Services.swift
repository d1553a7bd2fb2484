import Logging
import Store

/// What handlers and middlewares work with.
struct Services: Sendable {
  /// For accounts.
  let database: Database
  let settings: WebSettings
  let metrics = Metrics()
  /// Set when there is a file to be looked through or written.
  let uploads = Alarm()
  let readiness: Readiness
  let log: Logger
  let addresses: RateLimit
  let accounts: RateLimit
  /// Of single sign-on; nil: there is none.
  let provider: ProviderAccess?

  init(database: Database, record: Database, settings: WebSettings, owner: Viewer, log: Logger) {
    self.database = database
    self.settings = settings
    self.log = log
    readiness = Readiness(database: record, viewer: owner)
    addresses = RateLimit(perSecond: settings.rate)
    accounts = RateLimit(perSecond: settings.rate)
    provider = settings.provider.flatMap { provider in settings.origin.map { ProviderAccess(provider, origin: $0) } }
  }
}
