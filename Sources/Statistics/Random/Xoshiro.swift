/// The generator xoshiro256** of Blackman and Vigna (2021), seeded by SplitMix64, so that a seed gives the same numbers on every machine and with every release of Swift.
public struct Xoshiro: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter seed: any number; two seeds give streams that have nothing to do with each other.
  public init(seed: UInt64) {
    var seeds = seed
    func mixed() -> UInt64 {
      seeds &+= 0x9E37_79B9_7F4A_7C15
      var z = seeds
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    state = (mixed(), mixed(), mixed(), mixed())
  }

  public mutating func next() -> UInt64 {
    func rotated(_ x: UInt64, _ by: UInt64) -> UInt64 { (x << by) | (x >> (64 - by)) }
    let result = rotated(state.1 &* 5, 7) &* 9
    let kept = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= kept
    state.3 = rotated(state.3, 45)
    return result
  }
}
