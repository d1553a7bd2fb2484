public import Domain
import Postgres

/// What somebody decides on claims, group by group.
public enum ClaimDecision: Sendable, Equatable {
  case confirm
  /// Confirms for fewer minutes.
  case reduce(minutes: Int, reason: String)
  case sendBack(reason: String)
  /// Takes the own confirmation back.
  case undo

  /// The longest reason, in characters as the database counts them.
  public static let longestReason = 1_000
}

/// What came of a decision on one group.
public enum Decided: Sendable {
  case done
  /// It isn't as the page showed it, or not the viewer's to confirm: nothing was done.
  case changed
  /// The minutes aren't fewer than the open ones.
  case notFewer(than: Int)
  /// The account doesn't allow it.
  case refused(rule: Rule, details: [String: String])
}

extension Database {
  /// Decides on groups of a month, each as it was seen; what has changed since stays as it is. The others are done all the same.
  ///
  /// - Parameter seen: the state of each group on the page.
  public func decide(_ decision: ClaimDecision, on seen: [(key: ClaimGroup.Key, state: String)], of month: Month, as viewer: Viewer) async throws
    -> [(key: ClaimGroup.Key, outcome: Decided)]
  {
    guard case .account(let account, _, _) = viewer else { throw OnlyForAccounts() }
    return try await write(as: viewer) { transaction in
      // What is locked stays as it is read next.
      let named = try await transaction.claimGroups(of: month).filter { group in seen.contains { $0.key == group.key } }
      _ = try await transaction.query(
        """
        select from redirections d where d.month = \(month)::date and d.adoption_id = any (\(named.flatMap { $0.claims.map(\.adoption) }))
        order by d.adoption_id, d.category_id for update
        """)
      let groups = Dictionary(uniqueKeysWithValues: try await transaction.claimGroups(of: month).map { ($0.key, $0) })
      var outcomes: [(key: ClaimGroup.Key, outcome: Decided)] = []
      for (key, state) in seen {
        guard let group = groups[key] else {
          outcomes.append((key, .changed))
          continue
        }
        outcomes.append((key, try await transaction.decide(decision, on: group, seen: state, of: month, by: account)))
      }
      return outcomes
    }
  }
}

extension Transaction {
  fileprivate func decide(_ decision: ClaimDecision, on group: ClaimGroup, seen state: String, of month: Month, by account: Int) async throws -> Decided {
    // A second click finds its work done.
    if group.isDone(decision) { return .done }
    if group.state != state { return .changed }
    if case .reduce(let minutes, _) = decision, minutes >= group.open { return .notFewer(than: group.open) }
    if case .sendBack = decision, group.open == 0 { return .changed }
    do {
      try await savepoint {
        try await act(decision, on: group, of: month, by: account)
        if let fault = try await settledFault() { throw fault }
      }
      return .done
    } catch let fault as SettledFault {
      return .refused(rule: .named(fault.rule), details: fault.details)
    }
  }

  private func act(_ decision: ClaimDecision, on group: ClaimGroup, of month: Month, by account: Int) async throws {
    func note(_ reason: String) async throws { _ = try await query("select set_config('tedori.reason', \(reason), true)") }
    func keep(_ word: String, _ reason: String, _ minutes: Int?, _ claims: String? = nil) async throws {
      try await execute(
        """
        insert into claim_decisions (unit_id, month, category_id, decision, reason, claimed_minutes, minutes, state, decided_by_id, claims)
        values (\(group.unitID), \(month)::date, \(group.categoryID), \(word), \(reason), \(group.open), \(minutes), \(group.state), \(account), \(claims)::jsonb)
        """)
    }
    try await note("")
    switch decision {
    case .confirm:
      try await execute(
        """
        update redirections set confirmed_by_id = (select a.staff_id from accounts a where a.id = \(account)), confirmed_on = current_date
        where month = \(month)::date and category_id = \(group.categoryID) and adoption_id = any (\(group.claims.filter(\.isOpen).map(\.adoption)))
        """)
    case .reduce(let minutes, let reason):
      try await note(reason)
      let claims = try await query("select reduce_claims(\(group.unitID), \(month)::date, \(group.categoryID), \(minutes))::text as claims").first
      try await keep("reduced", reason, minutes, try claims?.decode("claims", as: String?.self))
    case .sendBack(let reason):
      try await note(reason)
      try await keep("sent_back", reason, nil)
    case .undo:
      _ = try await query("select restore_claims(\(group.unitID), \(month)::date, \(group.categoryID))")
    }
  }
}

extension ClaimGroup {
  /// Whether it is as the decision would leave it.
  fileprivate func isDone(_ decision: ClaimDecision) -> Bool {
    switch decision {
    case .confirm: open == 0 && isConfirmedHere
    case .reduce(let minutes, let reason): open == 0 && self.decision.map { $0.isReduction && $0.minutes == minutes && $0.reason == reason } ?? false
    case .sendBack(let reason): isSentBack && self.decision?.reason == reason
    case .undo: !isConfirmedHere
    }
  }
}
