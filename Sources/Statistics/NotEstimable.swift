/// Why a number can't be said: what is missing, so that a sentence can name it.
///
/// The sentences, in both languages, are said by whoever shows them.
public enum NotEstimable: Error, Hashable, Sendable {
  /// Too few units for an interval.
  case fewUnits(Int, least: Int)
  /// Too few units under the scheme.
  case fewTreated(Int, least: Int)
  /// Too few units without the scheme in a month that is used.
  case fewUntreated(Int, least: Int)
  /// Too few units for comparison in a month.
  case fewControls(Int, least: Int, period: Int)
  /// Too few months before the first start.
  case fewPrePeriods(Int, least: Int)
  /// Nobody is without the scheme in this month: there is nothing to compare with.
  case noUntreated(period: Int)
  /// No unit of the comparison is left at this month.
  case noControls(period: Int)
  /// No month before the start to compare with.
  case noBase(cohort: Int)
  /// The months without the scheme fall into parts that share no unit.
  case unconnected
  /// A group with too few staff.
  case smallGroup(Int, least: Int)
  /// Too many unit-months are missing: their share, and the most that is taken.
  case missing(share: Double, most: Double)
  /// Nothing was estimated for this target, for no cell of it can be.
  case noCells
  /// Without this one unit there would be no estimate, so nothing can be said of its spread.
  case restsOnOneUnit(String)
  /// The outcomes don't vary: no spread, so no test.
  case noVariation
  /// The covariates tell the treated from the others perfectly, or are copies of each other.
  case covariates(cohort: Int, period: Int)
  /// Cells that aren't observed make this procedure impossible.
  case gaps
  /// Covariates can't be used with this procedure.
  case covariatesNotSupported
  /// Too few observations: how many, of how many that are needed.
  case fewObservations(Int, least: Int)
  /// The covariance of what is tested has no inverse.
  case singular
  /// Too small a share of the hours was measured: everything else is self-report.
  case selfReportedOnly(share: Double, least: Double)
  /// The interval of the hours doesn't lie above zero, so a cost per hour can't be bounded.
  case hoursMayBeZero
  /// The numbers aren't finite.
  case notFinite
}
