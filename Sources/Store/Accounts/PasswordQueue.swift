import Dispatch
import Secrets

/// Hashes passwords one at a time, on a thread of its own: each takes 64 MiB and tens of milliseconds, which tasks' threads can't spare.
struct PasswordQueue: Sendable {
  static let shared = PasswordQueue()

  private let queue = DispatchQueue(label: "tedori.passwords")

  func hash(_ password: String) async throws -> String { try await run { try Password.hash(password) } }

  func matches(_ password: String, hash: String?) async throws -> Bool { try await run { try Password.matches(password, hash: hash) } }

  private func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Swift.Result { try work() }) }
    }
  }
}
