internal import CLibPQ

/// A libpq connection on its way from the thread that made it to the reactor.
struct OpenedHandle: @unchecked Sendable {
  let pointer: OpaquePointer
}

/// Makes connections, on threads of their own.
///
/// Blocking on purpose: only so does libpq keep `connect_timeout` for each host and go on to the next, and its look-up of names blocks in any case.
struct Opener: Sendable {
  enum Outcome: Sendable {
    case opened(OpenedHandle)
    /// The server doesn't answer or doesn't take anyone at the moment: trying again can help.
    case unreachable(ConnectionLost)
    /// The server says no, and will say so again.
    case refused(ConnectionLost)
  }

  let address: Address

  func open() async -> Outcome {
    do {
      // Twice, since a moment's crowding looks the same as a refusal for good.
      return try await BlockingThread.run {
        let first = connect()
        if case .refused = first { return connect() }
        return first
      }
    } catch {
      return .unreachable(lost("no thread to connect on: \(error)"))
    }
  }

  private func connect() -> Outcome {
    withKeywords { names, values in
      guard let pointer = PQconnectdbParams(names, values, 0) else { return .unreachable(lost("out of memory")) }
      if PQstatus(pointer) == CONNECTION_OK { return .opened(OpenedHandle(pointer: pointer)) }
      let message = String(decoding: trimmed(PQerrorMessage(pointer)), as: UTF8.self)
      PQfinish(pointer)
      // libpq keeps the reason's code to itself; a ping tells a server that's starting or away from one that refuses us.
      return PQpingParams(names, values, 0) == PQPING_OK ? .refused(lost(message)) : .unreachable(lost(message))
    }
  }

  private func withKeywords<Result>(_ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> Result) -> Result {
    var names = ParameterList()
    var values = ParameterList()
    for (name, value) in address.keywords {
      names.append(.text(name))
      values.append(.text(value))
    }
    return names.withPointers { names in values.withPointers { values in body(names + [nil], values + [nil]) } }
  }

  private func lost(_ message: String) -> ConnectionLost { ConnectionLost(stage: .connecting, sqlState: nil, message: message, location: nil) }

  private func trimmed(_ text: UnsafePointer<CChar>?) -> ArraySlice<UInt8> {
    guard let text else { return [] }
    let bytes = Array(String(cString: text).utf8)
    return bytes[..<(bytes.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0)]
  }
}
