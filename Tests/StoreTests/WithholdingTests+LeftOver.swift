import Testing

/// What a head can take off the published figures.
extension WithholdingTests {
  /// A head lists the units' own adoptions, and so takes them off: 12 users of one don't hide 4 persons who have adopted or reported by themselves. Five are enough, none are nobody's.
  @Test(arguments: [(4, 4, "null"), (5, 4, "null"), (5, 5, "6"), (0, 0, "1")]) func personsOwnAdoptionsAreNotLeftOver(
    adopters: Int, reporters: Int, inForce: String
  ) async throws {
    try await withSnapshot(
      after: """
        delete from time_records; delete from adoptions;
        select fixture.persons('S3', 12, 0);
        delete from time_records where adoption_id not in (select a.id from adoptions a where a.code in (select 'S3-' || n from generate_series(1, \(reporters)) n));
        delete from adoptions where code not in (select 'S3-' || n from generate_series(1, \(adopters)) n);
        select fixture.adopt('V', 'S3', null, 'C1'), fixture.time('V', '2026-10-01', 900, 12)
        """
    ) { _, figure async throws in
      for unit in ["", "A", "B2", "S3"] {
        #expect(try await figure(unit, "in_force") == inForce, "\(unit)")
        #expect(try await figure(unit, "reported") == inForce, "\(unit)")
      }
    }
  }

  /// A head reads the redirections of units' own adoptions, and so takes them off a tier and a category: what nine persons redirected by themselves would be left over.
  @Test(arguments: [(9, "null"), (10, "3000"), (0, "2000")]) func personsOwnRedirectionsAreNotLeftOver(persons: Int, tier: String) async throws {
    try await withSnapshot(
      after: """
        delete from time_records; delete from adoptions;
        select fixture.persons('S3', 12, 0);
        update time_records set gross_minutes = 100 where adoption_id in (select a.id from adoptions a where a.code in (select 'S3-' || n from generate_series(1, \(persons)) n));
        select fixture.redirect('S3-' || n, '2026-10-01', 'policy', 100) from generate_series(1, \(persons)) n;
        select fixture.adopt('V', 'S3', null, 'C1'), fixture.time('V', '2026-10-01', 3000, 12), fixture.redirect('V', '2026-10-01', 'policy', 2000)
        """
    ) { _, figure async throws in
      for unit in ["", "A", "B2", "S3"] {
        #expect(try await figure(unit, "freed") == String(3_000 + 100 * persons), "\(unit)")
        #expect(try await figure(unit, "higher_value.claimed") == tier, "\(unit)")
        #expect(try await figure(unit, "category.policy.claimed") == tier, "\(unit)")
      }
    }
  }
}
