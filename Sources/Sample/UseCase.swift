/// A use case (AI利活用事例): a tool applied to a task.
struct UseCase: Sendable {
  let task: Int
  let tool: Int
  let risk: String
  /// How long ago, in days before the last day, or ahead (negative), its review falls due.
  let reviewAge: Int

  var title: String { Tool.all[tool].name + "による" + WorkTask.all[task].title }
  var isPersonal: Bool { WorkTask.all[task].isPersonal }

  /// The first `count` of all pairs, each task's best tool first.
  static func invent(count: Int, seed: UInt64) -> [UseCase] {
    var cases: [UseCase] = []
    for round in 0..<3 {
      for (place, task) in WorkTask.all.enumerated() where round < task.tools.count && cases.count < count {
        var dice = Dice(seed, .useCase, place, round)
        cases.append(
          UseCase(task: place, tool: task.tools[round], risk: ["blue", "yellow", "red"][dice.weighted([62, 31, 7])], reviewAge: dice.within(-300...60)))
      }
    }
    return cases
  }
}
