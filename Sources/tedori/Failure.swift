import EmbeddedPostgres
import Postgres
import Reports
import Store

/// Why a command ended without its answer: a status of sysexits and a sentence.
struct Failure: Error {
  let status: Int32
  let message: String

  init(status: Int32, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The command line was wrong.
  static func usage(_ message: String) -> Failure { Failure(status: 64, message) }
  /// The data was refused.
  static func data(_ message: String) -> Failure { Failure(status: 65, message) }
  /// The configuration is wrong.
  static func configuration(_ message: String) -> Failure { Failure(status: 78, message) }

  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as EmbeddedServerError: self = Failure(status: 69, error.description)
    case let error as ConnectionLost: self = Failure(status: 69, "the database can't be reached: \(error)")
    case let error as PoolExhausted: self = Failure(status: 69, "the database can't be reached: \(error)")
    case let error as InvalidSettings: self = .configuration("the database's address is wrong: \(error)")
    case let error as ServerError where ["08", "53", "57"].contains(where: error.sqlState.hasPrefix): self = Failure(status: 69, "the database can't serve: \(error)")
    case let error as ServerError where error.sqlState == "TD001":
      self = Failure(status: 65, "refused: \(error.constraint ?? "a rule of the account")")
    case let error as UnknownSchema:
      self = .configuration("the database was migrated by another version of tedori (\(error.names.joined(separator: ", "))): use that version or a newer one")
    default: self = Failure(status: 70, "a fault of tedori's: \(error)")
    }
  }
}
