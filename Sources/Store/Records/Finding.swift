import Domain
import Postgres

/// Rows in which a word is found: in their own codes and texts, or in the names of what they refer to.
extension Transaction {
  /// - Returns: a condition on the kind's table `t`, with the parameters that its `$1` and so on stand for.
  func condition(finding word: String, in kind: Kind, hiding hidden: Set<Reference>) async throws -> (sql: String, parameters: [any Bindable]) {
    var conditions: [String] = []
    var parameters: [any Bindable] = [word]
    func isAny(_ field: String, of ids: [Int]) {
      guard !ids.isEmpty else { return }
      parameters.append(ids)
      conditions.append("t.\(field) = any ($\(parameters.count)::bigint[])")
    }
    if kind.name == "staff" {
      isAny("id", of: try await staffSought(word, limit: Self.sought))
    } else {
      for column in kind.columns {
        switch column.value {
        case .reference(let reference) where !hidden.contains(reference): isAny(column.field, of: try await ids(of: reference, sought: word))
        case .code: conditions.append("position(lower(folded($1)) in lower(t.\(column.field))) > 0")
        // Kinds without a code are large, and none of their texts is what they are called by.
        case .text where kind.isNamed: conditions.append("position(sought($1) in sought(t.\(column.field))) > 0")
        default: continue
        }
      }
    }
    return ("$1::text is not null and (\(conditions.isEmpty ? "false" : conditions.joined(separator: " or ")))", parameters)
  }

  /// Staff numbers' rows that a number, name, kana, former name or address begins with each of some words, as `people_sought` of the database finds them.
  func staffSought(_ words: String, limit: Int) async throws -> [Int] {
    try await query("select p.id from people_sought(\(words), \(limit)) p (id)").map { try $0.decode("id", as: Int.self) }
  }

  /// So many rows of what is referred to are looked for at most.
  private static var sought: Int { 1_000 }

  private func ids(of reference: Reference, sought word: String) async throws -> [Int] {
    switch reference {
    case .staff: return try await staffSought(word, limit: Self.sought)
    case .adoptions:
      let (units, staff) = (try await ids(of: .units, sought: word), try await ids(of: .staff, sought: word))
      let useCases = try await ids(of: .useCases, sought: word)
      return try await query(
        """
        select a.id from adoptions a
        where position(lower(folded(\(word))) in lower(a.code)) > 0 or a.unit_id = any (\(units)::bigint[]) or a.staff_id = any (\(staff)::bigint[])
          or a.use_case_id = any (\(useCases)::bigint[]) limit \(Self.sought)
        """
      ).map { try $0.decode("id", as: Int.self) }
    default:
      return try await query(
        "select x.id from (\(unsafe: reference.titled)) x where position(sought(\(word)) in sought(x.code || ' ' || x.title)) > 0 limit \(Self.sought)"
      ).map { try $0.decode("id", as: Int.self) }
    }
  }
}

extension Kind {
  /// Whether its rows are called by a code and a title.
  fileprivate var isNamed: Bool {
    guard let key = columns.first else { return false }
    if case .code = key.value { return true }
    return name == "units"
  }
}
