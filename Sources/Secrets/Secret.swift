import CSodium

/// 256 random bits that open something: a session's cookie, an API token, an invitation. Only its hash is kept.
public struct Secret: Sendable, Equatable {
  /// As it is shown, once: base64 for URLs, 43 characters.
  public let text: String
  /// As it is kept and looked up: SHA-256, 32 bytes. A secret of 256 bits needs no slow hash.
  public let hash: [UInt8]

  /// A new one.
  ///
  /// - Throws: `SodiumError`.
  public init() throws {
    try Sodium.start()
    var bytes = [UInt8](repeating: 0, count: 32)
    randombytes_buf(&bytes, bytes.count)
    text = Digest.base64(bytes)
    hash = Digest.sha256(bytes)
  }

  /// The secret that somebody shows; nil where it can't be one.
  public init?(text: String) {
    var bytes = [UInt8](repeating: 0, count: 32)
    var count = 0
    let characters = Array(text.utf8)
    guard characters.count == 43 else { return nil }
    let isRead = characters.withUnsafeBytes {
      sodium_base642bin(&bytes, bytes.count, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count, nil, &count, nil, Self.variant) == 0
    }
    guard isRead, count == 32 else { return nil }
    self.text = text
    hash = Digest.sha256(bytes)
  }

  /// The hash of the text itself, as a PKCE challenge: base64 for URLs, RFC 7636, 4.2.
  public var challenge: String {
    let hash = Digest.sha256(Array(text.utf8))
    var text = [CChar](repeating: 0, count: Int(sodium_base64_encoded_len(hash.count, Self.variant)))
    sodium_bin2base64(&text, text.count, hash, hash.count, Self.variant)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
}
