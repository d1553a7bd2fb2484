public import Domain
import Sheets

/// The reminders as a file for a mail merge: a line a section that is behind.
extension Reminders {
  public func csv(in language: Language) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    let heads =
      language == .japanese
      ? ["対象月", "局コード", "局", "所属コード", "所属", "担当", "担当のログイン", "導入", "報告", "未報告", "未報告の導入コード", "未報告のうち個人", "最後の報告"]
      : [
        "month", "bureau_code", "bureau", "unit_code", "unit", "clerk", "clerk_login", "adoptions", "reported", "not_reported", "not_reported_codes",
        "not_reported_persons", "last_reported",
      ]
    try writer.write(heads.map { .text($0) })
    for section in missing {
      let clerks = clerks(of: section)
      try writer.write([
        .text(month.description), .text(section.bureau?.code ?? ""), .text(section.bureau?.name(in: language) ?? ""), .text(section.section.code),
        .text(section.section.name(in: language)), .text(clerks.names.joined(separator: ";")), .text(clerks.logins.joined(separator: ";")),
        .number(section.inForce), .number(section.reported), .number(section.missing), .text(section.missingCodes.joined(separator: ";")),
        .number(section.missingPersons), .text(section.lastReported?.description ?? ""),
      ])
    }
    try writer.finish()
    return bytes
  }
}
