import Foundation
import Secrets

/// A provider of single sign-on: OpenID Connect, authorization code flow with PKCE.
///
/// Source: OpenID Connect Core 1.0, Discovery 1.0 and RP-Initiated Logout 1.0; RFC 7636 (PKCE).
public struct Provider: Sendable {
  public let issuer: String
  public let clientID: String
  private let clientSecret: String
  private let authorizationEndpoint: String
  private let tokenEndpoint: String
  private let userEndpoint: String?
  private let endEndpoint: String?

  /// Asks the provider where its endpoints are.
  ///
  /// The ID token comes straight from the token endpoint, so TLS says whose it is (Core, 3.1.3.7, 6); without TLS only a provider on this machine is taken.
  ///
  /// - Parameter issuer: as the provider names itself, to the letter.
  /// - Throws: `ProviderFault`.
  public static func discover(issuer: String, clientID: String, clientSecret: String) async throws -> Provider {
    try requireSafe(issuer)
    let base = issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer
    let document = try await Request(url: base + "/.well-known/openid-configuration").object()
    func endpoint(_ name: String) throws -> String? {
      guard let url = document[name] as? String else { return nil }
      try requireSafe(url)
      return url
    }
    guard document["issuer"] as? String == issuer else { throw ProviderFault.unfit("issuer") }
    guard let authorization = try endpoint("authorization_endpoint") else { throw ProviderFault.unfit("authorization_endpoint") }
    guard let token = try endpoint("token_endpoint") else { throw ProviderFault.unfit("token_endpoint") }
    return Provider(
      issuer: issuer, clientID: clientID, clientSecret: clientSecret, authorizationEndpoint: authorization, tokenEndpoint: token,
      userEndpoint: try endpoint("userinfo_endpoint"), endEndpoint: try endpoint("end_session_endpoint"))
  }

  private static func requireSafe(_ url: String) throws {
    let parts = URLComponents(string: url)
    guard parts?.scheme == "https" || parts?.scheme == "http" && ["localhost", "127.0.0.1", "[::1]"].contains(parts?.host) else {
      throw ProviderFault.insecure(url)
    }
  }

  /// Where a browser is sent to sign in.
  public func signInAddress(for attempt: SignInAttempt, returningTo callback: String) -> String {
    Self.address(
      authorizationEndpoint,
      [
        ("response_type", "code"), ("client_id", clientID), ("redirect_uri", callback), ("scope", "openid profile"), ("state", attempt.state.text),
        ("nonce", attempt.nonce.text), ("code_challenge", attempt.challenge), ("code_challenge_method", "S256"),
      ])
  }

  /// Where a browser is sent to sign out there too; nil where the provider has no such place.
  public func signOutAddress(returningTo page: String) -> String? {
    endEndpoint.map { Self.address($0, [("client_id", clientID), ("post_logout_redirect_uri", page)]) }
  }

  private static func address(_ endpoint: String, _ query: [(String, String)]) -> String {
    endpoint + (endpoint.contains("?") ? "&" : "?") + query.map { "\($0.formEncoded)=\($1.formEncoded)" }.joined(separator: "&")
  }

  /// Turns the code that a browser has brought back into what the provider says of the person.
  ///
  /// - Throws: `ProviderFault`.
  public func identity(code: String, attempt: SignInAttempt, callback: String) async throws -> Identity {
    let form = [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), ("code_verifier", attempt.verifier.text)]
    let answer = try await Request(url: tokenEndpoint, form: form, client: (clientID, clientSecret)).object()
    guard let token = answer["id_token"] as? String else { throw ProviderFault.unfit("id_token") }
    var claims = try IDToken(token).claims(issuer: issuer, clientID: clientID, nonce: attempt.nonce.text, at: Date())
    guard let subject = claims["sub"] as? String, !subject.isEmpty else { throw ProviderFault.unfit("sub") }
    if let userEndpoint, let access = answer["access_token"] as? String {
      let more = try await Request(url: userEndpoint, bearer: access).object()
      // Core, 5.3.2: else it is somebody else's.
      guard more["sub"] as? String == subject else { throw ProviderFault.unfit("userinfo") }
      claims.merge(more) { token, _ in token }
    }
    return Identity(issuer: issuer, subject: subject, claims: claims)
  }
}
