/// A measurement (計測) of a use case; minutes per case in hundredths.
struct Measurement: Sendable {
  let useCase: Int
  /// The bureau it holds in; everywhere when none.
  let bureau: Int?
  let measuredOn: Day
  let validUntil: Day?
  let method: String
  let sampleSize: Int
  let baseline: Int
  let ai: Int
  let verify: Int
  let rework: Int
  let learn: Int
  let operate: Int

  /// Measurements of every use case, one after the other in time; between two of them the older can run out of date.
  static func invent(for useCases: [UseCase], tree: UnitTree, timeline: Timeline, seed: UInt64) -> [[Measurement]] {
    let bureaus = tree.units.indices.filter { tree.units[$0].kind == .bureau }
    return useCases.indices.map { index in
      var dice = Dice(seed, .measurement, index)
      var measurements: [Measurement] = []
      var day = timeline.months[0].first - dice.within(-120...150)
      let task = WorkTask.all[useCases[index].task].baselineMinutes * 100
      while day <= timeline.lastDay {
        let baseline = task * dice.within(75...130) / 100
        // One in ten saves nothing: checking and mending eat it up.
        let ai = baseline * (dice.chance(100) ? dice.within(88...108) : dice.within(25...72)) / 100
        measurements.append(
          Measurement(
            useCase: index, bureau: measurements.isEmpty || dice.chance(600) ? nil : dice.pick(bureaus), measuredOn: day,
            validUntil: dice.chance(250) ? day + dice.within(200...400) : nil,
            method: ["diary", "sample", "before_after", "log", "comparison"][dice.weighted([24, 26, 26, 14, 10])], sampleSize: dice.within(8...160),
            baseline: baseline, ai: ai, verify: baseline * dice.within(2...11) / 100, rework: baseline * dice.within(0...5) / 100,
            learn: dice.chance(400) ? baseline * dice.within(1...3) / 100 : 0, operate: dice.chance(700) ? baseline * dice.within(1...4) / 100 : 0))
        day = day + dice.within(110...330)
      }
      return measurements
    }
  }
}
