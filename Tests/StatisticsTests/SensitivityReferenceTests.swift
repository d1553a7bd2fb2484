import Testing

@testable import Statistics

/// Intervals under departures from parallel trends, as honestdid 0.1.1 gives them on a grid of 300 points.
@Suite(.enabled(if: Reference.folder != nil)) struct SensitivityReferenceTests {
  static func study() throws -> EventStudy {
    try EventStudy.of(CallawaySantAnna(control: .never, base: .universal).estimate(Reference.panel("mpdta"))).get()
  }

  @Test(arguments: ["first post", "mean of post"]) func meetsEveryNumber(target: String) throws {
    let study = try Self.study()
    let weights = study.post.indices.map { target == "first post" ? ($0 == 0 ? 1 : 0) : 1 / Double(study.post.count) }
    let smooth = SmoothTrend(study, target: weights)
    let relative = try RelativeMagnitude(study, target: weights)
    let rows = try Reference.table("honestdid_golden.csv").filter { $0["target"] == target && $0["design"]?.contains("nevertreated") == true }
    var met = 0
    for row in rows where row["kind"] != "original" {
      let most = try Reference.number(row, "M")
      let interval = try row["kind"] == "DeltaSD_FLCI" ? smooth.interval(most) : relative.interval(most)
      // An end is a point of the grid, and the critical value of the first stage is drawn: where that decides, the ends are neighbours.
      let step = 40 * study.variance(study.pre.map { _ in 0 } + weights).squareRoot() / 299
      let tolerance = row["kind"] == "DeltaSD_FLCI" ? 0.002 : max(0.002, 1.01 * step)
      let (lower, upper) = (try Reference.number(row, "lb"), try Reference.number(row, "ub"))
      let what = "\(row["kind"] ?? "") \(most): \(interval), expected \(lower) \(upper)"
      #expect(abs(interval.lower - lower) < tolerance && abs(interval.upper - upper) < tolerance, "\(what)")
      met += 1
    }
    #expect(met == 10)
  }
}
