/// Who somebody is by the provider, with the claims that are of use here.
public struct Identity: Sendable, Equatable {
  public let issuer: String
  public let subject: String
  /// preferred_username, else email, else the subject.
  public let login: String
  public let name: String
  /// Every claim that is a text or a list of texts.
  public let texts: [String: [String]]

  init(issuer: String, subject: String, claims: [String: Any]) {
    self.issuer = issuer
    self.subject = subject
    texts = claims.compactMapValues { $0 as? [String] ?? ($0 as? String).map { [$0] } }
    login = texts["preferred_username"]?.first ?? texts["email"]?.first ?? subject
    name = texts["name"]?.first ?? login
  }
}
