import Glibc
import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// Where the data may be, and who gets to them.
  @Suite struct PathTests {
    @Test(arguments: ["it's a \\ \"path\"", "手取り 時間", "a,b", "new\nline", String(repeating: "long", count: 40)])
    func `a directory of any name and length`(name: String) async throws {
      try await DataPlace.run { scratch in
        let data = "\(scratch.folder)/\(name)/data"
        let server = try await EmbeddedServer.start(in: data, settings: DataPlace.quick)
        let second = try await EmbeddedServer.start(in: data)
        #expect(try await Question.ask("select 1", of: second.address) == "1")
        let named = try Postmaster(FileEntry.text(at: "\(data)/postgres/postmaster.pid") ?? "")?.socketFolder
        try await second.leave()
        try await server.leave()
        #expect(await EmbeddedServer.inspect(in: data).state == .stopped)
        if let named, named != Cluster.inherited { #expect(try FileEntry(at: named) == nil) }
      }
    }

    @Test func `a short socket directory is closed to others, and swept away after a crash`() async throws {
      try await DataPlace.run { scratch in
        let data = "\(scratch.folder)/a,b"
        let first = try await EmbeddedServer.start(in: data, settings: DataPlace.quick)
        let postmaster = try #require(try Postmaster(FileEntry.text(at: "\(data)/postgres/postmaster.pid") ?? ""))
        let folder = try #require(postmaster.socketFolder)
        #expect(try FileEntry(at: folder)?.mode == S_IFDIR | 0o700)
        kill(postmaster.process, SIGKILL)
        try await scratch.wait { RunningProcess(id: postmaster.process) == nil }
        let second = try await EmbeddedServer.start(in: data, settings: DataPlace.quick)
        #expect(try FileEntry(at: folder) == nil)
        try await second.leave()
        try await first.leave()
      }
    }

    @Test func `a short socket directory is made where its name fits and the server's user gets to`() async throws {
      try await DataPlace.run { scratch in
        let long = "\(scratch.folder)/\(String(repeating: "x", count: 100))"
        let comma = "\(scratch.folder)/a,b"
        let line = "\(scratch.folder)/a\nb"
        for folder in [long, comma, line] { try #require(mkdir(folder, 0o777) == 0 && chmod(folder, 0o777) == 0) }
        let unfit = ["relative", "\(scratch.folder)/missing", long, comma, line]
        let owner = try scratch.serverUser()
        let cluster = Cluster(path: "\(comma)/postgres")
        // The scratch folder is closed to the server's user, where that is another one.
        let places = geteuid() == 0 ? unfit + [scratch.folder] : unfit
        await #expect(throws: EmbeddedServerError.socketFolderMissing(folders: places, user: owner.name)) {
          try await SocketFolder.make(for: cluster, owner: owner, in: places)
        }
        #expect(try FileEntry.names(in: scratch.folder).sorted() == ["a\nb", "a,b", String(repeating: "x", count: 100)])
        for folder in [long, comma, line] { #expect(try FileEntry.names(in: folder) == []) }

        try #require(chmod(scratch.folder, 0o711) == 0)
        let folder = try await SocketFolder.make(for: cluster, owner: owner, in: places + [scratch.folder, P_tmpdir])
        #expect(folder.inServer.hasPrefix("\(scratch.folder)/tedori-"))
        try folder.clear(owner: owner.id)
        #expect(try FileEntry(at: folder.inServer) == nil)
      }
    }

    @Test func `what isn't a socket directory of the server's user stays`() async throws {
      try await DataPlace.run { scratch in
        let cluster = Cluster(path: scratch.folder)
        let socket = ".s.PGSQL.\(Cluster.port)"
        let kept = ["other-a1b2c3", "tedori-a1b2c", "tedori-a1b2c-", "tedori-a1b2c3"].map { "\(scratch.folder)/\($0)" }
        for folder in kept {
          try #require(mkdir(folder, 0o700) == 0)
          try Descriptor(open: "\(folder)/\(socket)", O_WRONLY | O_CREAT).write("", path: folder)
        }
        for folder in kept.dropLast() { try SocketFolder(folder, of: cluster).clear(owner: geteuid()) }
        try SocketFolder(kept[3], of: cluster).clear(owner: geteuid() + 1)
        let link = "\(scratch.folder)/tedori-l1i2n3"
        try #require(symlink(kept[3], link) == 0)
        #expect(throws: EmbeddedServerError.self) { try SocketFolder(link, of: cluster).clear(owner: geteuid()) }
        for folder in kept { #expect(try FileEntry.names(in: folder) == [socket]) }

        try SocketFolder(kept[3], of: cluster).clear(owner: geteuid())
        #expect(try FileEntry(at: kept[3]) == nil)
      }
    }

    @Test func `no setting opens the server to a network`() async throws {
      try await DataPlace.run { scratch in
        let server = try await scratch.start(settings: ["fsync": "off", "listen_addresses": "*", "unix_socket_permissions": "0777", "work_mem": "9MB"])
        let asked = "select current_setting('listen_addresses'), current_setting('unix_socket_permissions'), current_setting('work_mem')"
        #expect(try await Question.ask(asked, of: server.address) == "|0700|9MB")
        let superuser = SocketFolder(Cluster.inherited, of: scratch.cluster).address(user: Access.superuser, database: "postgres")
        let rules = "select type, database, user_name, auth_method, error from pg_hba_file_rules order by line_number"
        #expect(
          try await Question.ask(rules, of: superuser) == "local|{all}|{tedori,tedori_service,postgres}|peer|\nlocal|{replication}|{postgres}|peer|")
        try await server.leave()
      }
    }

    @Test func `whoever joins a server that an older program has started gets in by the new rules`() async throws {
      try await DataPlace.run { scratch in
        let first = try await scratch.start()
        let path = "\(scratch.cluster.path)/pg_hba.conf"
        try FileEntry.remove(path)
        try Descriptor(open: path, O_WRONLY | O_CREAT).write("local all tedori,postgres peer map=tedori\n", path: path)
        let second = try await scratch.start()
        #expect(try FileEntry.text(at: path)?.contains("tedori,tedori_service,postgres") == true)
        _ = try await Question.ask("create role tedori_service login", of: second.address)
        var status: Int32?
        // The server reads its rules when it comes to the signal.
        for _ in 1...200 where status != 0 {
          status = try await Question.command("select", second.serviceAddress).run().status
          try await Task.sleep(for: .milliseconds(50))
        }
        #expect(status == 0)
        try await second.leave()
        try await first.leave()
      }
    }

    @Test func `a server keeps nothing open that was open in the program that started it`() async throws {
      try await DataPlace.run { scratch in
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        let server = try await scratch.start()
        close(ends[1])
        var byte: UInt8 = 0
        // The end of the pipe is seen although the server runs: it has no copy.
        #expect(read(ends[0], &byte, 1) == 0)
        close(ends[0])
        try await server.leave()
      }
    }

    @Test func `a server that somebody started by hand is used and left running`() async throws {
      try await DataPlace.run { scratch in
        try await scratch.makeCluster()
        let lock = try scratch.cluster.lock()
        let installation = try #require(try await Surroundings().installations().first)
        let byHand = try scratch.launch(
          installation.program("postgres"), ["-D", Cluster.inherited, "-c", "listen_addresses=", "-k", Cluster.inherited], keeping: lock.descriptor)
        try await scratch.wait { try scratch.cluster.postmaster()?.phase == .ready }
        let server = try await scratch.start()
        #expect(!server.startedHere)
        try await server.leave()
        #expect(await scratch.inspect() == .running(process: byHand))
        kill(byHand, SIGINT)
        Command.reap(byHand)
        try await scratch.wait { RunningProcess(id: byHand) == nil }
      }
    }
  }
}
