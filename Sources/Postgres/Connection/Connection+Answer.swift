/// Waiting for the answer to a request.
extension Connection {
  /// Waits for the answer to a submitted request; when the caller's task is cancelled, the server is told to stop.
  func answer(to request: Request) async throws -> Table? {
    try await withTaskCancellationHandler {
      try await request.value()
    } onCancel: {
      Task { @Reactor in self.cancel(request) }
    }
  }
}
