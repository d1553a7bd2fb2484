internal import CLibPQ
import Glibc

/// COPY in both directions, chunk by chunk, with back-pressure.
extension Connection {
  /// How much of a COPY goes through memory at a time, in bytes.
  nonisolated static let copyPiece = 65_536

  /// Nothing is read while a COPY's reader isn't asking: so the server waits, and memory stays bounded.
  var isPaused: Bool {
    guard let current = inFlight.first, current.isFlowingCopy, case .copyOut = current.kind else { return false }
    return !current.copy.isWanted
  }

  /// The server agreed to a COPY.
  func startCopy(_ result: OpaquePointer, for request: Request) {
    let status = PQresultStatus(result)
    PQclear(result)
    switch (request.kind, status) {
    case (.copyIn, PGRES_COPY_IN), (.copyOut, PGRES_COPY_OUT):
      request.copy.phase = .flowing
      request.advance()
      updateInterest()
    default:
      // In a pipeline the data would be taken for answers, so there's no way back.
      request.failure = StatementError(problem: request.isCopy ? .notACopy : .copyNotAllowed, location: request.location)
      close(because: "COPY where none is possible")
    }
  }

  /// Puts one piece of a COPY into the stream, and waits until it has left this process.
  func put(_ bytes: ArraySlice<UInt8>, into request: Request) async throws {
    guard !request.copy.isPutting else { throw StatementError(problem: .concurrentWrite, location: request.location) }
    request.copy.isPutting = true
    defer { request.copy.isPutting = false }
    var rest = bytes
    while !rest.isEmpty {
      try await checkFlowing(request)
      let piece = rest.prefix(Self.copyPiece)
      rest = rest.dropFirst(piece.count)
      let status = piece.withUnsafeBytes { PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count)) }
      guard status == 1 else {
        closeAfterFault(in: "PQputCopyData")
        continue
      }
      flush()
      while isOpen, isUnflushed, !request.isCancelled, !request.copy.isRefused { await request.progress() }
    }
  }

  /// Looks whether the server has sent an error in the middle of a COPY to it: libpq itself says so only after the last of the data.
  func noticeRefusedCopy() {
    guard let current = inFlight.first, current.isFlowingCopy, case .copyIn = current.kind, !current.copy.hasHeard, PQsslInUse(handle) == 0 else { return }
    var first: UInt8 = 0
    guard recv(descriptor, &first, 1, Int32(MSG_PEEK | MSG_DONTWAIT)) == 1 else { return }
    if first == UInt8(ascii: "E") {
      current.copy.isRefused = true
      current.advance()
    }
    current.copy.hasHeard = true
  }

  /// Throws the end of the COPY if that has come.
  private func checkFlowing(_ request: Request) async throws {
    if request.isFinished { _ = try await request.value() }
    if request.isCancelled { throw CancellationError() }
    if request.copy.isRefused { throw CopyRefused() }
    guard isOpen, request.isFlowingCopy else { throw StatementError(problem: .sessionEnded, location: request.location) }
  }

  /// Ends a COPY to the server: with success, or so that the server throws everything away.
  func endCopy(_ request: Request, discarding isDiscarded: Bool) async throws -> Table? {
    if !request.isFinished, isOpen, request.isFlowingCopy {
      request.copy.phase = .ending
      if PQputCopyEnd(handle, isDiscarded ? "given up by the client" : nil) == 1 {
        flush()
        receive()
      } else {
        closeAfterFault(in: "PQputCopyEnd")
      }
    }
    return try await request.value()
  }

  /// The next piece of a COPY from the server, or nil at its end.
  func nextChunk(of request: Request) async throws -> [UInt8]? {
    while true {
      if !request.copy.chunk.isEmpty {
        defer { request.copy.chunk = [] }
        return request.copy.chunk
      }
      if request.isFinished {
        _ = try await request.value()
        return nil
      }
      request.copy.isWanted = true
      receive()
      updateInterest()
      if request.copy.chunk.isEmpty { await request.progress() }
    }
  }

  /// Reads what has arrived of a COPY; answers whether it has ended.
  func collect(_ request: Request) -> Bool {
    while request.copy.chunk.count < Self.copyPiece {
      var buffer: UnsafeMutablePointer<CChar>?
      let count = PQgetCopyData(handle, &buffer, 1)
      guard count > 0, let buffer else {
        if count < 0 { request.copy.phase = .ending }
        break
      }
      if !request.isAbandonedCopy { request.copy.chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count))) }
      PQfreemem(buffer)
    }
    if !request.copy.chunk.isEmpty {
      request.copy.isWanted = false
      request.advance()
    }
    return request.copy.phase == .ending
  }

  /// Reads the rest of a COPY that nobody wants.
  func discard(_ request: Request) {
    guard !request.copy.isWanted else { return }
    request.copy.abandonment.withLock { $0 = true }
    request.copy.chunk = []
    request.copy.isWanted = true
    receive()
    updateInterest()
  }
}

extension Request {
  var isCopy: Bool {
    switch kind {
    case .copyIn, .copyOut: true
    default: false
    }
  }

  /// A COPY in the middle of its data.
  var isFlowingCopy: Bool { isCopy && copy.phase == .flowing }
  var isAbandonedCopy: Bool { isCopy && copy.isAbandoned }
}

/// The server doesn't want the rest of a COPY; its own error follows when the COPY is ended.
struct CopyRefused: Error {}
