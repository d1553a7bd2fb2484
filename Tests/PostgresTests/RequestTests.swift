import Testing

@testable import Postgres

/// What a task that waits for an answer can count on.
@Suite struct RequestTests {
  /// A task that prefers an executor changes threads more often than it looks: the answer may come at each of those moments.
  @Test(.timeLimit(.minutes(1)), arguments: 0..<8) @Reactor func anAnswerIsNeverMissed(jobsBefore: Int) async throws {
    let request = Request(.statement, Statement(unprepared: "select 1"), at: Location(file: #fileID, line: #line))
    let asking = Task(executorPreference: ConnectionPool.executor) { try await request.value() }
    for _ in 0..<jobsBefore { await Task.yield() }
    request.finish(.success(nil))
    #expect(try await asking.value == nil)
  }
}
