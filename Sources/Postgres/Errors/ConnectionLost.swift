/// There is no connection: it couldn't be made, or broke while a statement was running.
public struct ConnectionLost: Error, Sendable, CustomStringConvertible {
  public enum Stage: Sendable, Hashable {
    /// The statement was never sent.
    case connecting
    /// The statement may or may not have run. A transaction has been rolled back, unless this is the next case.
    case running
    /// The connection broke between sending COMMIT and hearing of it: the transaction may stand or not.
    case committing
  }

  public let stage: Stage
  /// The server's last word, for example `57P01` for a shutdown, if it had one.
  public let sqlState: String?
  /// What happened; while connecting it's libpq's own account, which names hosts and roles but never a password.
  public let message: String
  /// The statement, unless it was about connecting.
  public let location: Location?

  public var description: String {
    let place = location.map { "\($0): " } ?? ""
    return place + "connection lost while \(stage): \(message)" + (sqlState.map { " (SQLSTATE \($0))" } ?? "")
  }

  static let noAnswer = ConnectionLost(stage: .connecting, sqlState: nil, message: "no server has answered in time", location: nil)

  func at(_ location: Location, stage: Stage) -> ConnectionLost {
    ConnectionLost(stage: stage, sqlState: sqlState, message: message, location: location)
  }
}
