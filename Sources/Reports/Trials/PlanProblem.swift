public import Domain

/// What is wrong at a place of a plan, and what would be right.
public struct PlanProblem: Sendable {
  /// The key, as in `window.from`; empty: the plan as a whole.
  public let key: String
  private let japanese: (wrong: String, right: String)
  private let english: (wrong: String, right: String)

  init(_ key: String, _ japanese: (String, String), _ english: (String, String)) {
    (self.key, self.japanese, self.english) = (key, japanese, english)
  }

  public func sentence(_ language: Language) -> String {
    language.choose("\(key): \(japanese.wrong)。\(japanese.right)", "\(key): \(english.wrong); \(english.right)")
  }
}

/// Why a plan isn't registered: all that is wrong with it.
public struct PlanProblems: Error {
  public let all: [PlanProblem]

  init(_ all: [PlanProblem]) { self.all = all }
}

/// There is no such trial.
public struct UnknownTrial: Error {
  public let code: String
}

extension PlanProblem {
  /// What keeps a file from being a plan.
  init(_ error: DecodingError) {
    func place(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
      (context.codingPath + (last.map { [$0] } ?? [])).reduce(into: "") { path, key in
        if let number = key.intValue { path += "[\(number)]" } else { path += (path.isEmpty ? "" : ".") + key.stringValue }
      }
    }
    switch error {
    case .keyNotFound(let key, let context): self.init(place(context, key), ("ありません", "この項目を入れてください"), ("it is missing", "give it"))
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      self.init(place(context), ("形が違います", "文字列・数・一覧の別を確かめてください"), ("it has the wrong form", "check whether a text, a number or a list is wanted"))
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      self.init(
        place(context), ("読めません", "月は 2027-04 の形で、assignment は random か chosen で入れてください"),
        ("it can't be understood", "give months like 2027-04, and assignment as random or chosen"))
    default: self.init("", ("計画のファイルが JSON ではありません", "JSON の形を確かめてください"), ("the plan isn't JSON", "check its brackets, quotes and commas"))
    }
  }
}
