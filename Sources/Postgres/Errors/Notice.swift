/// Something the server says beside its answers: a warning, a `raise notice`.
public struct Notice: Sendable, CustomStringConvertible {
  /// `WARNING`, `NOTICE`, `INFO`, `LOG` or `DEBUG`, whatever the server's language.
  public let severity: String
  public let sqlState: String
  /// The text, under the same rule as an error's.
  public let message: String?
  let routine: String?

  public var description: String { "\(severity) \(sqlState)" + (message.map { ": \($0)" } ?? "") }

  /// The commit wasn't awaited on the standby. The condition and the text don't tell: 01000 is any warning, and the text is translated. The server's
  /// function does.
  var saysNotDurable: Bool { routine == "SyncRepWaitForLSN" }
}
