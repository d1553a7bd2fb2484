import Domain
import SingleSignOn
import Store

/// The provider of single sign-on, asked for its endpoints when somebody first comes: it may be down when the service starts.
actor ProviderAccess {
  let settings: ProviderSettings
  /// Where the browser comes back to, after signing in and after signing out.
  nonisolated let callback: String
  nonisolated let page: String
  private var found: Provider?

  init(_ settings: ProviderSettings, origin: String) {
    self.settings = settings
    callback = origin + "/sign-in/return"
    page = origin + "/sign-in"
  }

  func provider() async throws -> Provider {
    if let found { return found }
    let provider = try await Provider.discover(issuer: settings.issuer, clientID: settings.clientID, clientSecret: settings.clientSecret)
    found = provider
    return provider
  }

  /// What an identity may do here. A role stands in its claim as `hr`, or with a unit's code as `head:0101`; what is anything else says nothing.
  nonisolated func claims(of identity: Identity) -> Claims {
    var claims = Claims(issuer: identity.issuer, subject: identity.subject, login: identity.login, name: identity.name)
    claims.staffNumber = identity.texts[settings.staffClaim]?.first
    claims.mandates = (identity.texts[settings.rolesClaim] ?? []).compactMap { text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      return parts.first.flatMap(AccountRole.init(rawValue:)).map { Claims.Mandate(role: $0, unit: parts.count > 1 ? parts[1] : nil) }
    }
    return claims
  }
}
