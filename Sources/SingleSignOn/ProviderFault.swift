/// What a provider does that keeps somebody from being let in. Addresses are the provider's; nothing of a person is in it.
public enum ProviderFault: Error, Sendable, Equatable {
  case unreachable(String, String)
  /// It answered with this status.
  case refused(String, Int)
  case notJSON(String)
  /// What it says lacks this, or has it otherwise than it must be.
  case unfit(String)
  /// The issuer isn't https, and not on this machine.
  case insecure(String)
}
