import Postgres

/// An error as it may stand in the log: those of the database are made to hold no values, of all others only the type is said.
struct LoggedError: CustomStringConvertible {
  let description: String

  init(_ error: any Error) {
    switch error {
    case let error as ServerError: description = "\(error)"
    case let error as StatementError: description = "\(error)"
    case let error as RowError: description = "\(error)"
    default: description = "\(type(of: error))"
    }
  }
}
