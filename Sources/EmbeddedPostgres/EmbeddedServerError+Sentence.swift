import Glibc

/// Each error as a sentence that says what to do.
extension EmbeddedServerError: CustomStringConvertible {
  /// A sentence in English that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .directoryInvalid(let path, let reason):
      "\"\(path)\" can't be the data directory: \(reason). Name another directory."
    case .notPermitted(let path, let user):
      "The user \(user) may not use \(path). Run as the user it belongs to, or give it to \(user) with chown."
    case .readOnly(let path):
      "The file system of \(path) is read-only. Mount it writable or name another data directory."
    case .diskFull(let path):
      "The disk under \(path) is full. Free some space (100 MB at least) and start again; what was stored is safe."
    case .programMissing(let name, let package):
      "The program \(name) isn't installed. Install it with: apt-get install \(package)"
    case .serverUserMissing(let name):
      "PostgreSQL refuses to run as root and the user \(name) doesn't exist. Install the Debian package postgresql-common, or run as an ordinary user."
    case .userUnknown(let id):
      "The user id \(id) has no name on this machine and PostgreSQL needs one. Add it to /etc/passwd or run as another user."
    case .wrongOwner(let path, let owner, let expected):
      "\(path) belongs to \(owner), but the server has to run as \(expected). Give it over with: chown -R \(expected) \(path)"
    case .versionUnsupported(let path, let found, let installed):
      "\(path) was made by PostgreSQL \(found); installed here: \(Self.list(installed)). "
        + "Install the server of that version (15 or newer), or move the data to a newer one with pg_upgrade."
    case .clusterDamaged(let path, let reason):
      "\(path) isn't a whole PostgreSQL cluster: \(reason). Put a backup in its place, or move it away to begin anew."
    case .usedElsewhere(let path):
      "\(path) is in use by a server that can't be seen from here, perhaps in another container. Stop that one first."
    case .leftBehind(let path, let processes):
      "Processes of a dead server still work in \(path): \(Self.list(processes)). End them with kill, then start again."
    case .busy(let path, let seconds):
      "Another program has been starting or stopping the server in \(path) for \(seconds) seconds. Wait for it, or end it."
    case .socketFolderMissing(let folders, let user):
      "PostgreSQL's socket needs a folder with a short name without a comma, which the user \(user) may enter; none of these will do: "
        + "\(folders.joined(separator: " and ")). Set TMPDIR to another."
    case .settingInvalid(let name):
      "\"\(name)\" isn't the name of a PostgreSQL setting."
    case .creationFailed(let output):
      "The PostgreSQL cluster couldn't be made: \(output)"
    case .startFailed(let output, let log):
      "PostgreSQL didn't start. Its log, \(log), ends with: \(output)"
    case .timedOut(let action, let process, let seconds):
      "PostgreSQL (process \(process)) didn't \(action) within \(seconds) seconds. Look at its log; it goes on trying."
    case .connectionFailed(let output):
      "PostgreSQL runs but refused the connection: \(output)"
    case .system(let action, let path, let code):
      "Can't \(action) \(path): \(String(cString: strerror(code)))."
    }
  }

  private static func list(_ numbers: [some FixedWidthInteger]) -> String {
    numbers.isEmpty ? "none" : numbers.map(\.description).joined(separator: ", ")
  }

  /// The case that fits what the operating system answered; reads the number that the failed call left in `errno`.
  static func failure(to action: String, _ path: String, code: Int32 = errno) -> EmbeddedServerError {
    switch code {
    case EACCES, EPERM: .notPermitted(path: path, user: SystemUser.label(of: geteuid()))
    case EROFS: .readOnly(path: path)
    case ENOSPC, EDQUOT: .diskFull(path: path)
    case ENOTDIR: .directoryInvalid(path: path, reason: "a part of it is not a directory")
    case ENAMETOOLONG: .directoryInvalid(path: path, reason: "it is too long")
    case ELOOP: .directoryInvalid(path: path, reason: "its symbolic links run in a circle")
    default: .system(action: action, path: path, code: code)
    }
  }
}
