import Domain
import Statistics

/// The random order of starts: drawn from a seed, within strata, so that anybody can draw it again.
struct TrialDraw: Sendable {
  /// What decides a unit's stratum.
  struct Candidate: Sendable {
    let code: String
    let bureau: String
    let headcount: Int
    /// The mean of the primary measure over the months before.
    let baseline: Double
  }

  /// A unit with its lot.
  struct Lot: Sendable {
    let code: String
    let stratum: String
    /// nil: never.
    let start: Month?
  }

  /// In the order in which they were drawn.
  let lots: [Lot]

  /// - Parameters:
  ///   - factors: `bureau`, `size` (above or up to the median headcount of the bureau's units) and `baseline` (likewise), in this order where present.
  ///   - never: how many units stay without.
  init(_ candidates: [Candidate], factors: [String], starts: [Month], never: Int, seed: Int) {
    let slots = Self.interleaved(starts, never: never, count: candidates.count)
    var random = Xoshiro(seed: UInt64(seed))
    var lots: [Lot] = []
    var next = 0
    for (name, members) in Self.strata(candidates, factors: factors, least: starts.count + (never > 0 ? 1 : 0)) {
      var drawn = members
      random.shuffle(&drawn)
      for code in drawn {
        lots.append(Lot(code: code, stratum: name, start: slots[next]))
        next += 1
      }
    }
    self.lots = lots
  }

  /// The starts dealt so that any run of them has each in about its share.
  static func interleaved(_ starts: [Month], never: Int, count: Int) -> [Month?] {
    let treated = count - never
    var decks: [(start: Month?, count: Int)] = starts.enumerated().map { place, start in
      (start, treated / starts.count + (place < treated % starts.count ? 1 : 0))
    }
    decks.append((nil, never))
    let dealt = decks.enumerated().flatMap { place, deck in
      (0..<deck.count).map { (share: (Double($0) + 0.5) / Double(deck.count), place: place, start: deck.start) }
    }
    return dealt.sorted { ($0.share, $0.place) < ($1.share, $1.place) }.map(\.start)
  }

  /// Strata with at least so many units: what is left over in finer ones is put together by fewer factors, in the end by none.
  static func strata(_ candidates: [Candidate], factors: [String], least: Int) -> [(name: String, members: [String])] {
    var rest = candidates.sorted { $0.code < $1.code }
    var strata: [(name: String, members: [String])] = []
    for depth in stride(from: factors.count, through: 0, by: -1) {
      let used = Array(factors.prefix(depth))
      let groups = Dictionary(grouping: rest) { candidate in used.map { name(candidate, $0, among: candidates) }.joined(separator: "/") }
      rest = []
      for (name, members) in groups.sorted(by: { $0.key < $1.key }) {
        if members.count >= least || depth == 0 { strata.append((name.isEmpty ? "-" : name, members.map(\.code))) } else { rest += members }
      }
    }
    return strata
  }

  private static func name(_ candidate: Candidate, _ factor: String, among all: [Candidate]) -> String {
    let peers = all.filter { $0.bureau == candidate.bureau }
    func isAbove(_ value: (Candidate) -> Double) -> Bool {
      let values = peers.map(value).sorted()
      return value(candidate) > values[(values.count - 1) / 2]
    }
    return switch factor {
    case "size": isAbove { Double($0.headcount) } ? "large" : "small"
    case "baseline": isAbove(\.baseline) ? "high" : "low"
    default: candidate.bureau
    }
  }
}
