/// Which statements the server has prepared on one connection, and under what names; the least recently used goes first.
struct PreparedCache {
  /// The same text with other declared types is another statement.
  struct Key: Hashable {
    let text: String
    let types: [UInt32]
  }

  struct Entry {
    let name: String
    fileprivate var lastUse: UInt64
  }

  /// Longer texts aren't worth keeping: they're generated, and hold their size in memory on both sides.
  static let longestText = 16_384

  /// Names that the server still holds and nobody will use again.
  private(set) var doomed: [String] = []
  private let limit: Int
  private var entries: [Key: Entry] = [:]
  private var clock: UInt64 = 0

  init(limit: Int) { self.limit = limit }

  func keeps(_ statement: Statement) -> Bool { limit > 0 && statement.isPrepared && statement.text.utf8.count <= Self.longestText }

  /// The name under which the statement is prepared, and whether that has still to be done.
  mutating func name(for key: Key) -> (name: String, isNew: Bool) {
    clock += 1
    if var entry = entries[key] {
      entry.lastUse = clock
      entries[key] = entry
      return (entry.name, false)
    }
    if entries.count >= limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) { drop(oldest.key) }
    let entry = Entry(name: "s\(clock)", lastUse: clock)
    entries[key] = entry
    return (entry.name, true)
  }

  /// The preparation failed or never ran: the server holds nothing.
  mutating func forget(_ key: Key, name: String) {
    if entries[key]?.name == name { entries[key] = nil }
  }

  /// The server holds it, but it's of no more use.
  mutating func drop(_ key: Key) {
    if let entry = entries.removeValue(forKey: key) { doomed.append(entry.name) }
  }

  /// The server has thrown everything away (`discard all`, `deallocate all`).
  mutating func clear() {
    entries = [:]
    doomed = []
  }

  mutating func takeDoomed() -> String? { doomed.popLast() }
  mutating func doom(_ name: String) { doomed.append(name) }
}
