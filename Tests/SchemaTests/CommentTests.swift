import Store
import TestSupport
import Testing

/// The schema says what everything in it is, and nothing in it goes past the rights of who asks.
@Suite(.timeLimit(.minutes(1))) struct CommentTests {
  @Test func everythingHasAComment() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let bare = try await test.texts(
        """
        select c.relname || coalesce('.' || a.attname, '') from pg_class c
        left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and (c.relkind in ('r', 'p') or c.relnamespace = 'report'::regnamespace)
        where c.relnamespace in ('public'::regnamespace, 'report'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm')
          and coalesce(trim(case when a.attnum is null then obj_description(c.oid, 'pg_class') else col_description(c.oid, a.attnum) end), '') = ''
        union all select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null
        union all
        select p.proname || '()' from pg_proc p where p.pronamespace = 'public'::regnamespace and obj_description(p.oid, 'pg_proc') is null
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        order by 1
        """)
      #expect(bare == [])
    }
  }

  @Test func everyViewAsksAsItsReader() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let views = "from pg_class where relnamespace in ('public'::regnamespace, 'report'::regnamespace) and relkind = 'v'"
      #expect(try await test.texts("select relname \(views) and not coalesce('security_invoker=true' = any (reloptions), false)") == [])
      #expect(try await test.number("select count(*) \(views)") > 0)
    }
  }

  @Test func everyForeignKeyHasAnIndex() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let bare = try await test.texts(
        """
        select c.conrelid::regclass || '.' || c.conname from pg_constraint c where c.contype = 'f'
          and not exists (select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])
        """)
      #expect(bare == [])
    }
  }

  /// `tedori dictionary` is drawn from these comments.
  @Test func theDictionaryNamesEveryColumn() async throws {
    try await TestDatabase.with(.schema) { test async throws in
      let text = try await test.database.dictionary(as: Cast.officer)
      #expect(text.hasPrefix("# Data dictionary\n"))
      #expect(text.contains("\n## time_records\n創出時間. What one adoption did in one month"))
      #expect(text.contains("\n| users | integer | yes | 利用者数. Needed on a unit's adoption, refused on a person's. |\n"))
      #expect(text.contains("\n| adoption_id | bigint |  | 導入. |\n"))
      let rows = try await test.texts(
        """
        select case c.relnamespace when 'report'::regnamespace then 'report.' else '' end || c.relname || ' ' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace in ('public'::regnamespace, 'report'::regnamespace) and c.relkind in ('r', 'v') order by c.relnamespace::regnamespace::text, c.relname collate "C", a.attnum
        """)
      var named: [String] = []
      var table = ""
      for line in text.split(separator: "\n") {
        if line.hasPrefix("## ") { table = String(line.dropFirst(3)) }
        let cells = line.split(separator: "|")
        if line.hasPrefix("| "), cells.count >= 4, line != "| column | type | may be empty | meaning |" { named.append("\(table) \(cells[0].trimmed)") }
      }
      #expect(named.sorted() == rows.sorted())
    }
  }
}

extension Substring {
  /// Without the spaces around it.
  var trimmed: Substring { drop { $0 == " " }.prefix { $0 != " " } }
}
