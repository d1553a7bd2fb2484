public import Domain
import Postgres

/// What the record keeps about the person who asks: who it is, posts, training, adoptions and their time.
public struct OwnRecord: Sendable {
  /// As in the newest employment; nil: the account is nobody's of the record.
  public let name: String?
  /// Staff numbers, oldest first.
  public let numbers: [String]
  /// Newest first, as all below.
  public let posts: [Post]
  public let training: [Training]
  public let adoptions: [Adoption]
  public let months: [TimeOfMonth]

  /// A post, with the unit's name as it was on the post's last day or is today.
  public struct Post: Sendable {
    public let unit: String
    public let unitEnglish: String?
    public let isPrimary: Bool
    public let grade: String?
    public let from: Day
    public let until: Day?
  }

  public struct Training: Sendable {
    public let course: String
    public let completedOn: Day
    /// attended, confirmed or applied.
    public let outcome: String
    /// The last day on which it counts; nil: it counts for good.
    public let validUntil: Day?
    public let hasExpired: Bool
  }

  public struct Adoption: Sendable {
    public let code: String
    public let useCase: String
    public let tool: String
    public let startedOn: Day
    public let endedOn: Day?
  }

  /// What one adoption did in one month, in minutes.
  public struct TimeOfMonth: Sendable {
    public let month: Month
    public let adoption: String
    public let useCase: String
    public let cases: Int?
    public let gross: Int
    public let overhead: Int
    public let net: Int
    /// 0 to 5.
    public let evidence: Int
    public fileprivate(set) var redirections: [Redirection] = []
  }

  public struct Redirection: Sendable {
    public let category: String
    public let categoryEnglish: String?
    public let minutes: Int
    public let isConfirmed: Bool
  }
}

extension Transaction {
  /// The viewer's own rows, as row-level security gives them: as staff one sees nobody else's.
  package func ownRecord() async throws -> OwnRecord {
    let employments = try await query("select staff_no, name from staff order by joined_on nulls first, id").map {
      (number: try $0.decode("staff_no", as: String.self), name: try $0.decode("name", as: String.self))
    }
    return OwnRecord(
      name: employments.last?.name, numbers: employments.map(\.number), posts: try await ownPosts(), training: try await ownTraining(),
      adoptions: try await ownAdoptions(), months: try await ownMonths())
  }

  private func ownPosts() async throws -> [OwnRecord.Post] {
    try await query(
      """
      select v.name, v.name_en, p.kind = 'primary' as is_primary, g.title as grade, p.valid_from, p.valid_to
      from posts p left join grades g on g.id = p.grade_id
      cross join lateral (
        select v.name, v.name_en from unit_versions v where v.unit_id = p.unit_id
        order by v.valid_from <= greatest(p.valid_from, least(coalesce(p.valid_to, current_date), current_date)) desc, v.valid_from desc limit 1) v
      order by p.valid_from desc, p.kind desc, v.name
      """
    ).map {
      OwnRecord.Post(
        unit: try $0.decode("name", as: String.self), unitEnglish: try $0.decode("name_en", as: String?.self),
        isPrimary: try $0.decode("is_primary", as: Bool.self),
        grade: try $0.decode("grade", as: String?.self), from: try $0.decode("valid_from", as: Day.self), until: try $0.decode("valid_to", as: Day?.self))
    }
  }

  private func ownTraining() async throws -> [OwnRecord.Training] {
    try await query(
      """
      select x.*, coalesce(x.valid_until < current_date, false) as has_expired
      from (
        select c.title, t.completed_on, t.outcome, (t.completed_on + make_interval(months => c.valid_months))::date - 1 as valid_until
        from training_records t join courses c on c.id = t.course_id) x
      order by x.completed_on desc, x.title
      """
    ).map {
      OwnRecord.Training(
        course: try $0.decode("title", as: String.self), completedOn: try $0.decode("completed_on", as: Day.self),
        outcome: try $0.decode("outcome", as: String.self),
        validUntil: try $0.decode("valid_until", as: Day?.self), hasExpired: try $0.decode("has_expired", as: Bool.self))
    }
  }

  private func ownAdoptions() async throws -> [OwnRecord.Adoption] {
    try await query(
      """
      select a.code, u.title, t.name, a.started_on, a.ended_on from adoptions a join use_cases u on u.id = a.use_case_id join tools t on t.id = u.tool_id
      order by a.started_on desc, a.code
      """
    ).map {
      OwnRecord.Adoption(
        code: try $0.decode("code", as: String.self), useCase: try $0.decode("title", as: String.self), tool: try $0.decode("name", as: String.self),
        startedOn: try $0.decode("started_on", as: Day.self), endedOn: try $0.decode("ended_on", as: Day?.self))
    }
  }

  private func ownMonths() async throws -> [OwnRecord.TimeOfMonth] {
    var months = try await query(
      """
      select x.month, a.code, u.title, t.cases, x.gross, x.overhead, x.net, x.evidence
      from account x join adoptions a on a.id = x.adoption_id join use_cases u on u.id = a.use_case_id
      join time_records t on t.adoption_id = x.adoption_id and t.month = x.month
      order by x.month desc, a.code
      """
    ).map {
      OwnRecord.TimeOfMonth(
        month: try $0.decode("month", as: Month.self), adoption: try $0.decode("code", as: String.self), useCase: try $0.decode("title", as: String.self),
        cases: try $0.decode("cases", as: Int?.self), gross: try $0.decode("gross", as: Int.self), overhead: try $0.decode("overhead", as: Int.self),
        net: try $0.decode("net", as: Int.self), evidence: try $0.decode("evidence", as: Int.self))
    }
    let rows = try await query(
      """
      select a.code, r.month, c.title, c.title_en, r.minutes, r.confirmed_by_id is not null as is_confirmed
      from redirections r join adoptions a on a.id = r.adoption_id join categories c on c.id = r.category_id order by c.id
      """)
    var redirections: [String: [OwnRecord.Redirection]] = [:]
    for row in rows {
      redirections["\(try row.decode("month", as: Month.self)) \(try row.decode("code", as: String.self))", default: []].append(
        OwnRecord.Redirection(
          category: try row.decode("title", as: String.self), categoryEnglish: try row.decode("title_en", as: String?.self),
          minutes: try row.decode("minutes", as: Int.self), isConfirmed: try row.decode("is_confirmed", as: Bool.self)))
    }
    for place in months.indices { months[place].redirections = redirections["\(months[place].month) \(months[place].adoption)"] ?? [] }
    return months
  }
}
