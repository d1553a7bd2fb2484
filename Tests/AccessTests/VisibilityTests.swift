import Domain
import Foundation
import Postgres
import Store
import TestSupport
import Testing

/// Who sees which rows of which table, for every table and everybody: a new table fails here until it is said who sees it.
@Suite(.timeLimit(.minutes(2))) struct VisibilityTests {
  /// Everybody of the cast who asks, in the order of the columns below.
  static let cast = ["hanae", "noriko", "head", "former", "analyst", "clerk", "vice", "member", "administrator", "auditor", "stranger", "revoked", "gate"]

  /// One column for each of the cast. `*` all rows, a number: so many, `.` none, `-` refused.
  static let expected = """
    accounts          1  1  1  .  1  1  1  1  *  *  1  .  -
    adoptions         *  *  2  .  3  2  -  1  -  *  .  .  -
    answered_requests 1  1  -  -  -  .  -  -  .  *  -  .  -
    areas             *  *  *  .  *  *  *  *  *  *  *  .  -
    audit_rows        -  -  -  -  -  -  -  -  -  *  -  -  -
    awards            *  *  1  .  1  -  -  1  -  *  .  .  -
    categories        *  *  *  .  *  *  *  *  *  *  *  .  -
    changes           -  -  -  -  -  -  -  -  -  *  -  -  -
    claim_decisions   *  *  1  .  1  1  -  -  -  *  1  .  -
    corrections       *  *  -  -  -  -  -  1  -  *  -  .  -
    courses           *  *  *  .  *  *  *  *  *  *  *  .  -
    draw_seed         -  -  -  -  -  -  -  -  -  *  -  -  -
    frozen_minutes    -  -  -  -  -  -  -  -  -  *  -  -  -
    frozen_people     -  -  -  -  -  -  -  -  -  *  -  -  -
    frozen_versions   -  -  -  -  -  -  -  -  -  *  -  -  -
    grades            *  *  *  .  *  *  *  *  *  *  *  .  -
    indicator_values  *  *  1  .  1  -  -  -  -  *  1  .  -
    indicators        *  *  *  .  *  *  *  *  *  *  *  .  -
    invitations       -  -  -  -  -  -  -  -  -  -  -  -  -
    leaves            *  *  -  -  -  -  -  1  -  *  -  .  -
    looks             *  .  -  -  -  -  -  1  -  *  -  .  -
    mandates          1  1  1  .  1  1  1  1  *  *  1  .  -
    measurements      *  *  *  .  *  *  *  *  *  *  *  .  -
    migrations        -  -  -  -  -  -  -  -  -  *  -  -  -
    named_exports     *  -  -  -  -  -  -  -  -  *  -  .  -
    post_periods      *  *  -  -  -  -  -  1  -  *  -  .  -
    posts             *  *  -  -  -  -  -  1  -  *  -  .  -
    redirections      *  2  1  .  1  1  -  1  -  *  .  .  -
    rolled_months     -  -  -  -  -  -  -  -  -  *  -  -  -
    rollup_categories -  -  -  -  -  -  -  -  -  *  -  -  -
    rollup_minutes    -  -  -  -  -  -  -  -  -  *  -  -  -
    rollup_people     -  -  -  -  -  -  -  -  -  *  -  -  -
    scheme_units      *  *  *  .  *  *  *  *  *  *  *  .  -
    scheme_versions   *  *  *  .  *  *  *  *  *  *  *  .  -
    schemes           *  *  *  .  *  *  *  *  *  *  *  .  -
    seals             -  -  -  -  -  -  -  -  -  *  -  -  -
    sessions          1  1  1  .  1  1  1  1  1  1  1  .  -
    settings          *  *  *  .  *  *  *  *  *  *  *  .  -
    sheet_times       *  *  -  -  -  -  -  -  -  *  -  .  -
    sign_ins          -  -  -  -  -  -  -  -  *  *  -  -  -
    snapshot_labels   *  *  *  .  *  -  *  -  -  *  *  .  -
    snapshot_patterns -  -  -  -  -  -  -  -  -  *  -  -  -
    snapshot_units    *  *  2  .  7  -  *  -  -  *  4  .  -
    snapshots         *  *  *  .  *  -  *  -  -  *  *  .  -
    staff             *  *  -  -  -  .  -  1  -  *  -  .  -
    stale_marks       -  -  -  -  -  -  -  -  -  *  -  -  -
    tasks             *  *  *  .  *  *  *  *  *  *  *  .  -
    time_records      *  3  -  -  -  2  -  1  -  *  -  .  -
    timed_cases       *  *  -  -  -  1  -  -  -  *  -  .  -
    tokens            1  .  .  .  .  .  1  .  *  .  .  .  -
    tools             *  *  *  .  *  *  *  *  *  *  *  .  -
    training_records  *  *  -  -  -  -  -  1  -  *  -  .  -
    trial_amendments  *  *  *  .  *  *  *  *  *  *  *  .  -
    trial_results     *  *  *  .  *  *  *  *  *  *  *  .  -
    trial_units       *  *  *  .  *  *  *  *  *  *  *  .  -
    trials            *  *  *  .  *  *  *  *  *  *  *  .  -
    unit_comments     *  *  1  .  2  -  *  -  -  *  1  .  -
    unit_periods      *  *  *  .  *  *  *  *  *  *  *  .  -
    unit_versions     *  *  *  .  *  *  *  *  *  *  *  .  -
    units             *  *  *  .  *  *  *  *  *  *  *  .  -
    upload_pieces     *  1  -  -  -  .  -  -  .  *  -  .  -
    upload_problems   *  1  -  -  -  .  -  -  .  *  -  .  -
    upload_work       *  1  -  -  -  .  -  -  .  *  -  .  -
    uploads           *  1  -  -  -  .  -  -  .  *  -  .  -
    usage_days        *  *  -  -  -  -  -  1  -  *  -  .  -
    use_cases         *  *  *  .  *  *  *  *  *  *  *  .  -
    """

  @Test func everybodySeesWhatIsSaidHere() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      try await test.fillEveryTable()
      let tables = try await test.texts(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not in ('touched', 'settlements') order by 1"
      )
      var lines: [String] = []
      for table in tables {
        let all = try await test.number("select count(*) from \(table)")
        // What nobody could see would prove nothing.
        #expect(all > 0, "\(table) is empty")
        var marks: [String] = []
        for name in Self.cast {
          let viewer = name == "gate" ? Viewer.gate : try await test.viewer(name)
          switch try await test.count(table, as: viewer) {
          case nil: marks.append("-")
          case all: marks.append("*")
          case 0: marks.append(".")
          case let some?: marks.append("\(some)")
          }
        }
        lines.append(table.padding(toLength: 18, withPad: " ", startingAt: 0) + marks.joined(separator: "  "))
      }
      #expect(lines.joined(separator: "\n") == Self.expected)
    }
  }

  /// The service's own connections are nobody's until they say whose.
  @Test func whoDoesNotSayForWhomItAsksMayDoNothing() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      let accounts = try Database(address: test.serviceAddress, isForAccounts: true)
      for sql in [
        "select count(*) from public.staff", "select count(*) from public.units", "select count(*) from public.snapshots", "select public.settle()",
        "insert into public.tools (code, name) values ('X', 'X')",
        // Nor is there a way back to the owner's rights.
        "set role none; insert into public.tools (code, name) values ('X', 'X')", "set local role tedori", "reset role; select count(*) from public.staff",
        "set session authorization tedori", "set role tedori_report", "create table public.x (y integer)",
      ] {
        let error = await #expect(throws: ServerError.self, "\(sql)") { try await accounts.pool.transaction { try await $0.script(sql) } }
        #expect(error?.sqlState == "42501", "\(sql)")
      }
      await #expect(throws: (any Error).self) { try await accounts.read(as: Cast.officer) { _ in } }
      let seen = try await accounts.read(as: try await test.viewer("hanae")) {
        try await $0.query("select count(*) as staff from staff").first?.decode("staff", as: Int.self)
      }
      #expect(seen == 12)
      // And they are so again afterwards.
      #expect(try await accounts.pool.query("select current_user::text as name").first?.decode("name", as: String.self) == "tedori_nobody")
      await accounts.close()
    }
  }

  /// A question that an account asks holds a connection only so long; the service's own work takes what it takes.
  @Test func aQuestionMayTakeSoLong() async throws {
    try await TestDatabase.with(.organisation) { test async throws in
      for (viewer, patience) in [(try await test.viewer("hanae"), "30s"), (Cast.officer, "0")] {
        let told = try await test.database.read(as: viewer) { transaction in
          try await transaction.query("select current_setting('statement_timeout') as patience").first?.decode("patience", as: String.self)
        }
        #expect(told == patience)
      }
    }
  }

  @Test func everyTableHasPolicies() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let bare = try await test.texts(
        """
        select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity
        union all
        -- A right without a policy lets nobody see anything, which is a mistake too.
        select c.relname || ' for ' || r.rolname from pg_class c cross join pg_roles r
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and r.rolname like 'tedori\\_%' and has_any_column_privilege(r.oid, c.oid, 'select')
          and not exists (select from pg_policy p where p.polrelid = c.oid and r.oid = any (p.polroles) and p.polcmd in ('r', '*'))
        order by 1
        """)
      #expect(bare == [])
    }
  }
}

extension TestDatabase {
  /// How many rows somebody sees; nil where the database refuses.
  func count(_ table: String, as viewer: Viewer) async throws -> Int? {
    do {
      return try await database.read(as: viewer) { (transaction) async throws -> Int? in
        try await transaction.query(Statement(text: "select count(*)::int as rows from \(table)")).first?.decode("rows", as: Int.self)
      }
    } catch let error as ServerError where error.sqlState == "42501" {
      return nil
    }
  }
}
