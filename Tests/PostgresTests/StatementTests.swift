import Postgres
import Testing

/// Single statements: what goes in comes out again, or is refused by name.
@Suite(.timeLimit(.minutes(2))) struct StatementTests {
  @Test func everyTypeComesBackAsItWent() async throws {
    try await withPool { pool in
      let bytes: [UInt8] = [0, 1, 39, 92, 255]
      let texts = ["a", "b,c", "d\"e", "f\\g", "", "null", "{x}", "é\u{301}", "改行\nあり"]
      let rows = try await pool.query(
        """
        select \("O'Neil\\ \"x\" 髙")::text as text, \(Int.min)::bigint as int, \(Int32.max)::int as int32, \(Int16.min)::smallint as int16,
          \(0.1)::float8 as double, \(true)::bool as bool, \(bytes)::bytea as bytes, \(nil as String?)::text as null, \([1, -2, Int.max])::bigint[] as ints,
          \(texts)::text[] as texts, \([Int]())::int[] as empty, \([UInt8]())::bytea as nothing
        """)
      let row = try #require(rows.first)
      #expect(try row.decode("text") == "O'Neil\\ \"x\" 髙")
      #expect(try row.decode("int", as: Int.self) == Int.min)
      #expect(try row.decode("int32", as: Int32.self) == Int32.max)
      #expect(try row.decode("int16", as: Int16.self) == Int16.min)
      #expect(try row.decode("double", as: Double.self) == 0.1)
      #expect(try row.decode("bool", as: Bool.self))
      #expect(try row.decode("bytes", as: [UInt8].self) == bytes)
      #expect(try row.decode("null", as: String?.self) == nil)
      #expect(try row.decode("ints", as: [Int].self) == [1, -2, Int.max])
      #expect(try row.decode("texts", as: [String].self) == texts)
      #expect(try row.decode("empty", as: [Int].self).isEmpty)
      #expect(try row.decode("nothing", as: [UInt8].self).isEmpty)
      #expect(try row.decode(0, as: String?.self) != nil)
      #expect(row.columns.count == 12)
    }
  }
}
