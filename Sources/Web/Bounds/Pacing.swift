import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Cuts connections that keep others waiting: a head that doesn't come, a body that trickles, a silence between requests, an answer that isn't found, or that nobody takes.
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
    /// The request is read; we work.
    case answering
    /// The answer goes out.
    case writing
  }

  /// How patient it is.
  struct Limits: Sendable {
    /// For the first head; the connection was made for it.
    var head = 10
    /// Between requests.
    var idle = 60
    /// A body has so long to get going, and then comes at so many bytes a second on the whole.
    var body = 10
    var bodyRate = 1_024
    /// For us to find an answer; the longest import takes a part of it.
    var work = 900
    /// For each piece of an answer to be taken.
    var answer = 60
  }

  private let limits: Limits
  private var phase = Phase.waiting(isFirst: true)
  private var since = NIODeadline.now()
  /// An answer was written before its request was read.
  private var answeredEarly = false
  private var check: RepeatedTask?

  init(limits: Limits) { self.limits = limits }

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
    let seconds = Double((now - since).nanoseconds) / 1_000_000_000
    return switch phase {
    case .waiting(let isFirst): seconds > Double(isFirst ? limits.head : limits.idle)
    case .reading(let bytes): seconds > Double(limits.body) && (answeredEarly || Double(bytes) < Double(limits.bodyRate) * seconds)
    case .answering: seconds > Double(limits.work)
    case .writing: seconds > Double(limits.answer)
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
    switch (phase, unwrapOutboundIn(data)) {
    case (.reading, .end): answeredEarly = true
    case (.reading, _): break
    case (_, .end):
      phase = .waiting(isFirst: false)
      since = .now()
    default:
      phase = .writing
      since = .now()
    }
    context.write(data, promise: promise)
  }
}
