import Domain
import Postgres

/// Months that can't be meant: what was done is recorded when it has been done.
extension Staging {
  /// A month more than two years ahead is a slip of the keyboard; nearer ones are left to people and their plans.
  ///
  /// It depends on today, so it is no constraint of a table.
  func findFarMonths(in transaction: Transaction) async throws {
    guard ["time", "redirections", "usage"].contains(kind.name) else { return }
    try await transaction.execute(
      """
      insert into faults
      select e._line, 'month', 'month_far_ahead', jsonb_build_object('last', to_char(m.last, 'YYYY-MM'))
      from \(unsafe: effective) e cross join (select (date_trunc('month', current_date) + interval '2 years')::date as last) m
      where e.month > m.last and not e._withdrawn
      """)
  }
}
