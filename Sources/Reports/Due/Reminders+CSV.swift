public import Domain
import Sheets

/// The reminders as a file for a mail merge: a line a section that is behind.
extension Reminders {
  public func csv(in language: Language) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = CSVWriter(encoding: .utf8BOM) { bytes += $0 }
    let heads = [
      ("対象月", "month"), ("局コード", "bureau_code"), ("局", "bureau"), ("所属コード", "unit_code"), ("所属", "unit"), ("担当", "clerk"),
      ("担当のログイン", "clerk_login"), ("導入", "adoptions"), ("報告", "reported"), ("未報告", "not_reported"),
      ("未報告の導入コード", "not_reported_codes"), ("未報告のうち個人", "not_reported_persons"), ("最後の報告", "last_reported"),
    ]
    try writer.write(heads.map { .text(language.choose($0.0, $0.1)) })
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
