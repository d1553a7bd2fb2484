import TestSupport
import Testing

/// The program speaks Japanese, or English where that is asked for, from its first word on.
@Suite(.timeLimit(.minutes(2))) struct LanguageTests {
  static let commands = ["serve", "migrate", "sample", "import", "sheets", "export", "report", "estimate", "trial", "doctor", "dictionary"]

  /// Names of options and of values stay; every sentence about them is there in both languages.
  @Test(arguments: commands) func helpIsInBothLanguages(command: String) async throws {
    let japanese = try await Program.tedori.run([command, "--help"], environment: ["TEDORI_LANGUAGE": "ja"])
    #expect(japanese.status == 0 && japanese.errors.isEmpty, "\(japanese)")
    for line in japanese.output.split(separator: "\n") where !line.hasPrefix("使い方: ") && !line.hasPrefix("      ") {
      #expect(Self.isJapanese(line), "\(line)")
    }
    for word in ["OVERVIEW", "USAGE", "OPTIONS", "values:", "default:"] { #expect(!japanese.output.contains(word)) }
    let english = try await Program.tedori.run([command, "--help"], environment: ["TEDORI_LANGUAGE": "en", "LANG": "ja_JP.UTF-8"])
    #expect(english.output.contains("OVERVIEW: ") && english.output != japanese.output)
    #expect(Self.optionNames(english.output) == Self.optionNames(japanese.output))
  }

  @Test(
    arguments: StatusTests.usage + [["report", "2026-10", "--foo"], ["report", "2026-10", "--unit"], ["doctor", "--sample=-1"], ["report", "1", "2", "3"]])
  func aWrongCommandLineIsSaidInJapanese(arguments: [String]) async throws {
    let answer = try await Program.tedori.run(arguments, environment: ["TEDORI_LANGUAGE": "ja"])
    #expect(answer.status == 64 && answer.output.isEmpty)
    for line in answer.errors.split(separator: "\n") { #expect(Self.isJapanese(line), "\(line)") }
  }

  @Test(arguments: [("en_GB.UTF-8", "OVERVIEW"), ("ja_JP.UTF-8", "概要"), ("C.UTF-8", "概要"), ("fr_FR.UTF-8", "概要")])
  func theLocaleDecides(locale: String, word: String) async throws {
    let environment = ["TEDORI_LANGUAGE": "", "LC_ALL": locale]
    #expect(try await Program.tedori.run(["--help"], environment: environment).output.hasPrefix(word))
    #expect(try await Program.tedori.run(["--help", "--language", "en"], environment: environment).output.hasPrefix("OVERVIEW"))
  }

  @Test func theSettingsFileDecidesToo() async throws {
    try await Scratch.with { folder async throws in
      let path = try folder.file("# for the section\nlanguage = en\n", named: "tedori.conf")
      let answer = try await Program.tedori.run(["report", "--help"], environment: ["TEDORI_LANGUAGE": "", "TEDORI_CONFIG": path, "LC_ALL": "C"])
      #expect(answer.output.hasPrefix("OVERVIEW"), "\(answer)")
    }
  }

  @Test func aDatabaseWithoutSchemaIsSaidInJapanese() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      for command in [["migrate", "--check"], ["doctor"], ["report", "2026-10", "--reader", "hr"]] {
        let answer = try await Program.tedori.run(command + ["--database-url", test.address], environment: ["TEDORI_LANGUAGE": "ja"])
        #expect(answer.status == 78 && answer.lastLine == "スキーマがまだありません。tedori migrate を実行してください", "\(answer)")
      }
    }
  }

  private static func isJapanese(_ text: some StringProtocol) -> Bool { text.unicodeScalars.contains { (0x3041...0x9FFF).contains($0.value) } }

  private static func optionNames(_ help: String) -> [String] {
    help.split(separator: "\n").filter { $0.hasPrefix("  -") || $0.hasPrefix("  <") }.compactMap { $0.split(separator: " ").first.map(String.init) }
  }
}
