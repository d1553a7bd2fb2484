import Foundation
import Testing

@testable import SingleSignOn

/// What of an ID token has to fit before anybody is let in by it.
@Suite struct IDTokenTests {
  static let good: [String: any Sendable] = ["iss": "https://sso.example.jp", "sub": "s-1", "aud": "tedori", "exp": 2_000_000_000, "nonce": "n", "name": "青井"]
  static let now = Date(timeIntervalSince1970: 1_900_000_000)

  static func token(_ claims: [String: any Sendable]) throws -> String {
    let payload = try JSONSerialization.data(withJSONObject: claims).base64EncodedString()
    return "e30." + payload.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") + ".c2ln"
  }

  func claims(_ token: String) throws -> [String: Any] {
    try IDToken(token).claims(issuer: "https://sso.example.jp", clientID: "tedori", nonce: "n", at: Self.now)
  }

  @Test(arguments: [[:], ["aud": ["other", "tedori"], "azp": "tedori"], ["exp": 1_899_999_950], ["nbf": 1_900_000_050]] as [[String: any Sendable]])
  func aTokenForUsIsTaken(changes: [String: any Sendable]) throws {
    let claims = try claims(Self.token(Self.good.merging(changes) { $1 }))
    #expect(claims["sub"] as? String == "s-1")
    #expect(claims["name"] as? String == "青井")
  }

  @Test(
    arguments: [
      ("iss", ["iss": "https://sso.example.jp/"]), ("aud", ["aud": "other"]), ("aud", ["aud": [String]()]), ("azp", ["aud": ["other", "tedori"]]),
      ("azp", ["azp": "other"]), ("exp", ["exp": 1_899_999_939]), ("exp", ["exp": "2000000000"]), ("nbf", ["nbf": 1_900_000_061]), ("nonce", ["nonce": "m"]),
    ] as [(String, [String: any Sendable])])
  func anyOtherIsNot(claim: String, changes: [String: any Sendable]) throws {
    #expect(throws: ProviderFault.unfit(claim)) { try claims(Self.token(Self.good.merging(changes) { $1 })) }
  }

  @Test(arguments: ["iss", "aud", "exp", "nonce"]) func whatIsMissingIsNotTaken(claim: String) throws {
    #expect(throws: ProviderFault.unfit(claim)) { try claims(Self.token(Self.good.filter { $0.key != claim })) }
  }

  @Test(arguments: ["", ".", "..", "a.b.c", "e30.W10.c2ln", "e30.e30", "e30.e30.e30.e30", "e30.====.x", "e30.髙.x"]) func whatIsNoTokenIsNotTaken(text: String) {
    #expect(throws: ProviderFault.self) { try claims(text) }
  }

  @Test func aProviderElsewhereNeedsTLS() async throws {
    await #expect(throws: ProviderFault.insecure("http://sso.example.jp")) {
      try await Provider.discover(issuer: "http://sso.example.jp", clientID: "tedori", clientSecret: "x")
    }
  }

  @Test func theCookieOfAnAttemptReadsBack() throws {
    let attempt = try SignInAttempt()
    let read = try #require(SignInAttempt(cookie: attempt.cookie))
    #expect([read.state, read.nonce, read.verifier] == [attempt.state, attempt.nonce, attempt.verifier])
    #expect(SignInAttempt(cookie: "") == nil)
    #expect(SignInAttempt(cookie: attempt.cookie + ".") == nil)
    #expect(SignInAttempt(cookie: attempt.cookie.replacing(".", with: "")) == nil)
  }

  @Test func whatASignInAsksForIsEncoded() {
    #expect("a b&=+é".formEncoded == "a%20b%26%3D%2B%C3%A9")
  }
}
