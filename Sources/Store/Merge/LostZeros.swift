import Domain
import Postgres

/// New codes that are old ones without their leading zeros: a spreadsheet took them for numbers.
extension Staging {
  /// A row whose code would be new, while the code with zeros before it is recorded and doesn't come with the file.
  func findLostZeros(in transaction: Transaction) async throws {
    if kind.name == "units" { return try await findLostZerosOfUnits(in: transaction) }
    guard case .code = kind.keys[0].value else { return }
    let code = kind.keys[0].field
    try await transaction.execute(
      """
      insert into faults
      select e._line, \(code), 'zeros_lost', jsonb_build_object('padded', min(t.\(unsafe: code)))
      from \(unsafe: effective) e join \(unsafe: kind.table) t on ltrim(t.\(unsafe: code), '0') = e.\(unsafe: code) and t.\(unsafe: code) like '0%'
      where not e._existing and not e._withdrawn and e.\(unsafe: code) ~ '^[1-9][0-9]*$'
        and not exists (select from \(unsafe: effective) o where o.\(unsafe: code) = t.\(unsafe: code))
      group by e._line
      """)
  }

  private func findLostZerosOfUnits(in transaction: Transaction) async throws {
    try await transaction.execute(
      """
      insert into faults
      select e._line, 'code', 'zeros_lost', jsonb_build_object('padded', min(u.code))
      from \(unsafe: effective) e join units u on ltrim(u.code, '0') = e."_raw_code" and u.code like '0%'
      where not e._existing and not e._withdrawn and e."_raw_code" ~ '^[1-9][0-9]*$'
        and exists (select from unit_versions v where v.unit_id = u.id) and not exists (select from unit_versions v where v.unit_id = e.unit_id)
        and not exists (select from \(unsafe: effective) o where o.unit_id = u.id)
      group by e._line
      """)
  }
}
