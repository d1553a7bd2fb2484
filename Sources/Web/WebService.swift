import Glibc
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
public import Store

/// The web service on the record: pages and the API, until it is told to stop.
public struct WebService: Sendable {
  private let services: Services
  private let limits: Pacing.Limits
  private let worker: UploadWorker

  /// - Parameters:
  ///   - database: for accounts; not for the owner.
  ///   - record: for the owner.
  ///   - owner: for whom the service asks whether the database answers and its schema is current.
  ///   - log: gets a line of JSON for each request and each fault.
  public init(database: Database, record: Database, settings: WebSettings, owner: Viewer, log: @escaping @Sendable (String) -> Void) {
    self.init(database: database, record: record, settings: settings, owner: owner, limits: Pacing.Limits(), log: log)
  }

  init(database: Database, record: Database, settings: WebSettings, owner: Viewer, limits: Pacing.Limits, log: @escaping @Sendable (String) -> Void) {
    self.limits = limits
    services = Services(
      database: database, record: record, settings: settings, owner: owner, log: Logger(label: "tedori") { _ in LogLine(write: log) })
    worker = UploadWorker(services: services, record: record, owner: owner)
  }

  /// Serves until `stop` returns; then takes nothing new and lets what is under way end, for at most so long.
  ///
  /// - Parameter onListening: told the address, which says the port where a free one was asked for.
  public func run(
    grace: Duration = .seconds(20), until stop: @escaping @Sendable () async -> Void, onListening: @escaping @Sendable (String) async -> Void
  ) async throws {
    let settings = services.settings
    var quiet = services.log
    quiet.logLevel = .error
    let application = Application(
      router: router(),
      server: .http1(
        configuration: HTTP1Channel.Configuration(
          additionalChannelHandlers: [Pacing(limits: limits)],
          httpDecoderConfiguration: .init(maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 32 << 10, maxHeaderFieldCount: 100))),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port), backlog: 1_024,
        availableConnectionsDelegate: .maximum(10_000, logger: quiet)),
      onServerRunning: { channel in
        let host = settings.host.contains(":") ? "[\(settings.host)]" : settings.host
        await onListening("http://\(host):\(channel.localAddress?.port ?? settings.port)")
      },
      logger: quiet)
    var configuration = ServiceGroupConfiguration(services: [application], logger: quiet)
    configuration.maximumGracefulShutdownDuration = grace
    let group = ServiceGroup(configuration: configuration)
    let working = Task { await worker.run() }
    let stopping = Task {
      await stop()
      // What is being written ends whole or not at all; whoever comes next takes it up.
      working.cancel()
      services.readiness.drain()
      await group.triggerGracefulShutdown()
    }
    defer { stopping.cancel() }
    defer { working.cancel() }
    do {
      try await group.run()
      working.cancel()
      await working.value
    } catch let error as IOError {
      let reason = String(cString: strerror(error.errnoCode))
      throw InvalidWebSetting(
        name: "TEDORI_LISTEN", value: "\(settings.host):\(settings.port)", japanese: "そこでは待ち受けられません（\(reason)）", english: "it can't listen there (\(reason))")
    }
  }

  /// The router of all routes, with what every request goes through.
  func router() -> Router<Visit> {
    let router = Router(context: Visit.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
      Answering(services: services)
      Gate(services: services)
      Identification(services: services)
    }
    for route in Routes.all { route.join(router, services) }
    return router
  }
}
