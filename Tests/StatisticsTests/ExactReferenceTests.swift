import Foundation
import Testing

@testable import Statistics

/// Influence functions, leave-one-out values and permutation p over all 113,400 assignments, as sums that another program has made too.
@Suite struct ExactReferenceTests {
  struct Numbers: Decodable {
    let estimate: Double
    let jackknife_se: Double
    let leave_one_out: [Double]
    let if_se: Double?
    let influence_function: [Double]?
    let ri_exact_p_two_sided_abs: Double
    let ri_sd: Double
  }

  struct File: Decodable {
    let n_assignments: Int
    let numbers: [String: Numbers]

    struct Key: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      n_assignments = try container.decode(Int.self, forKey: Key(stringValue: "n_assignments"))
      numbers = try Dictionary(
        uniqueKeysWithValues: container.allKeys.filter { $0.stringValue.contains("/") }.map {
          ($0.stringValue, try container.decode(Numbers.self, forKey: $0))
        })
    }
  }

  static func file() throws -> File {
    try JSONDecoder().decode(File.self, from: Data(contentsOf: Reference.url("synN10_seed1_exact_ri_jackknife_wcr.json")))
  }

  static func estimator(_ name: String) -> any LinearEstimator {
    name.hasPrefix("imput") ? Imputation() : CallawaySantAnna(control: name.hasPrefix("cs_never") ? .never : .notYet)
  }

  @Test(arguments: try file().numbers.keys.sorted()) func meetsEveryNumber(name: String) throws {
    let file = try Self.file()
    let numbers = try found(file.numbers[name])
    let panel = try Reference.panel("synN10_seed1")
    let target: Target = name.hasSuffix("/simple") ? .simple : .dynamic
    let fit = LinearFit(Self.estimator(name), panel)
    #expect(agree(try fit.effect(of: target).get(), numbers.estimate, 1e-12))

    let jackknife = Jackknife(fit)
    for (own, other) in zip(try jackknife.leftOut(target).get(), numbers.leave_one_out) { #expect(agree(own, other, 1e-12)) }
    #expect(agree(try jackknife.standardError(of: target).get(), numbers.jackknife_se, 1e-12))

    var random = Xoshiro(seed: 1)
    #expect(Assignments(panel).count == file.n_assignments)
    let inference = try RandomisationInference(fit, target: target, random: &random)
    #expect(inference.isExact && inference.statistics.count == file.n_assignments)
    #expect(agree(inference.p, numbers.ri_exact_p_two_sided_abs, 1e-12))
    #expect(agree(inference.standardDeviation, numbers.ri_sd, 1e-10))

    if let influence = numbers.influence_function, let estimator = fit.estimator as? CallawaySantAnna {
      let result = estimator.estimate(panel)
      for (own, other) in zip(try found(result.influence(of: target)), influence) { #expect(agree(own, other, 1e-12)) }
      #expect(agree(try found(result.analyticStandardError(of: target)), try found(numbers.if_se), 1e-12))
    }
  }
}
