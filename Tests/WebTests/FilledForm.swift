import Foundation
import TestSupport

/// A form as a page shows it, for filling in: what a browser would send, by the fields' names.
struct FilledForm {
  private(set) var fields: [String: String] = [:]

  /// - Parameter action: where the form goes; the page may have others.
  init(_ page: Reply, action: String) {
    guard let start = page.text.firstRange(of: "method=\"post\" action=\"\(action)\""), let end = page.text[start.upperBound...].firstRange(of: "</form>")
    else { return }
    let form = page.text[start.upperBound..<end.lowerBound]
    for input in form.matches(of: /<input ([^>]*)>/) {
      let attributes = Self.attributes(input.1)
      guard let name = attributes["name"], attributes["type"] != "checkbox" || input.1.hasSuffix(" checked") else { continue }
      fields[name] = attributes["value"] ?? ""
    }
    for text in form.matches(of: /<textarea([^>]*)>\n([^<]*)<\/textarea>/) {
      if let name = Self.attributes(text.1)["name"] { fields[name] = Self.plain(text.2) }
    }
    for choice in form.matches(of: /<select([^>]*)>(.*?)<\/select>/) {
      let chosen = choice.2.firstMatch(of: /value="([^"]*)" selected/) ?? choice.2.firstMatch(of: /value="([^"]*)"/)
      if let name = Self.attributes(choice.1)["name"] { fields[name] = chosen.map { Self.plain($0.1) } ?? "" }
    }
  }

  private static func attributes(_ text: Substring) -> [String: String] {
    Dictionary(text.matches(of: /([a-z-]+)="([^"]*)"/).map { (String($0.1), plain($0.2)) }) { first, _ in first }
  }

  private static func plain(_ text: Substring) -> String {
    String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing(
      "&amp;", with: "&")
  }

  subscript(name: String) -> String? {
    get { fields[name] }
    set { fields[name] = newValue }
  }
}
