import Postgres

/// A rule of the account, asked before a transaction ends: so that what breaks it can be undone by itself.
extension Transaction {
  /// The first rule of the account that the transaction breaks as it stands; nil: none. Which scheme rewards a unit is no secret, though the fault doesn't say it of a person.
  func settledFault() async throws -> SettledFault? {
    try await query(
      """
      select s.rule, (select min(c.code) from scheme_units e join schemes c on c.id = e.scheme_id
          where e.unit_id = s.unit_id and daterange(e.starts_on, e.ends_on, '[]') && month_days(s.month) and rewards_redirection(c.rewards)) as scheme, u.code as unit, a.code as adoption, to_char(s.month, 'YYYY-MM') as month
      from settle() s left join units u on u.id = s.unit_id left join adoptions a on a.id = s.adoption_id order by s.rule limit 1
      """
    ).first.map { row in
      var details: [String: String] = [:]
      for name in ["scheme", "unit", "adoption", "month"] { details[name] = try row.decode(name, as: String?.self) }
      return SettledFault(rule: try row.decode("rule", as: String.self), details: details)
    }
  }
}

/// A rule of the account that a transaction breaks, with what its sentence names.
struct SettledFault: Error {
  let rule: String
  let details: [String: String]
}
