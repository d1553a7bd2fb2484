import Domain
import Statistics

/// Why a number of a trial can't be said, and so what is missing.
extension NotEstimable {
  func sentence(_ language: Language) -> String {
    func say(_ japanese: String, _ english: String) -> String { language.choose(japanese, english) }
    func month(_ place: Int) -> String { Month(place: place)?.description ?? "\(place)" }
    return switch self {
    case .fewUnits(let count, let least): say("所属が \(count) で、\(least) 必要です", "there are \(count) units, and \(least) are needed")
    case .fewTreated(let count, let least): say("施策の対象になった所属が \(count) で、\(least) 必要です", "\(count) units are under the scheme, and \(least) are needed")
    case .fewUntreated(let count, let least):
      say("対象になっていない所属が \(count) しかない月があり、\(least) 必要です", "in some month only \(count) units are without the scheme, and \(least) are needed")
    case .fewControls(let count, let least, let period):
      say("\(month(period)) に比べられる所属が \(count) で、\(least) 必要です", "in \(month(period)) there are \(count) units to compare with, and \(least) are needed")
    case .fewPrePeriods(let count, let least): say("開始前の月が \(count) で、\(least) 必要です", "there are \(count) months before the start, and \(least) are needed")
    case .noUntreated(let period): say("\(month(period)) には対象になっていない所属がありません", "in \(month(period)) no unit is without the scheme")
    case .noControls(let period): say("\(month(period)) に比べられる所属がありません", "in \(month(period)) there is no unit to compare with")
    case .noBase(let cohort): say("\(month(cohort)) に始めた所属には、開始前の月がありません", "units that started in \(month(cohort)) have no month before")
    case .unconnected: say("対象になる前の月が、所属を共有しない部分に分かれています", "the months without the scheme fall into parts that share no unit")
    case .smallGroup(let count, let least): say("職員が \(count) 人の集団で、\(least) 人以上でなければ示せません", "the group has \(count) staff, and \(least) are needed")
    case .missing(let share, let most):
      say("所属・月の \(percent(share)) が欠けています（\(percent(most)) まで）", "\(percent(share)) of the unit-months are missing (\(percent(most)) at most)")
    case .noCells: say("推定できる所属・月がありません", "there is no unit and month to estimate from")
    case .restsOnOneUnit(let unit): say("所属 \(unit) ひとつだけに依存しています", "it rests on the one unit \(unit)")
    case .noVariation: say("値にばらつきがありません", "the values don't vary")
    case .covariates: say("共変量だけで対象の所属が決まってしまいます", "the covariates alone tell the units under the scheme")
    case .gaps: say("記録のない所属・月があり、この方法は使えません", "there are unit-months without a record, which this method can't bear")
    case .covariatesNotSupported: say("この方法では共変量を使えません", "this method takes no covariates")
    case .fewObservations(let count, let least): say("観測が \(count) で、\(least) 必要です", "there are \(count) observations, and \(least) are needed")
    case .singular: say("検定する数が互いに独立ではありません", "what is tested depends on each other")
    case .selfReportedOnly(let share, let least):
      say(
        "計測された時間が \(percent(share)) で、\(percent(least)) なければ自己申告だけと扱います",
        "\(percent(share)) of the hours were measured; under \(percent(least)) they count as self-reported only")
    case .hoursMayBeZero: say("時間の区間が 0 を含みます", "the interval of the hours includes 0")
    case .notFinite: say("数値が有限になりません", "the numbers aren't finite")
    }
  }

  private func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
