/// What someone sent with NOTIFY.
public struct Notification: Sendable, Hashable {
  public let channel: String
  /// Empty when the sender gave none; at most 8,000 bytes.
  public let payload: String
  /// The server's process that sent it.
  public let processID: Int32
}
