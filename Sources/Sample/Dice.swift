/// A small generator of our own (SplitMix64), so that the same seed makes the same organisation on every machine and with every release of Swift.
///
/// Each thing invented throws dice of its own, seeded by what it is (its stream and its numbers). So any row can be made again without the rows before it,
/// which is what lets files stream in constant memory and lets redirections know the time record they belong to.
struct Dice: Sendable {
  /// What the dice are thrown for; two streams never share their throws.
  enum Stream: UInt64, Sendable {
    case structure = 1, reorganisation, profile, staffing, name, concurrent, measurement, useCase, adoption, personalAdoption, copy, time, redirection
    case usage, habit, training, scheme, indicator, task
  }

  private var state: UInt64

  init(_ seed: UInt64, _ stream: Stream, _ first: Int = 0, _ second: Int = 0) {
    var mixed = Dice.mix(seed &+ 0x9E37_79B9_7F4A_7C15 &* stream.rawValue)
    mixed = Dice.mix(mixed ^ UInt64(bitPattern: Int64(first)) &* 0xD6E8_FEB8_6659_FD93)
    state = Dice.mix(mixed ^ UInt64(bitPattern: Int64(second)) &* 0xA076_1D64_78BD_642F)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number from 0 to `bound - 1`; 0 when there is nothing to choose from.
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    guard bound > 1 else { return 0 }
    return Int(Dice.mix(state).multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A whole number in the range, both ends included.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.count)
  }

  /// True `permille` times in a thousand.
  mutating func chance(_ permille: Int) -> Bool {
    below(1000) < permille
  }

  /// One of the weights' places, each as likely as its weight.
  mutating func weighted(_ weights: [Int]) -> Int {
    var left = below(weights.reduce(0, +))
    for (place, weight) in weights.enumerated() {
      left -= weight
      if left < 0 { return place }
    }
    return 0
  }

  /// One element of a collection that is not empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// Fisher-Yates.
  mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
  }
}
