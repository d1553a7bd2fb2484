import Testing

@testable import Statistics

/// A seed gives the same draws everywhere; what is drawn has the moments that it should.
@Suite struct RandomTests {
  /// The first numbers from seed 0, as another program makes them from the definitions of SplitMix64 and xoshiro256**.
  @Test func aSeedGivesTheSameNumbers() {
    var random = Xoshiro(seed: 0)
    #expect((0..<3).map { _ in random.next() } == [11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768])
  }

  @Test func momentsAreRight() {
    var random = Xoshiro(seed: 7)
    func moments(_ draw: () -> Double) -> (mean: Double, variance: Double) {
      let values = (0..<40_000).map { _ in draw() }
      return (Sample.mean(values), Sample.variance(values))
    }
    let normal = moments { random.normal() }
    #expect(abs(normal.mean) < 0.02 && abs(normal.variance - 1) < 0.03)
    for degrees in [1, 2, 9, 59] {
      let square = moments { random.chiSquared(degrees) }
      #expect(abs(square.mean / Double(degrees) - 1) < 0.03 && abs(square.variance / Double(2 * degrees) - 1) < 0.08, "\(degrees)")
    }
    let webb = moments { random.webb() }
    #expect(abs(webb.mean) < 0.02 && abs(webb.variance - 1) < 0.02)
    let sign = moments { random.rademacher() }
    #expect(abs(sign.mean) < 0.02 && sign.variance > 0.99)
    var counts = [0, 0, 0]
    for _ in 0..<30_000 { counts[random.below(3)] += 1 }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  /// Each order of three is as likely.
  @Test func shufflesAreFair() {
    var random = Xoshiro(seed: 8)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<12_000 {
      var order = [1, 2, 3]
      random.shuffle(&order)
      counts[order, default: 0] += 1
    }
    #expect(counts.count == 6 && counts.values.allSatisfy { abs($0 - 2_000) < 250 })
  }

  /// Against SciPy and mpmath.
  @Test func distributionsMeetTables() {
    #expect(agree(Normal.quantile(0.975), 1.959963984540054, 1e-14))
    #expect(agree(Normal.below(-1), 0.15865525393145707, 1e-14))
    #expect(agree(StudentT.quantile(0.975, degreesOfFreedom: 9), 2.262157162798205, 1e-13))
    #expect(agree(StudentT.quantile(0.80, degreesOfFreedom: 59), 0.8477559493813871, 1e-13))
    #expect(agree(StudentT.twoSided(2, degreesOfFreedom: 4), 0.11611652351681559, 1e-13))
    #expect(agree(ChiSquared.quantile(0.95, degreesOfFreedom: 5), 11.070497693516351, 1e-12))
    #expect(agree(ChiSquared.above(3, degreesOfFreedom: 2), 0.22313016014842982, 1e-13))
    #expect(agree(ChiSquared.above(11.070497693516351, degreesOfFreedom: 5, noncentrality: 12.828), 0.8000140856108883, 1e-10))
  }
}
