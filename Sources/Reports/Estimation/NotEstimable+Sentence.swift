public import Domain
public import Statistics

/// What is missing where a number can't be said, as a sentence.
extension NotEstimable {
  /// The sentence; periods are written as the data have them.
  public func sentence(in language: Language, period write: (Int) -> String = { "\($0)" }) -> String {
    func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
    let (japanese, english) =
      switch self {
      case .fewUnits(let count, let least): ("所属が \(count) しかありません（\(least) 以上必要）", "there are only \(count) units; \(least) are needed")
      case .fewTreated(let count, let least): ("施策の対象が \(count) しかありません（\(least) 以上必要）", "only \(count) units come under the scheme; \(least) are needed")
      case .fewUntreated(let count, let least):
        ("施策の対象でない所属が \(count) しかない時期があります（\(least) 以上必要）", "in some period only \(count) units aren't under the scheme; \(least) are needed")
      case .fewControls(let count, let least, let period):
        ("\(write(period)) の比較対象が \(count) しかありません（\(least) 以上必要）", "there are only \(count) units to compare with in \(write(period)); \(least) are needed")
      case .fewPrePeriods(let count, let least):
        ("最初の開始より前の時期が \(count) しかありません（\(least) 以上必要）", "there are only \(count) periods before the first start; \(least) are needed")
      case .noUntreated(let period): ("\(write(period)) には施策の対象でない所属がありません", "in \(write(period)) no unit is without the scheme")
      case .noControls(let period): ("\(write(period)) には比較対象の所属がありません", "in \(write(period)) there is no unit to compare with")
      case .noBase(let cohort): ("\(write(cohort)) に始めた所属には、比べる前の時期がありません", "units that start in \(write(cohort)) have no period before to compare with")
      case .unconnected: ("施策前の観測が、共通の所属のない部分に分かれています", "the cells without the scheme fall into parts that share no unit")
      case .smallGroup(let count, let least): ("職員が \(count) 人の集団です（\(least) 人以上必要）", "the group has \(count) staff; \(least) are needed")
      case .missing(let share, let most):
        ("所属と時期の組のうち \(percent(share)) が欠けています（\(percent(most)) まで）", "\(percent(share)) of the unit-periods are missing; at most \(percent(most)) may be")
      case .noCells: ("推定できる組がありません", "no cell of it can be estimated")
      case .restsOnOneUnit(let unit): ("所属 \(unit) だけに依存しています", "it rests on the unit \(unit) alone")
      case .noVariation: ("結果に違いがなく、ばらつきを測れません", "the outcomes don't vary, so their spread can't be told")
      case .covariates(let cohort, let period):
        (
          "\(write(cohort)) に始めた所属の \(write(period)) では、共変量で群を完全に分けられるか、共変量どうしが重なっています",
          "for the cohort of \(write(cohort)) in \(write(period)) the covariates tell the groups apart perfectly, or depend on each other"
        )
      case .gaps: ("欠けている観測があるため、この方法は使えません", "cells are missing, so this procedure can't be used")
      case .covariatesNotSupported: ("共変量があるため、この方法は使えません", "there are covariates, so this procedure can't be used")
      case .fewObservations(let count, let least): ("観測が \(count) しかありません（\(least) 以上必要）", "there are only \(count) observations; \(least) are needed")
      case .singular: ("検定するものどうしが重なっていて、合わせて検定できません", "what is tested depends on each other, so it can't be tested jointly")
      case .selfReportedOnly(let share, let least):
        (
          "計測された時間が \(percent(share)) だけです（\(percent(least)) 以上必要）。自己申告のみ",
          "only \(percent(share)) of the hours were measured (\(percent(least)) are needed): self-reported only"
        )
      case .hoursMayBeZero: ("時間の区間が 0 より上にないため、費用の幅を示せません", "the interval of the hours doesn't lie above 0, so the cost can't be bounded")
      case .notFinite: ("数値が大きすぎるか、数になりません", "the numbers are too large, or none")
      }
    return language.choose(japanese, english)
  }

  /// A word for programs.
  public var code: String {
    switch self {
    case .fewUnits: "few-units"
    case .fewTreated: "few-treated"
    case .fewUntreated: "few-untreated"
    case .fewControls: "few-controls"
    case .fewPrePeriods: "few-pre-periods"
    case .noUntreated: "no-untreated"
    case .noControls: "no-controls"
    case .noBase: "no-base"
    case .unconnected: "unconnected"
    case .smallGroup: "small-group"
    case .missing: "missing"
    case .noCells: "no-cells"
    case .restsOnOneUnit: "rests-on-one-unit"
    case .noVariation: "no-variation"
    case .covariates: "covariates"
    case .gaps: "gaps"
    case .covariatesNotSupported: "covariates-not-supported"
    case .fewObservations: "few-observations"
    case .singular: "singular"
    case .selfReportedOnly: "self-reported-only"
    case .hoursMayBeZero: "hours-may-be-zero"
    case .notFinite: "not-finite"
    }
  }
}
