import Domain
import Foundation

/// Says a sentence in the reader's language: Japanese, or English.
func say(_ japanese: String, _ english: String) -> String { Speech.language.choose(japanese, english) }

/// The language in which the program speaks from its first word on: help and wrong command lines come before any command reads its settings.
enum Speech {
  static let language = language(of: CommandLine.arguments, in: ProcessInfo.processInfo.environment)

  /// By flag, environment, settings file, and else by the locale: English where that begins with `en`.
  ///
  /// What can't be understood is passed over here; the command says so when it reads its settings.
  private static func language(of arguments: [String], in environment: [String: String]) -> Language {
    let told = [option("--language", in: arguments), environment["TEDORI_LANGUAGE"], inFile(option("--config", in: arguments) ?? environment["TEDORI_CONFIG"])]
    if let language = told.lazy.compactMap({ $0.flatMap(Language.init(rawValue:)) }).first { return language }
    let locale = [environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].lazy.compactMap { $0 }.first { !$0.isEmpty } ?? ""
    return locale.hasPrefix("en") ? .english : .japanese
  }

  private static func option(_ name: String, in arguments: [String]) -> String? {
    for (place, word) in arguments.enumerated() {
      if word == name, arguments.indices.contains(place + 1) { return arguments[place + 1] }
      if word.hasPrefix(name + "=") { return String(word.dropFirst(name.count + 1)) }
    }
    return nil
  }

  private static func inFile(_ path: String?) -> String? {
    guard let path, let contents = FileManager.default.contents(atPath: path) else { return nil }
    let lines = String(decoding: contents, as: UTF8.self).split(separator: "\n").map { $0.split(separator: "=", maxSplits: 1) }
    return lines.first { $0.count == 2 && $0[0].trimmingCharacters(in: .whitespaces) == "language" }?[1].trimmingCharacters(in: .whitespaces)
  }
}
