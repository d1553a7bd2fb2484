import Testing

@testable import Secrets

/// Passwords and secrets do what their kept forms promise, and nothing that is shown can be read from what is kept.
@Suite struct SecretsTests {
  @Test func aPasswordMatchesItsHashOnly() throws {
    let hash = try Password.hash("手取り時間 is take-home time")
    #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
    #expect(try Password.matches("手取り時間 is take-home time", hash: hash))
    #expect(try !Password.matches("手取り時間 is take-home tim", hash: hash))
    #expect(try !Password.matches("", hash: hash))
    #expect(try Password.hash("手取り時間 is take-home time") != hash)
  }

  /// An account without a password lets nobody in, whatever is typed.
  @Test func withoutAHashNothingMatches() throws {
    #expect(try !Password.matches("anything at all", hash: nil))
    #expect(try !Password.matches("", hash: nil))
    #expect(try !Password.matches("anything at all", hash: "not a hash"))
  }

  @Test func aSecretIsFoundAgainByWhatIsShown() throws {
    let secret = try Secret()
    #expect(secret.text.utf8.count == 43)
    #expect(Secret(text: secret.text)?.hash == secret.hash)
    #expect(try Secret().text != secret.text)
  }

  @Test(arguments: [
    "", "x", String(repeating: "A", count: 42), String(repeating: "=", count: 43), String(repeating: "é", count: 43), String(repeating: "A", count: 44),
  ])
  func whatIsNoSecretIsNone(text: String) { #expect(Secret(text: text) == nil) }

  /// FIPS 180-4, the digest of "abc".
  @Test func hashesAreSHA256() {
    #expect(
      Digest.sha256(Array("abc".utf8)).map { String($0, radix: 16).count == 1 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}

/// Signatures of forms.
@Suite struct DigestTests {
  /// RFC 4231's key and text of test case 2 don't fit a key of 32 bytes; this value is Python's hmac.
  @Test func aSignatureIsHMACSHA256() {
    let key = [UInt8](0..<32)
    let signature = Digest.signature(of: "what do ya want for nothing?", key: key)
    #expect(signature == "CZgF9KwxB4aWhWXAmNtRXMUIYrQgrjHiAjgxI0S-02o")
    #expect(Digest.isSignature(signature, of: "what do ya want for nothing?", key: key))
    #expect(!Digest.isSignature(signature, of: "what do ya want for nothing", key: key))
    #expect(!Digest.isSignature(String(signature.dropLast()), of: "what do ya want for nothing?", key: key))
    #expect(!Digest.isSignature(signature, of: "what do ya want for nothing?", key: key.reversed()))
  }
}
