/// As what an account acts: its rights in the record.
public enum AccountRole: String, Sendable, Hashable, CaseIterable {
  /// 人事・研修担当. Enters, corrects, imports; sees named minutes.
  case hr
  /// 人事 without named minutes.
  case hrUnnamed = "hr_unnamed"
  /// 所属長. Sees the own unit and what is under it; confirms.
  case head
  /// AI利活用推進責任者 of a bureau; as a head.
  case aiLead = "ai_lead"
  /// The section's clerk, who fills the monthly sheet.
  case clerk
  /// 副知事・CIO・局長.
  case leadership
  /// 職員, for the own record.
  case staff
  /// Accounts, code lists, thresholds, jobs; no records of persons.
  case administrator
  /// Reads all and the audit trail, changes nothing.
  case auditor

  /// Whether it is held for one unit and what is under it.
  public var isForUnit: Bool { [.head, .aiLead, .clerk].contains(self) }
}
