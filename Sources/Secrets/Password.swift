import CSodium

/// Passwords as they are kept: Argon2id with libsodium's interactive limits (64 MiB, 2 passes), salt and limits in the hash itself.
///
/// Source: RFC 9106; the limits are OWASP's, and a hash made with other ones still verifies.
public enum Password {
  /// Shortest and longest password, in Unicode scalars. Long ones are phrases; longer ones only cost time.
  public static let length = 12...256

  /// Takes tens of milliseconds and 64 MiB: callers bound how many run at once.
  ///
  /// - Throws: `SodiumError`.
  public static func hash(_ password: String) throws -> String {
    try Sodium.start()
    let bytes = Array(password.utf8CString.dropLast())
    var hash = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
    guard
      crypto_pwhash_str_alg(
        &hash, bytes, UInt64(bytes.count), UInt64(crypto_pwhash_opslimit_interactive()), crypto_pwhash_memlimit_interactive(),
        crypto_pwhash_alg_argon2id13()) == 0
    else { throw SodiumError.outOfMemory }
    return String(decoding: hash.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether the password is the one of the hash. Where there is no hash a password is hashed all the same,
  /// so that the time doesn't say which accounts there are.
  ///
  /// - Throws: `SodiumError`.
  public static func matches(_ password: String, hash: String?) throws -> Bool {
    try Sodium.start()
    let bytes = Array(password.utf8CString.dropLast())
    let kept = try hash ?? decoy.get()
    return crypto_pwhash_str_verify(kept, bytes, UInt64(bytes.count)) == 0 && hash != nil
  }

  /// Nobody's password.
  private static let decoy = Result { try Password.hash(Secret().text) }
}
