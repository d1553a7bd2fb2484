import Domain
import Foundation

/// The words of the command-line parser, which knows English only, in the reader's language.
enum ParserWords {
  /// A page of help or a complaint about the command line as people read it.
  static func localised(_ text: String) -> String {
    guard Speech.language == .japanese else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      for (english, japanese) in sentences {
        if let said = replace(english, japanese, in: String(line)) { return said }
      }
      return String(line)
    }.map { line in words.reduce(line) { $0.replacing($1.0, with: $1.1) } }.joined(separator: "\n")
  }

  /// Whole lines: what `%` stands for is kept.
  private static let sentences: [(String, String)] = [
    ("OVERVIEW: %", "概要: %"), ("USAGE: %", "使い方: %"), ("Usage: %", "使い方: %"), ("Help:  %", "説明: %"), ("ARGUMENTS:", "引数:"), ("OPTIONS:", "オプション:"),
    ("SUBCOMMANDS:", "コマンド:"), ("  -h, --help%Show help information.", "  -h, --help%この説明を表示します。"),
    ("  See '% <subcommand>' for detailed help.", "  各コマンドの説明は '% <subcommand>' で表示します。"), ("  See '%' for more information.", "  詳しくは '%' を実行してください。"),
    ("Error: Missing expected argument '%'", "引数 '%' がありません"), ("Error: Missing value for '%'", "'%' の値がありません"),
    ("Error: Unknown option '%'. Did you mean '%'?", "オプション '%' はありません。'%' ではありませんか"), ("Error: Unknown option '%'", "オプション '%' はありません"),
    ("Error: Unexpected argument '%'", "引数 '%' は余分です"), ("Error: % unexpected arguments: %", "余分な引数が % 個あります: %"),
    ("Error: The value '%' is invalid for '%'. Please provide one of %.", "'%' は '%' の値として使えません。使える値: %"),
    ("Error: The value '%' is invalid for '%'", "'%' は '%' の値として使えません"),
    ("Error: The option '%' does not take any value, but '%' was specified.", "オプション '%' は値をとりません（'%' が指定されています）"),
    ("Error: Missing required subcommand.", "コマンドがありません"), ("Error: %", "誤り: %"),
  ]

  /// Parts of lines.
  private static let words: [(String, String)] = [("(values:", "(値:"), ("default:", "既定:"), ("' or '", "'、'")]

  private static func replace(_ english: String, _ japanese: String, in line: String) -> String? {
    let parts = english.components(separatedBy: "%").map { NSRegularExpression.escapedPattern(for: $0) }
    let pattern = "^" + parts.joined(separator: "(.*?)") + "$"
    guard line.range(of: pattern, options: .regularExpression) != nil else { return nil }
    var place = 0
    let template = japanese.components(separatedBy: "%").reduce(into: "") { text, part in
      text += (place == 0 ? "" : "$\(place)") + part.replacing("$", with: "\\$")
      place += 1
    }
    return line.replacingOccurrences(of: pattern, with: template, options: .regularExpression)
  }
}
