package import Domain
package import Postgres

/// What codes stand for, so that people read names beside them.
extension Transaction {
  /// The titles of rows that are referred to, by their codes.
  package func titles(of reference: Reference, codes: some Collection<String>, in language: Language) async throws -> [String: String] {
    guard !codes.isEmpty else { return [:] }
    let rows = try await query(
      "select x.code, coalesce(case when \(language == .english) then x.title_en end, x.title) as title from (\(unsafe: reference.titled)) x where x.code = any (\(codes.sorted())::text[])"
    )
    return Dictionary(
      try rows.map { (try $0.decode("code", as: String.self), try $0.decode("title", as: String.self)) }, uniquingKeysWith: { first, _ in first })
  }

  /// All that a reference may name, by code; nil: more than `limit`, so that people search instead of choosing.
  package func choices(of reference: Reference, limit: Int, in language: Language) async throws -> [(code: String, title: String)]? {
    let rows = try await query(
      """
      select x.code, coalesce(case when \(language == .english) then x.title_en end, x.title) as title
      from (\(unsafe: reference.titled) limit \(unsafe: "\(limit + 1)")) x order by x.code collate "C"
      """
    ).map { (code: try $0.decode("code", as: String.self), title: try $0.decode("title", as: String.self)) }
    return rows.count > limit ? nil : rows
  }
}

extension Reference {
  /// Rows (id, code, title, title_en) of all that it may name.
  var titled: String {
    switch self {
    case .staff: "select id, staff_no as code, name as title, null::text as title_en from staff"
    case .units:
      """
      select distinct on (u.id) u.id, u.code, v.name as title, v.name_en as title_en from units u join unit_versions v on v.unit_id = u.id
      order by u.id, (v.valid_from <= current_date) desc, v.valid_from desc
      """
    case .tools: "select id, code, name as title, null::text as title_en from tools"
    case .categories: "select id, code, title, title_en from categories"
    case .adoptions: "select a.id, a.code, c.title, null::text as title_en from adoptions a join use_cases c on c.id = a.use_case_id"
    case .measurements: "select m.id, m.code, c.title, null::text as title_en from measurements m join use_cases c on c.id = m.use_case_id"
    default: "select id, code, title, null::text as title_en from \(table)"
    }
  }
}
