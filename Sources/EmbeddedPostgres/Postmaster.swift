/// The contents of `postmaster.pid`, which the server keeps while it runs.
struct Postmaster: Sendable, Equatable {
  enum Phase: String, Sendable {
    case starting, ready, stopping, standby
  }

  let process: Int32
  /// Where its socket is; nil while it hasn't come so far.
  let socketFolder: String?
  let phase: Phase

  /// Nil when the file doesn't begin with a process id, as one that was cut by a crash.
  init?(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
    guard let first = lines.first, let process = Int32(first), process > 1 else { return nil }
    self.process = process
    socketFolder = lines.count > 4 && !lines[4].isEmpty ? String(text.split(separator: "\n", omittingEmptySubsequences: false)[4]) : nil
    phase = lines.count > 7 ? Phase(rawValue: lines[7]) ?? .starting : .starting
  }
}
