import Testing

@testable import EmbeddedPostgres

extension AllTests {
  /// What people read.
  @Suite struct SentenceTests {
    static let errors: [EmbeddedServerError] = [
      .directoryInvalid(path: "/d", reason: "r"), .notPermitted(path: "/d", user: "u"), .readOnly(path: "/d"), .diskFull(path: "/d"),
      .programMissing(name: "/d", package: "p"), .serverUserMissing(name: "/d"), .userUnknown(id: 7), .wrongOwner(path: "/d", owner: "o", expected: "e"),
      .versionUnsupported(path: "/d", found: "14", installed: []), .clusterDamaged(path: "/d", reason: "r"), .usedElsewhere(path: "/d"),
      .leftBehind(path: "/d", processes: [7]), .busy(path: "/d", seconds: 7), .settingInvalid(name: "/d"), .socketFolderMissing(folders: ["/d"], user: "u"),
      .creationFailed(output: "/d"),
      .startFailed(output: "o", log: "/d"), .timedOut(action: "stop", process: 7, seconds: 9), .connectionFailed(output: "/d"),
      .system(action: "open", path: "/d", code: 5),
    ]

    @Test(arguments: errors)
    func `an error is a sentence about what it concerns, and so is what an inspection finds`(error: EmbeddedServerError) {
      #expect(error.description.contains("/d") || error.description.contains("7"))
      #expect(error.description.first?.isLowercase == false)
      #expect(Inspection(directory: "/d", state: .broken(error)).description == error.description)
    }

    @Test(arguments: [Inspection.State.absent, .stopped, .running(process: 7)])
    func `an inspection names the directory`(state: Inspection.State) {
      #expect(Inspection(directory: "/d", state: state).description.contains("/d"))
    }

    @Test func `the server's file is read at every stage of its growth`() {
      #expect(Postmaster("4406\n") == Postmaster("4406"))
      #expect(Postmaster("4406\n/x\n1\n5432\n")?.phase == .starting)
      let whole = Postmaster("4406\n/x\n1\n5432\n/a b\n\n1 1\nstopping\n")
      #expect(whole?.phase == .stopping)
      #expect(whole?.socketFolder == "/a b")
    }
  }
}
