import Statistics

/// Measures the statistics of trials: `coverage [PANELS]` how often their intervals hold, `speed UNITS PERIODS PANEL.csv` how long one trial takes.
@main
enum Benchmark {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    switch arguments.first {
    case "coverage": try Coverage.run(panels: arguments.dropFirst().first.flatMap(Int.init) ?? 1_000)
    case "speed":
      guard arguments.count == 4, let units = Int(arguments[1]), let periods = Int(arguments[2]) else { fallthrough }
      try Speed.run(units: units, periods: periods, output: arguments[3])
    default: print("usage: trials-benchmark coverage [PANELS] | speed UNITS PERIODS PANEL.csv")
    }
  }
}
