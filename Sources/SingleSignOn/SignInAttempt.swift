public import Secrets

/// One browser on its way to the provider and back: what has to fit when it returns. Kept with the browser, in a cookie.
public struct SignInAttempt: Sendable {
  /// Comes back beside the code.
  public let state: Secret
  /// Stands in the ID token.
  public let nonce: Secret
  /// Proves to the provider that who brings the code has asked for it.
  public let verifier: Secret

  public init() throws {
    state = try Secret()
    nonce = try Secret()
    verifier = try Secret()
  }

  /// From the cookie; nil where it can't be one.
  public init?(cookie: String) {
    let parts = cookie.split(separator: ".", omittingEmptySubsequences: false).map { Secret(text: String($0)) }
    guard parts.count == 3, let state = parts[0], let nonce = parts[1], let verifier = parts[2] else { return nil }
    self.state = state
    self.nonce = nonce
    self.verifier = verifier
  }

  /// For the cookie.
  public var cookie: String { [state, nonce, verifier].map(\.text).joined(separator: ".") }

  /// BASE64URL(SHA256(verifier)), RFC 7636, 4.2.
  var challenge: String { verifier.challenge }
}
