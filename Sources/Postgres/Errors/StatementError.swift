/// A statement that was never sent, or was used in a way that the protocol can't carry. It's a fault of the program, not of the data.
public struct StatementError: Error, Sendable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    /// A text parameter (counted from 1) holds a NUL, which PostgreSQL can't store.
    case nulInParameter(position: Int)
    /// The SQL itself holds a NUL.
    case nulInText
    /// The protocol carries 65,535 parameters; bind an array in their place.
    case tooManyParameters
    /// The protocol carries 1 GiB a statement; use COPY.
    case tooLarge
    /// COPY and scripts take no parameters.
    case parametersNotAllowed
    /// COPY to or from the client went through `query`, `execute` or `script`; use `copyIn` or `copyOut`.
    case copyNotAllowed
    /// `copyIn` or `copyOut` got a statement that isn't a COPY in that direction.
    case notACopy
    /// Two tasks wrote to one COPY at once; its data is one stream.
    case concurrentWrite
    /// The connection is in the middle of a COPY, which has to end first.
    case copyInProgress
    /// The transaction was committed or rolled back by a statement inside it.
    case transactionControl
    /// A statement of `ConnectionPool.query` or `.execute` left a transaction open on a shared connection.
    case transactionLeftOpen
    /// A session or transaction was used after its closure had returned.
    case sessionEnded
  }

  public let problem: Problem
  public let location: Location

  public var description: String { "\(location): statement refused: \(problem)" }
}
