/// How the provider of single sign-on is reached, and which of its claims count.
public struct ProviderSettings: Sendable {
  /// As the provider names itself.
  public let issuer: String
  public let clientID: String
  public let clientSecret: String
  /// The claim that lists roles, as `hr` or `head:0101`.
  public let rolesClaim: String
  /// The claim with the staff number.
  public let staffClaim: String

  /// Nil where there is no provider.
  ///
  /// - Throws: `InvalidWebSetting`.
  public init?(issuer: String?, clientID: String?, clientSecret: String?, rolesClaim: String?, staffClaim: String?) throws {
    guard let issuer else { return nil }
    for (name, value) in [("TEDORI_SSO_CLIENT_ID", clientID), ("TEDORI_SSO_CLIENT_SECRET", clientSecret)] where value?.isEmpty ?? true {
      throw InvalidWebSetting(
        name: name, value: "", japanese: "TEDORI_SSO_ISSUER を設定するときは、これも要ります", english: "with TEDORI_SSO_ISSUER this is needed too")
    }
    self.issuer = issuer
    self.clientID = clientID ?? ""
    self.clientSecret = clientSecret ?? ""
    self.rolesClaim = rolesClaim ?? "tedori_roles"
    self.staffClaim = staffClaim ?? "employee_number"
  }
}
