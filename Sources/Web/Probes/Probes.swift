import HTTPTypes
import Store

/// What machines that look after the service ask.
enum Probes {
  /// The process is up.
  static func health(_ call: Call<Anonymous>) async throws -> Answer { Answer(type: "text/plain; charset=utf-8", body: "up\n".utf8) }

  /// It can serve.
  static func ready(_ call: Call<Anonymous>) async throws -> Answer {
    guard await call.services.readiness.isReady else { throw Fault(.serviceUnavailable, "まだ応じられません", "not ready", headers: [.retryAfter: "5"]) }
    return Answer(type: "text/plain; charset=utf-8", body: "ready\n".utf8)
  }

  static func metrics(_ call: Call<Anonymous>) async throws -> Answer {
    Answer(type: "text/plain; version=0.0.4; charset=utf-8", body: call.services.metrics.text(pool: await call.services.database.poolUsage).utf8)
  }
}
