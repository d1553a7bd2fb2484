import Glibc

/// Who may connect: the users who run Tedori and the server, recognised by the socket (peer), as `tedori`, as `tedori_service`, who owns nothing, or as `postgres`, the superuser.
///
/// Written at every start, as the same files may come back under other user names, on another machine or in a container.
struct Access: Sendable {
  static let database = "tedori"
  static let service = "tedori_service"
  static let superuser = "postgres"

  private static let notice = "# Written by Tedori at every start of the server.\n"
  let users: [SystemUser]

  private var rules: String {
    Self.notice + "local all \(Self.database),\(Self.service),\(Self.superuser) peer map=tedori\nlocal replication \(Self.superuser) peer map=tedori\n"
  }

  private var map: String {
    let names = Set(users.map(\.name) + ["root"]).sorted()
    let lines = names.flatMap { name in
      [Self.database, Self.service, Self.superuser].map {
        "tedori \"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\" \($0)\n"
      }
    }
    return Self.notice + lines.joined()
  }

  /// Whether a cluster goes by these rules already.
  func stands(in cluster: Cluster) throws -> Bool { try FileEntry.text(at: "\(cluster.path)/pg_hba.conf") == rules }

  /// Puts the rules into a cluster, which belongs to `owner`.
  func write(to cluster: Cluster, owner: SystemUser) throws {
    for (name, text) in [("pg_hba.conf", rules), ("pg_ident.conf", map)] {
      let path = "\(cluster.path)/\(name)"
      guard try FileEntry.text(at: path) != text else { continue }
      let new = "\(path).tedori"
      try FileEntry.remove(new)
      let descriptor = try Descriptor(open: new, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW)
      try descriptor.write(text, path: new)
      if geteuid() != owner.id { try descriptor.give(to: owner.id, group: owner.group, path: new) }
      try descriptor.sync(path: new)
      guard rename(new, path) == 0 else { throw EmbeddedServerError.failure(to: "write", path) }
    }
  }
}
