import Foundation

/// An object of JSON that somebody else has written; nothing where it is anything else.
struct JSONObject {
  let members: [String: Any]

  init?(_ data: Data) {
    do {
      guard let members = try JSONSerialization.jsonObject(with: data) as? [String: Any] else { return nil }
      self.members = members
    } catch {
      return nil
    }
  }
}
