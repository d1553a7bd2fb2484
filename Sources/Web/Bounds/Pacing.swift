import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts connections that keep others waiting: a head that doesn't come, a body that trickles, a silence between requests, an answer that nobody takes.
///
/// Looks once a second; all times are of one connection, on its own event loop.
final class Pacing: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Phase {
    /// For the head of the first request, or of a later one.
    case waiting(isFirst: Bool)
    case reading(bytes: Int)
    /// The request is read; we work, or write.
    case answering
  }

  /// For the first head; the connection was made for it.
  static let headSeconds: Int64 = 10
  /// Between requests.
  static let idleSeconds: Int64 = 60
  /// A body has so long to get going, and then comes at so many bytes a second on the whole.
  static let bodySeconds: Int64 = 10
  static let bodyRate = 1_024

  private var phase = Phase.waiting(isFirst: true)
  private var since = NIODeadline.now()
  /// An answer was written before its request was read.
  private var answeredEarly = false
  private var check: RepeatedTask?

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    let pacing = NIOLoopBound(self, eventLoop: context.eventLoop)
    check = context.eventLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
      if pacing.value.isTooSlow(at: .now()) { channel.close(promise: nil) }
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { check?.cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    check?.cancel()
    context.fireChannelInactive()
  }

  private func isTooSlow(at now: NIODeadline) -> Bool {
    let waited = now - since
    switch phase {
    case .waiting(let isFirst): return waited > .seconds(isFirst ? Self.headSeconds : Self.idleSeconds)
    case .reading(let bytes):
      guard waited > .seconds(Self.bodySeconds) else { return false }
      return answeredEarly || Int64(bytes) < Int64(Self.bodyRate) * waited.nanoseconds / 1_000_000_000
    case .answering: return false
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      phase = .reading(bytes: 0)
      since = .now()
      answeredEarly = false
    case .body(let piece):
      if case .reading(let bytes) = phase { phase = .reading(bytes: bytes + piece.readableBytes) }
    case .end:
      phase = answeredEarly ? .waiting(isFirst: false) : .answering
      since = .now()
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      switch phase {
      case .reading: answeredEarly = true
      case .answering, .waiting:
        phase = .waiting(isFirst: false)
        since = .now()
      }
    }
    context.write(data, promise: promise)
  }
}
