import Glibc
import Statistics

/// One trial from panel to result: both estimators, jackknife of all targets, band, 9,999 assignments, and how long each takes.
enum Speed {
  static func run(units: Int, periods: Int, output: String) throws {
    var random = Xoshiro(seed: 1)
    // A third is never under the scheme; the others start in twelve months from the thirteenth on.
    let starts: [Int?] = (0..<units).map { $0 % 3 == 0 ? nil : 13 + $0 % 12 }
    let panel = SimulatedPanel(effect: { 0.5 + 0.02 * Double($0) }).draw(periods: Array(1...periods), firstTreated: starts, random: &random)
    try write(panel, to: output)
    let clock = ContinuousClock()
    var total = Duration.zero
    func time<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
      let start = clock.now
      let result = try body()
      total += clock.now - start
      print("  \(name): \(clock.now - start)")
      return result
    }
    for (name, estimator) in [("imputation", Imputation() as any LinearEstimator), ("callaway-santanna", CallawaySantAnna())] {
      let fit = time("\(name) fit") { LinearFit(estimator, panel) }
      let jackknife = time("\(name) jackknife") { Jackknife(fit) }
      let inference = try time("\(name) 9,999 assignments and interval") {
        let inference = try RandomisationInference(fit, target: .simple, random: &random)
        return inference.estimate
      }
      let effects = Dictionary(uniqueKeysWithValues: fit.targets.compactMap { target in fit.effect(of: target).value.map { (target, $0) } })
      _ = try time("\(name) band") { try Band(jackknife, effects: effects, random: &random) }
      let estimate = try jackknife.estimate(of: .simple).get()
      print("\(name) \(estimate.value) se \(estimate.standardError) randomisation \(inference.interval.lower) to \(inference.interval.upper)")
    }
    _ = time("callaway-santanna cells and influence functions") {
      let result = CallawaySantAnna().estimate(panel)
      return result.targets.map { result.analyticStandardError(of: $0) }
    }
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    print("all: \(total), peak memory \(usage.ru_maxrss / 1024) MB")
  }

  private static func write(_ panel: Panel, to path: String) throws {
    guard let file = fopen(path, "w") else { return }
    fputs("id,time,g,y\n", file)
    for unit in panel.units.indices {
      for (place, period) in panel.periods.enumerated() {
        fputs("\(panel.units[unit]),\(period),\(panel.firstTreated[unit] ?? 0),\(panel.outcomes[unit * panel.periodCount + place])\n", file)
      }
    }
    fclose(file)
  }
}
