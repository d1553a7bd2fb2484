import Glibc

/// A process as `/proc` shows it.
struct RunningProcess: Sendable {
  let id: Int32
  let name: String
  let owner: uid_t
  /// The directory in which it works; nil when this user may not know.
  let folder: FileEntry.Identity?

  /// Nil when there is no such process, or only what is left of one (a zombie).
  init?(id: Int32) {
    // "4406 (postgres) S 1 …"; the name may have spaces and brackets itself.
    guard let line = Self.read("/proc/\(id)/stat"), let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else { return nil }
    let state = line[close...].dropFirst(2).first
    var status = stat()
    guard state != "Z", state != "X", stat("/proc/\(id)", &status) == 0 else { return nil }
    self.id = id
    name = String(line[line.index(after: open)..<close])
    owner = status.st_uid
    folder = stat("/proc/\(id)/cwd", &status) == 0 ? FileEntry.Identity(device: status.st_dev, number: status.st_ino) : nil
  }

  /// Whether it is one of the processes of the cluster's server, as far as this user may know: every one of them works in the cluster's directory.
  func belongs(to cluster: FileEntry) -> Bool {
    name == "postgres" && (folder.map { $0 == cluster.identity } ?? (owner == cluster.owner))
  }

  /// All processes known to be of the cluster's server.
  static func all(of cluster: FileEntry) throws -> [RunningProcess] {
    try FileEntry.names(in: "/proc").compactMap(Int32.init).compactMap(RunningProcess.init).filter { $0.folder == cluster.identity && $0.belongs(to: cluster) }
  }

  /// A process may end at any moment, so that its file can't be read says the same as that it isn't there.
  private static func read(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 1024)
    let count = Glibc.read(file, &buffer, buffer.count)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
