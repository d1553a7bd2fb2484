import CSodium

/// libsodium, made ready once; everything of this module goes through it.
enum Sodium {
  /// - Throws: `SodiumError` where the library can't start, as without a source of random numbers.
  static func start() throws {
    guard isReady else { throw SodiumError.notReady }
  }

  private static let isReady = sodium_init() >= 0
}

/// What libsodium can't do.
public enum SodiumError: Error, Sendable {
  /// It can't be started.
  case notReady
  /// There is too little memory for a password's hash.
  case outOfMemory
}
