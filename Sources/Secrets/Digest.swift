import CSodium

/// Fingerprints: of what was sent, and of forms that only their own session can make.
public enum Digest {
  /// SHA-256, 32 bytes.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    var hash = [UInt8](repeating: 0, count: 32)
    crypto_hash_sha256(&hash, bytes, UInt64(bytes.count))
    return hash
  }

  /// HMAC-SHA-256 of a text under a key of 32 bytes, in base64 for URLs.
  public static func signature(of text: String, key: [UInt8]) -> String {
    precondition(key.count == 32, "a key has 32 bytes")
    let bytes = Array(text.utf8)
    var signature = [UInt8](repeating: 0, count: 32)
    crypto_auth_hmacsha256(&signature, bytes, UInt64(bytes.count), key)
    return base64(signature)
  }

  /// Whether a signature is the text's; takes as long wherever they differ.
  public static func isSignature(_ signature: String, of text: String, key: [UInt8]) -> Bool {
    let expected = Array(Self.signature(of: text, key: key).utf8)
    let given = Array(signature.utf8)
    return given.count == expected.count && sodium_memcmp(given, expected, expected.count) == 0
  }

  static func base64(_ bytes: [UInt8]) -> String {
    var text = [CChar](repeating: 0, count: Int(sodium_base64_encoded_len(bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
