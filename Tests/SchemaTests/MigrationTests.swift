import Postgres
import Store
import TestSupport
import Testing

/// How a database comes to its schema, and how it is noticed that it hasn't.
@Suite(.timeLimit(.minutes(2))) struct MigrationTests {
  @Test func aNewDatabaseGetsTheSchemaAndThenNothing() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      #expect(try await test.database.schemaState(as: Cast.officer) == .absent)
      let files = try await test.database.migrate(as: Cast.officer)
      #expect(files.first == "schema/000-extensions.sql")
      #expect(try await test.database.schemaState(as: Cast.officer) == .current)
      #expect(try await test.database.migrate(as: Cast.officer) == [])
    }
  }

  static let step = SchemaFiles.File(
    name: "migrations/9001-offices.sql", text: "create table offices (id bigint primary key); comment on table offices is 'x';")

  @Test func aMigrationIsRunOnceAndTheViewsAfterIt() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      var files = try SchemaFiles.packaged()
      files.migrations.append(Self.step)
      files.views.append((name: "views/999-offices.sql", text: "create or replace view all_offices as select id from offices;"))
      #expect(try await test.database.schemaState(of: files, as: Cast.officer) == .behind([Self.step.name, "views"]))
      #expect(try await test.database.migrate(to: files, as: Cast.officer) == [Self.step.name] + files.views.map(\.name))
      #expect(try await test.database.schemaState(of: files, as: Cast.officer) == .current)
      #expect(try await test.number("select count(*) from all_offices") == 0)
    }
  }

  /// A new database has all migrations in its schema already: they are noted and not run.
  @Test func aNewDatabaseNotesTheMigrations() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      var files = try SchemaFiles.packaged()
      files.migrations.append(Self.step)
      #expect(try await test.database.migrate(to: files, as: Cast.officer).contains(Self.step.name) == false)
      #expect(try await test.database.schemaState(of: files, as: Cast.officer) == .current)
    }
  }

  @Test func anAlteredOrNewerMigrationIsRefused() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      var files = try SchemaFiles.packaged()
      files.migrations.append(Self.step)
      #expect(try await test.database.migrate(to: files, as: Cast.officer) != [])
      // This program doesn't have it.
      #expect(try await test.database.schemaState(as: Cast.officer) == .unknown([Self.step.name]))
      let error = await #expect(throws: UnknownSchema.self) { try await test.database.migrate(as: Cast.officer) }
      #expect(error?.names == [Self.step.name])
      // It has another one of this name.
      files.migrations[files.migrations.count - 1].text += " -- altered"
      #expect(try await test.database.schemaState(of: files, as: Cast.officer) == .unknown([Self.step.name]))
      await #expect(throws: UnknownSchema.self) { try await test.database.migrate(to: files, as: Cast.officer) }
    }
  }

  @Test func aMigrationThatFailsLeavesNothing() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      var files = try SchemaFiles.packaged()
      files.migrations.append((name: "migrations/9002-fails.sql", text: "create table offices (id bigint); select 1 / 0;"))
      await #expect(throws: ServerError.self) { try await test.database.migrate(to: files, as: Cast.officer) }
      #expect(try await test.texts("select to_regclass('offices')") == ["null"])
      #expect(try await test.database.schemaState(as: Cast.officer) == .current)
    }
  }

  @Test func ofTwoAtOnceOneWaits() async throws {
    try await TestDatabase.with(.empty) { test async throws in
      async let one = test.database.migrate(as: Cast.officer)
      async let other = test.database.migrate(as: Cast.colleague)
      let counts = try await [one.count, other.count].sorted()
      #expect(counts[0] == 0 && counts[1] > 10)
      #expect(try await test.database.schemaState(as: Cast.officer) == .current)
    }
  }

  /// Views, functions and triggers can be applied again at any time, and say the same.
  @Test func applyingTheViewsAgainChangesNothing() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let before = try await dump(test.address)
      try await test.run("update migrations set sha256 = 'older' where name = 'views'")
      #expect(try await test.database.schemaState(as: Cast.officer) == .behind(["views"]))
      #expect(try await test.database.migrate(as: Cast.officer).isEmpty == false)
      #expect(before.count > 1_000)
      #expect(try await dump(test.address) == before)
    }
  }

  /// Takes back what all the steps did: each new one has to be taken back here as well, or it meets its own work.
  private static let before = """
    delete from migrations where name like 'migrations/%'; update migrations set sha256 = 'older' where name = 'views';
    drop table sheet_times, frozen_versions, unit_comments, claim_decisions, draw_seed, timed_cases, upload_work, upload_problems, upload_pieces, uploads cascade;
    drop table trial_results, trial_amendments, trial_units, trials, scheme_versions cascade;
    drop trigger keep_override on schemes; drop trigger keep_scheme_version on schemes; alter table schemes drop column override_reason cascade;
    drop extension pg_trgm cascade;
    alter table frozen_minutes drop column version; alter table frozen_people drop column version cascade;
    create index frozen_minutes_idx on frozen_minutes (month, unit_id);
    alter table frozen_people add constraint frozen_people_pkey primary key (month, unit_id, measure);
    drop index posts_valid_from_idx, training_records_completed_idx;
    create index training_records_course_idx on training_records (course_id);
    alter table grades drop constraint grades_code_usable, add constraint grades_code_usable check (code not in ('', 'all', 'none'));
    alter table corrections drop constraint corrections_answer_not_empty;
    alter table named_exports drop constraint named_exports_reason_not_empty, add constraint named_exports_reason_not_empty check (reason <> '');
    alter table settings drop constraint settings_reporting_first;
    update settings set confirmation_days = 5;
    drop policy own on answered_requests;
    alter table answered_requests drop column role, add constraint answered_requests_pkey primary key (account_id, key);
    insert into accounts (login, name) values ('hanae', 'hanae');
    insert into answered_requests (account_id, key, body_hash, answer) select id, 'k', sha256('b'), '{}' from accounts;
    """

  /// A database as it was before the first step.
  @Test func anOldDatabaseComesToTheSameSchema() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let new = try await dump(test.address)
      try await test.run(Self.before)
      let steps = try SchemaFiles.packaged().migrations.map(\.name)
      let old = try await dump(test.address)
      #expect(steps.count > 10 && old != new)
      #expect(try await test.database.migrate(as: Cast.officer).filter { $0.hasPrefix("migrations/") } == steps)
      #expect(try await test.database.schemaState(as: Cast.officer) == .current)
      #expect(try await test.texts("select reporting_days || ' ' || confirmation_days from settings") == ["4 5"])
      #expect(try await dump(test.address) == new)
    }
  }

  private func dump(_ address: String) async throws -> [Substring] {
    let answer = try await Program("pg_dump").run(["--schema-only", "--no-owner", "--dbname=\(address)"])
    #expect(answer.status == 0, "\(answer.errors)")
    // Some versions fence the dump with a random word.
    return answer.output.split(separator: "\n").filter { !$0.hasPrefix("\\restrict") && !$0.hasPrefix("\\unrestrict") }
  }
}
