import Glibc

/// What the file system holds at a path.
struct FileEntry: Sendable, Equatable {
  /// Which file it is, whatever it is called.
  struct Identity: Sendable, Equatable {
    let device: dev_t
    let number: ino_t
  }

  let identity: Identity
  let owner: uid_t
  let group: gid_t
  let mode: mode_t
  let size: Int

  var isDirectory: Bool { mode & S_IFMT == S_IFDIR }

  /// Nil when nothing is there; symbolic links are followed.
  init?(at path: String) throws {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw EmbeddedServerError.failure(to: "look at", path)
    }
    identity = Identity(device: status.st_dev, number: status.st_ino)
    owner = status.st_uid
    group = status.st_gid
    mode = status.st_mode
    size = Int(status.st_size)
  }

  /// Makes a directory that nobody else may look into, and answers its path; after `prefix` its name has six letters and digits that make it a new one.
  static func makeDirectory(in folder: String, prefix: String) throws -> String {
    // `mkdtemp` wants six of these at the end, and tries letters and digits in their place until nothing has that name.
    var path = Array("\(folder)/\(prefix)\(String(repeating: "X", count: 6))".utf8CString)
    guard mkdtemp(&path) != nil else { throw EmbeddedServerError.failure(to: "make a directory in", folder) }
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The names in a directory, none when it doesn't exist.
  static func names(in path: String) throws -> [String] {
    guard let directory = opendir(path) else {
      if errno == ENOENT { return [] }
      throw EmbeddedServerError.failure(to: "read", path)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// The text of a small file, nil when it doesn't exist.
  static func text(at path: String) throws -> String? {
    let opened = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    if opened < 0 && errno == ENOENT { return nil }
    return try Descriptor(opened, path: path).text(path: path)
  }

  /// Takes a file away; that it isn't there is as good.
  static func remove(_ path: String) throws {
    guard unlink(path) == 0 || errno == ENOENT else { throw EmbeddedServerError.failure(to: "remove", path) }
  }
}
