import Foundation

/// What the provider says of a sign-in, as a JSON Web Token (RFC 7519).
struct IDToken {
  private let payload: [String: Any]

  /// - Throws: `ProviderFault`.
  init(_ text: String) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, let object = Self.decoded(parts[1]).flatMap(JSONObject.init) else { throw ProviderFault.unfit("id_token") }
    payload = object.members
  }

  /// The claims, where they are for us, now, and for this sign-in (Core, 3.1.3.7).
  ///
  /// - Throws: `ProviderFault`.
  func claims(issuer: String, clientID: String, nonce: String, at now: Date) throws -> [String: Any] {
    guard payload["iss"] as? String == issuer else { throw ProviderFault.unfit("iss") }
    let audience = payload["aud"] as? [String] ?? [payload["aud"] as? String ?? ""]
    guard audience.contains(clientID) else { throw ProviderFault.unfit("aud") }
    let party = payload["azp"] as? String
    guard party == clientID || party == nil && audience.count == 1 else { throw ProviderFault.unfit("azp") }
    // Clocks may differ by a minute.
    guard let expiry = (payload["exp"] as? NSNumber)?.doubleValue, now.timeIntervalSince1970 < expiry + 60 else { throw ProviderFault.unfit("exp") }
    if let start = (payload["nbf"] as? NSNumber)?.doubleValue, now.timeIntervalSince1970 < start - 60 { throw ProviderFault.unfit("nbf") }
    guard payload["nonce"] as? String == nonce else { throw ProviderFault.unfit("nonce") }
    return payload
  }

  /// Base64 for URLs, without padding.
  private static func decoded(_ part: Substring) -> Data? {
    var text = part.replacing("-", with: "+").replacing("_", with: "/")
    guard text.count % 4 != 1 else { return nil }
    text += String(repeating: "=", count: (4 - text.count % 4) % 4)
    return Data(base64Encoded: String(text))
  }
}
