import Testing

/// Every text for people stands in both languages, and is shown somewhere: texts stand where they are used, a pair each, so the sources tell.
@Suite struct TextTests {
  /// What has no texts for people: invented names, signs of files, numbers.
  static let silent: Set<String> = ["Sample", "Sheets", "Statistics"]

  /// Lists of names, English first. The compiler sees to it that both are there.
  static let lists = ["Sources/Domain/Kinds/", "Sources/Store/Rules/", "Sources/tedori/ParserWords.swift"]

  /// What is Japanese and no text for a reader.
  static let otherwise: [String: Set<String>] = [
    // Words and signs that are taken in files, in either language.
    "Sources/Domain/Values/Era.swift": ["明治", "大正", "昭和", "平成", "令和"],
    "Sources/Domain/Values/WrittenDate.swift": ["年", "月", "日", "元"],
    "Sources/Domain/Values/YesNo.swift": ["はい", "いいえ"],
    "Sources/Reports/Estimation/PanelFile+Reading.swift": ["なし"],
    "Sources/Reports/Import/CellReading.swift": ["全員", "なし", ";；、 "],
    "Sources/Reports/Import/Header.swift": ["問題"],
    "Sources/Store/Merge/RowFaults.swift": [#"e."_raw_code" ~ '[;；、]'"#],
    "Sources/Web/Transfers/TransfersPage.swift": [" ,，、"],
    "Sources/tedori/ImportCommand.swift": ["月次票"],
    // Its English name is `sheets`.
    "Sources/Web/Imports/UploadKinds.swift": ["月次票"],
    // Comments of the schema have both languages in one.
    "Sources/Store/ReportViews.swift": ["。"],
  ]

  /// The Japanese half of a pair of files: their two `switch`es have to be complete.
  static let halves: Set<String> = ["Sources/tedori/EmbeddedServerError+Japanese.swift"]

  static func modules() throws -> [String] { try Source.modules().filter { !silent.contains($0) } }

  @Test(arguments: try TextTests.modules()) func everyTextIsInBothLanguages(module: String) throws {
    for source in try Source.all(in: "Sources/\(module)") where !Self.halves.contains(source.path) {
      let texts = Texts(
        SwiftText(source.text), isListOfNames: Self.lists.contains { source.path.hasPrefix($0) }, isPage: module == "Web")
      let faults = texts.faults.filter { !(Self.otherwise[source.path] ?? []).contains($0.text) }
      #expect(faults == [], "\(source.path)")
    }
  }

  @Test func thereAreTexts() throws {
    let pairs = try Source.all(in: "Sources/Web").map { Texts(SwiftText($0.text)).pairs }.reduce(0, +)
    #expect(pairs > 1_000)
  }

  /// Scripts and styles have no words of their own: pages hand them over.
  @Test func scriptsSayNothing() throws {
    for source in try Source.all(in: "Sources/Web/Resources", endings: ["js", "css"]) where !source.path.hasSuffix("/echarts.min.js") {
      for line in source.lines where !line.contains("/*") && !line.contains("//") {
        #expect(!line.contains(/[ぁ-ヶ一-龠]|["'`>][A-Z]?[a-z]+ [a-z]+ [a-z]+/), "\(source.path): \(line)")
      }
    }
  }

  /// Names that somebody else calls: the compiler, a library, or words of a file or a form that are read by their raw values.
  static let calledFromElsewhere: Set<String> = [
    "Tedori", "validate", "appendLiteral", "appendInterpolation", "InboundIn", "InboundOut", "OutboundIn", "OutboundOut", "channelInactive", "channelRead",
    "handlerAdded", "handlerRemoved", "asProposed", "discarded", "expired", "noSeat", "noTask", "quality", "transfer",
  ]

  /// A text stands in what shows it, so it is unused where that is: a declaration that nothing names, or a case that is told from others and never made.
  @Test func noTextIsUnused() throws {
    let sources = try Source.modules().flatMap { try Source.all(in: "Sources/\($0)") }
    let unused = Uses(sources).unused(in: try Self.modules().filter { !["EmbeddedPostgres", "Postgres"].contains($0) }).subtracting(Self.calledFromElsewhere)
    #expect(unused == [])
  }

  @Test(arguments: [
    (#"let a = "保存する""#, "has no English"), (#"func a() { say("保存する", "") }"#, "has no English"), (#"let a = (japanese: "人", english: "人")"#, "has no English"),
    (#"say("Save", "Save")"#, "has no Japanese"), (#"let a: HTML = "<button>Save</button>""#, "is shown in English only"),
    (#"let a: HTML = "<p aria-label=\"Two words\">\(say("二", "two"))</p>""#, "is shown in English only"),
    (##"let a: HTML = "<p>\(b ? "人" : say("二", "two"))</p>""##, "has no English"), ("Rule(\"x\", (\"人\", \"人\"), (\"\", \"\"))", "has no English"),
  ]) func aTextInOneLanguageIsFound(code: String, wrong: String) {
    #expect(Texts(SwiftText(code), isPage: true).faults.first?.wrong == wrong)
  }

  @Test(arguments: [
    #"let a = say("\(b) 人", "\(b) persons") // 人"#, #"let a = (("人", "多い"), ("persons", "many"))"#, #"let a = b ? ("人", "person") : ("船", "ship")"#,
    ##"let a: HTML = "<p class=\"x\">\(say("一「\(b.map(\.d).joined(separator: "か"))」", c))</p>""##, #"let a = say("書く", "write it like 令和8年9月, or else")"#,
    ##"let a = try /"人"/.firstMatch(in: say("人", "person"))"##,
  ]) func aTextInBothIsNone(code: String) {
    #expect(Texts(SwiftText(code), isPage: true).faults == [])
  }

  @Test func whatIsNeverUsedIsFound() {
    let text = """
      enum A { case b, c(Int); var said: String { switch self { case .b: say("人", "person"); case .c: say("船", "ship") } } }
      let d = A.b.said
      func e() {}
      private let said = 1
      """
    #expect(Uses([Source(path: "Sources/X/x.swift", text: text)]).unused(in: ["X"]) == ["c", "d", "e"])
    let private1 = Source(path: "Sources/X/y.swift", text: "private let f = 1")
    let private2 = Source(path: "Sources/X/z.swift", text: "private let f = 1\nprint(f)")
    #expect(Uses([private1, private2]).unused(in: ["X"]) == ["f"])
  }
}
