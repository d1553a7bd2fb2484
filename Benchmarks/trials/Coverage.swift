import Statistics

/// Monte Carlo: bias, coverage of each interval, false positives under repeated looks.
///
/// 36 months, noise that keeps half from month to month, a season, effects that grow; cohorts of a fifth of the units start in months 13, 17, 21 and 25, drawn anew for each panel.
enum Coverage {
  static let periods = Array(1...36)

  static func run(panels: Int) throws {
    let error = rounded((0.95 * 0.05 / Double(panels)).squareRoot(), 3)
    print("\(panels) panels of each kind; shares of 95 % intervals that hold; a share of .95 has a Monte Carlo error of \(error)")
    print(row(["units", "estimator", "bias", "SD", "jackknife", "randomisation", "band", "analytic"]))
    for units in [10, 20, 60] { try intervals(units: units, panels: panels) }
    print("")
    print(row(["units", "predicted SD", "MDE in SDs", "SD of known noise", "department-month", "wild p < .05", "looks p < .05", "looks spending"]))
    for units in [10, 20, 60] { try others(units: units, panels: panels) }
  }

  static func starts(_ units: Int, _ random: inout Xoshiro) -> [Int?] {
    var starts: [Int?] = (0..<units).map { [nil, 13, 17, 21, 25][$0 * 5 / units] }
    random.shuffle(&starts)
    return starts
  }

  /// Coverage of the average effect, of the constant effect by randomisation, and of all event times at once.
  static func intervals(units: Int, panels: Int) throws {
    let growing = SimulatedPanel(effect: { 0.5 + 0.05 * Double($0) })
    // An interval by randomisation is exact for a constant effect.
    let constant = SimulatedPanel(effect: { _ in 1 })
    for (name, estimator) in [("imputation", Imputation() as any LinearEstimator), ("callaway-santanna", CallawaySantAnna())] {
      var random = Xoshiro(seed: UInt64(units))
      var (sum, square, bias) = (0.0, 0.0, 0.0)
      var (jackknife, randomisation, analytic) = (Share(), Share(), Share())
      var band = Share()
      for _ in 0..<panels {
        let starts = starts(units, &random)
        let panel = growing.draw(periods: periods, firstTreated: starts, random: &random)
        let fit = LinearFit(estimator, panel)
        let truth = growing.truth(periods: periods, firstTreated: starts)
        let own = Jackknife(fit)
        guard let estimate = own.estimate(of: .simple).value else { continue }
        (sum, square, bias) = (sum + estimate.value, square + estimate.value * estimate.value, bias + estimate.value - truth)
        jackknife.note(estimate.interval.contains(truth))
        if let error = analyticError(estimator, panel) { analytic.note(abs(estimate.value - truth) <= 1.959964 * error) }
        let events = fit.targets.filter { if case .event(let event) = $0 { (0..<12).contains(event) } else { false } }
        let effects = Dictionary(uniqueKeysWithValues: events.compactMap { target in fit.effect(of: target).value.map { (target, $0) } })
        let joint = try Band(own, effects: effects, draws: 999, random: &random)
        band.note(
          joint.intervals.allSatisfy { target, interval in
            guard case .event(let event) = target else { return false }
            return interval.contains(growing.effect(event))
          })
        let other = LinearFit(estimator, constant.draw(periods: periods, firstTreated: starts, random: &random))
        let inference = try RandomisationInference(other, target: .simple, draws: 999, mostEnumerated: 0, random: &random)
        randomisation.note(inference.interval().contains(1))
      }
      let count = Double(panels)
      let deviation = (square / count - sum / count * sum / count).squareRoot()
      print(row(["\(units)", name, rounded(bias / count, 3), rounded(deviation, 3)] + [jackknife, randomisation, band, analytic].map(\.text)))
    }
  }

  static func analyticError(_ estimator: any LinearEstimator, _ panel: Panel) -> Double? {
    if let imputation = estimator as? Imputation { return imputation.analyticStandardError(of: .simple, in: panel).value }
    return (estimator as? CallawaySantAnna)?.estimate(panel).analyticStandardError(of: .simple)
  }

  /// Without an effect: how far the predicted spread is right, how often a department's interval holds, and how often an effect is called.
  static func others(units: Int, panels: Int) throws {
    let model = SimulatedPanel(effect: { _ in 0 })
    var random = Xoshiro(seed: UInt64(1_000 + units))
    var (square, predicted): (Double, [Double]) = (0, [])
    var (department, wild, naive, spending) = (Share(), Share(), Share(), Share())
    let plan = starts(units, &random)
    guard let known = Power.of(Imputation(), design: Design(periods: periods, firstTreated: plan), noise: model.noise).value else { return }
    // A look every three months from the first start on.
    let looks = stride(from: 15, through: 36, by: 3).map { $0 }
    for _ in 0..<panels {
      let starts = starts(units, &random)
      let panel = model.draw(periods: periods, firstTreated: starts, random: &random)
      let fit = LinearFit(Imputation(), panel)
      let effect = try fit.effect(of: .simple).get()
      square += effect * effect
      if let noise = Noise.estimated(from: panel).value,
        let power = Power.of(Imputation(), design: Design(periods: periods, firstTreated: starts), noise: noise).value
      {
        predicted.append(power.standardDeviation)
      }
      for one in DepartmentEffect.all(in: 16, of: panel) { if let estimate = one.effect.value { department.note(estimate.interval.contains(0)) } }
      wild.note(try WildClusterBootstrap(panel, draws: 399, random: &random).p <= 0.05)
      let fits = looks.map { (fit: LinearFit(Imputation(), panel.until($0)), fraction: Double($0 - 12) / 24) }
      let assignments = Assignments(units: panel.units, firstTreated: starts)
      spending.note(try SequentialTest(fits, target: .simple, assignments: assignments, draws: 399, random: &random).rejects)
      naive.note(try fits.contains { try RandomisationInference($0.fit, target: .simple, draws: 399, mostEnumerated: 0, random: &random).p <= 0.05 })
    }
    let spread = (square / Double(panels)).squareRoot()
    print(
      row(
        [
          "\(units)", rounded(predicted.sorted()[predicted.count / 2], 3) + " (true " + rounded(spread, 3) + ")",
          rounded(known.minimumDetectableEffect() / model.noise.standardDeviation, 2), rounded(known.standardDeviation, 3),
        ] + [department, wild, naive, spending].map(\.text)))
  }
}

/// How often something was so.
struct Share {
  private var (hits, count) = (0, 0)
  mutating func note(_ hit: Bool) { (hits, count) = (hits + (hit ? 1 : 0), count + 1) }
  var text: String { count == 0 ? "-" : rounded(Double(hits) / Double(count), 3) }
}

func rounded(_ number: Double, _ digits: Int) -> String {
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  return "\((number * scale).rounded() / scale)"
}

func row(_ cells: [String]) -> String { cells.map { $0 + String(repeating: " ", count: max(1, 20 - $0.count)) }.joined() }
