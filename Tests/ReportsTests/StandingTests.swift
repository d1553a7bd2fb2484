import Testing

@testable import Reports

/// Who stands out beyond noise, against values that were worked out by hand.
@Suite struct StandingTests {
  static func unit(_ number: Int) -> UnitName { UnitName(code: "B\(number)", name: "局\(number)", nameEnglish: nil, kind: "bureau") }

  static func bureaus(_ figures: [Figures]) -> [Bureau] { figures.enumerated().map { Bureau(unit: unit($0), figures: $1) } }

  private static func close(_ one: Double, _ other: Double) -> Bool { abs(one - other) < 0.000_5 }

  /// Nine of 50 % and one of 90 % of a hundred each: the one doesn't hide itself, and is the only one outside of 54 % ± 14.95.
  @Test func oneThatStandsOutIsFound() throws {
    let funnel = try #require(Funnel([Int](repeating: 50, count: 9).map { Funnel.Unit(count: $0, of: 100) } + [Funnel.Unit(count: 90, of: 100)]))
    #expect(Self.close(funnel.centre, 0.54) && funnel.dispersion == 1)
    let limits = funnel.limits(of: 100)
    #expect(Self.close(limits.lowerBound, 0.39048) && Self.close(limits.upperBound, 0.68952))
    #expect(limits.contains(0.5) && !limits.contains(0.9))
  }

  /// Where all differ by four standard errors nobody stands out: φ is 16.
  @Test func whatAllDifferByIsNoNews() throws {
    let funnel = try #require(Funnel((0..<8).map { Funnel.Unit(count: $0.isMultiple(of: 2) ? 30 : 70, of: 100) }))
    #expect(Self.close(funnel.dispersion, 16))
    #expect(funnel.limits(of: 100) == 0...1)
    #expect(Self.close(funnel.limits(of: 10_000).upperBound, 0.56))
  }

  @Test func smallUnitsHaveMoreRoom() throws {
    let funnel = try #require(Funnel((0..<8).map { _ in Funnel.Unit(count: 50, of: 100) }))
    #expect(Self.close(funnel.limits(of: 100).upperBound, 0.65) && Self.close(funnel.limits(of: 25).upperBound, 0.8))
    #expect(funnel.limits(of: 0) == 0...1)
  }

  @Test func ofFewOrOfAllAlikeNothingIsSaid() {
    #expect(Funnel((0..<7).map { Funnel.Unit(count: $0 + 1, of: 100) }) == nil)
    #expect(Funnel((0..<7).map { Funnel.Unit(count: $0 + 1, of: 100) } + [Funnel.Unit(count: 0, of: 0)]) == nil, "nobody is no bureau to compare")
    #expect(Funnel((0..<9).map { _ in Funnel.Unit(count: 0, of: 100) }) == nil && Funnel((0..<9).map { _ in Funnel.Unit(count: 100, of: 100) }) == nil)
    #expect(Outliers([1, 2, 3, 4, 5, 6, 7]) == nil)
    #expect(Outliers([1, 1, 1, 1, 1, 1, 1, 100]) == nil, "without a spread there is no measure of far")
  }

  /// Median 5, MAD 2: 5 ± 3.5 × 2 / 0.6745.
  @Test func farIsMeasuredByTheOthersSpread() throws {
    let outliers = try #require(Outliers([1, 2, 3, 4, 5, 6, 7, 8, 100]))
    #expect(outliers.median == 5 && Self.close(outliers.usual.lowerBound, -5.378) && Self.close(outliers.usual.upperBound, 15.378))
    // In whatever order, and whatever the unit.
    #expect(Outliers([100, 8, 7, 6, 5, 4, 3, 2, 1]) == outliers)
    #expect(try Self.close(#require(Outliers([10, 20, 30, 40, 50, 60, 70, 80, 1_000])).usual.upperBound, 153.7806))
  }

  private static func figures(adopters: Int, confirmed: Int) -> Figures {
    var figures = Figures()
    figures.headcount = 100
    figures.adopters = adopters
    figures.account.freed = 1_000
    figures.account.higherValue.confirmed = confirmed
    return figures
  }

  @Test func aBureauIsNamedWithWhatIsUsual() throws {
    var all = (0..<9).map { Self.figures(adopters: 50, confirmed: 100 + $0) }
    all.append(Self.figures(adopters: 90, confirmed: 900))
    let standing = Standing(Self.bureaus(all))
    #expect(standing.outside.map(\.measure) == [.adoption, .redirection])
    #expect(standing.outside.allSatisfy { $0.unit.code == "B9" && $0.isAbove })
    // Nobody is covered, nothing is in force, and unaccounted time is the same everywhere.
    #expect(standing.unknown == [.training, .reporting, .unaccounted])
  }

  /// A withheld figure is no zero: who has one isn't compared, and too few are left.
  @Test func withheldFiguresAreNotCompared() {
    var all = (0..<8).map { Self.figures(adopters: 50, confirmed: 100 + $0) }
    all[3].withheld = ["adopters", "freed"]
    all[3].adopters = 0
    let standing = Standing(Self.bureaus(all))
    #expect(standing.outside.isEmpty && standing.unknown == Standing.Measure.allCases && standing.funnel == nil)
  }

  @Test func movementsAreOfWhatIsKnownInBothMonths() {
    func bureau(_ number: Int, _ freed: Int, withheld: Bool = false) -> Bureau {
      var figures = Figures()
      figures.account.freed = freed
      if withheld { figures.withheld = ["freed"] }
      return Bureau(unit: Self.unit(number), figures: figures)
    }
    let before = [bureau(1, 100), bureau(2, 100), bureau(3, 0, withheld: true), bureau(4, 100), bureau(6, 50)]
    let now = [bureau(1, 40), bureau(2, 400), bureau(3, 900), bureau(4, 100), bureau(5, 700), bureau(6, 80)]
    #expect(Movement.all(from: before, to: now).map { [$0.unit.code: $0.change] } == [["B2": 300], ["B6": 30], ["B1": -60]])
  }
}
