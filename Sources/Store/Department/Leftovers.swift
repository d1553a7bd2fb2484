import Postgres
import sql

/// An adoption that outlasts the unit or the employment that it is of.
public struct Leftover: Sendable {
  public let code: String
  /// The unit's code or the staff number.
  public let owner: String
  public let name: String
  public let nameEnglish: String?
  public let isPersons: Bool
  public let useCase: String
  /// Of the unit or the employment, as `2026-03-31`.
  public let lastDay: String
  /// Who took its place and is there today.
  public let successors: [String]
  public let successorNames: [String]
  public let successorNamesEnglish: [String]

  /// The one that it can be handed on to; nil: there is none, or somebody has to choose.
  public var successor: String? { successors.count == 1 ? successors[0] : nil }
}

/// What becomes of an adoption that is left over.
public enum Clearing: String, Sendable {
  case end
  /// It ends, and the successor begins the same the day after.
  case handOn = "hand_on"
  /// Handed on where there is one successor, ended else.
  case asProposed = "as_proposed"
}

extension Database {
  /// Those of units, and for who may see them those of persons; to be shown these is to look at them.
  public func leftovers(withPersons: Bool, as viewer: Viewer) async throws -> [Leftover] {
    guard withPersons else { return try await read(as: viewer) { try await $0.leftovers("left-units", arePersons: false) } }
    return try await write(as: viewer) { transaction in
      let persons = try await transaction.leftovers("left-persons", arePersons: true)
      if !persons.isEmpty {
        _ = try await transaction.query(
          "select look_at(array(select s.person_id from staff s where s.staff_no = any (\(persons.map(\.owner)))), 'adoptions')")
      }
      return try await transaction.leftovers("left-units", arePersons: false) + persons
    }
  }

  /// Clears adoptions that are left over, each by itself; one that isn't any more is done.
  ///
  /// - Parameter reason: stands in the audit trail.
  public func clear(_ codes: [String], _ clearing: Clearing, reason: String, as viewer: Viewer) async throws -> [(code: String, outcome: Decided)] {
    try await write(as: viewer) { transaction in
      _ = try await transaction.query("select pg_advisory_xact_lock(hashtext('tedori.leftovers'))")
      let found = try await transaction.leftovers("left-units", arePersons: false) + transaction.leftovers("left-persons", arePersons: true)
      let leftovers = Dictionary(uniqueKeysWithValues: found.map { ($0.code, $0) })
      _ = try await transaction.query("select set_config('tedori.reason', \(reason), true)")
      var outcomes: [(code: String, outcome: Decided)] = []
      for code in codes {
        guard let leftover = leftovers[code] else {
          outcomes.append((code, .done))
          continue
        }
        outcomes.append((code, try await transaction.clear(leftover, clearing)))
      }
      return outcomes
    }
  }
}

extension Transaction {
  fileprivate func leftovers(_ query: String, arePersons: Bool) async throws -> [Leftover] {
    try await self.query(Statement(text: try SQLFiles.text("queries/department/\(query).sql"))).map { row in
      Leftover(
        code: try row.decode("code", as: String.self), owner: try row.decode("owner", as: String.self), name: try row.decode("name", as: String.self),
        nameEnglish: try row.decode("name_en", as: String?.self), isPersons: arePersons, useCase: try row.decode("use_case", as: String.self),
        lastDay: try row.decode("last_day", as: String.self), successors: try row.decode("successors", as: [String].self),
        successorNames: try row.decode("successor_names", as: [String].self), successorNamesEnglish: try row.decode("successor_names_en", as: [String].self))
    }
  }

  fileprivate func clear(_ leftover: Leftover, _ clearing: Clearing) async throws -> Decided {
    if clearing == .handOn, leftover.successor == nil { return .changed }
    do {
      try await savepoint {
        try await execute(
          """
          update adoptions set ended_on = greatest(started_on, \(leftover.lastDay)::date), end_reason = 'transfer' where code = \(leftover.code)
          """)
        if clearing != .end, let successor = leftover.successor { try await handOn(leftover, to: successor) }
        if let fault = try await settledFault() { throw fault }
      }
      return .done
    } catch let fault as SettledFault {
      return .refused(rule: .named(fault.rule), details: fault.details)
    }
  }

  /// Unless the successor has the same use case in force.
  private func handOn(_ leftover: Leftover, to successor: String) async throws {
    try await execute(
      """
      insert into adoptions (code, unit_id, staff_id, use_case_id, started_on, regular_on, copied_from_id)
      select free_adoption_code(a.code || '-' || \(successor)), u.id, s.id, a.use_case_id, a.ended_on + 1, case when a.regular_on <= a.ended_on then a.ended_on + 1 end, a.copied_from_id
      from adoptions a
      left join units u on u.code = \(successor) and not \(leftover.isPersons)
      left join staff s on s.staff_no = \(successor) and \(leftover.isPersons)
      where a.code = \(leftover.code) and not exists (
        select from adoptions o where o.use_case_id = a.use_case_id and (o.unit_id = u.id or o.staff_id = s.id) and (o.ended_on is null or o.ended_on > a.ended_on))
      """)
  }
}
