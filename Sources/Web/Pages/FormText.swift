import Domain

/// A text that people write into a form: cleaned, or the sentence that says why it can't be taken.
enum FormText {
  case text(String)
  case unfit(String)

  /// - Parameters:
  ///   - longest: in characters as the database counts them.
  ///   - empty: what is said where nothing was written; nil: it may be empty.
  init(_ given: String?, longest: Int, visit: Visit, empty: String?) {
    do {
      let text = try CleanText.parse(given ?? "")
      let count = text.unicodeScalars.count
      if text.isEmpty, let empty {
        self = .unfit(empty)
      } else if count > longest {
        self = .unfit(visit.say("\(longest) 文字までです。いま \(count) 文字あります", "It may have \(longest) characters; it has \(count)"))
      } else {
        self = .text(text)
      }
    } catch ValueFault.controlCharacter(let scalar) {
      let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
      self = .unfit(visit.say("目に見えない制御文字 \(name) が入っています。取ってください", "There is the invisible control character \(name) in it: take it out"))
    } catch {
      self = .unfit(visit.say("文字として読めません", "It can't be read as text"))
    }
  }

  var problem: String? {
    if case .unfit(let sentence) = self { sentence } else { nil }
  }
}
