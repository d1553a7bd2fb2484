import Domain
import HTTPTypes
import Logging
import Postgres
import Reports
import Store
import Synchronization

/// Looks through uploaded files and writes them, one after the other, in the background and with the rights of whoever has uploaded them.
///
/// The database says what is to be done: work that was cut off is taken up again by whoever comes next, and what was written of it is all or nothing.
struct UploadWorker: Sendable {
  let services: Services
  /// For the owner, who may look after everybody's work.
  let record: Database
  let owner: Viewer

  /// So many rows of a file are shown.
  static let shownRows = 6
  /// Whoever was cut off so often is not cut off by chance.
  static let attempts = 3

  /// Works until its task is cancelled.
  func run() async {
    // Its own, so that whoever asks the service isn't told what was found out for this.
    let readiness = Readiness(database: record, viewer: owner)
    var nextForgetting = ContinuousClock.now
    while !Task.isCancelled {
      do {
        // While the database isn't there, or not as this program knows it, there is nothing to do.
        if await readiness.isReady {
          while let claimed = try await record.claimUpload(as: owner) { try await take(claimed.upload, attempt: claimed.attempt) }
          if nextForgetting <= .now {
            try await record.forgetUploads(as: owner)
            nextForgetting = .now + .seconds(3_600)
          }
        }
        try await services.uploads.wait(seconds: 5)
      } catch is CancellationError {
        return
      } catch {
        services.log.error("upload", metadata: ["error": "\(LoggedError(error))"])
        do { try await Task.sleep(for: .seconds(5)) } catch { return }
      }
    }
  }

  private func take(_ upload: Upload, attempt: Int) async throws {
    let viewer = Viewer.account(id: upload.account, login: upload.login, role: upload.role)
    guard attempt <= Self.attempts else { return try await record.fail(upload: upload.number, .cutOff, as: owner) }
    do {
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        let share = Share()
        tasks.addTask { try await work(upload, as: viewer) { share.set($0) } }
        tasks.addTask {
          while true {
            try await Task.sleep(for: .seconds(1))
            try await record.note(progress: share.read, of: upload.number, as: owner)
          }
        }
        defer { tasks.cancelAll() }
        _ = try await tasks.next()
      }
    } catch is UploadMoved {
      // Discarded meanwhile, or done by another service: what was written here is rolled back.
      return
    } catch let error as ServerError where error.sqlState == "42501" {
      try await record.fail(upload: upload.number, .notAllowed, as: owner)
    } catch  where Task.isCancelled || Errors.fault(of: error).status == .serviceUnavailable {
      // We stop, or the database does: somebody else goes on. Where this can't be said either, silence says it.
      try await Task { try await record.leave(upload: upload.number, as: owner) }.value
      throw error
    } catch {
      services.log.error("upload", metadata: ["upload": "\(upload.number)", "error": "\(LoggedError(error))"])
      try await record.fail(upload: upload.number, .fault, as: owner)
    }
  }

  private func work(_ upload: Upload, as viewer: Viewer, progress: @escaping @Sendable (Double) -> Void) async throws {
    let database = services.database
    guard let kind = upload.kind, let seen = try await database.upload(upload.number, as: viewer), seen.hasFile else {
      return try await record.fail(upload: upload.number, .notAllowed, as: owner)
    }
    let file = try TemporaryFile()
    try await database.bytes(of: upload.number, as: viewer) { try file.append($0) }
    var job = try await UploadKinds.job(kind, path: file.path, language: .japanese, encoding: upload.encoding, in: database, as: viewer)
    if upload.state == .checking {
      job.isCheck = true
      job.keepsGood = true
      let understood = try job.understanding(rows: Self.shownRows)
      let outcome = try await job.run(in: database, as: viewer, progress: progress)
      let result = UploadResult(outcome, understood: try understood?.json)
      return try await database.write(as: viewer) { try await $0.finishCheck(of: upload.number, result) }
    }
    // Whoever was shown no problem has agreed to all rows, not to some.
    job.keepsGood = upload.problems > 0
    let outcome = try await job.run(in: database, as: viewer, progress: progress) { transaction, outcome in
      try await transaction.finishImport(of: upload.number, UploadResult(outcome, understood: nil))
    }
    if !outcome.isWritten {
      // Meanwhile the record has changed: it is to be decided on again.
      try await record.checkAgain(upload: upload.number, as: owner)
    }
  }
}

/// How much of a file is read, told by whoever reads it to whoever writes that down.
private final class Share: Sendable {
  private let share = Mutex(0.0)

  func set(_ read: Double) { share.withLock { $0 = read } }
  var read: Double { share.withLock { $0 } }
}

extension UploadResult {
  init(_ outcome: ImportOutcome, understood: String?) {
    self.init(
      understood: understood, notes: outcome.notes, months: outcome.months, counts: outcome.counts,
      problems: outcome.problems.map {
        UploadProblem(line: $0.line, column: $0.column, value: $0.value, rule: $0.rule, wrong: $0.sentences.wrong, right: $0.sentences.right)
      }, refusesAll: outcome.refusesAll)
  }
}
