import Domain
import Hummingbird
import Store

/// Who a route is for: its handler can't be called without a context of this type, and a context can't be made for anybody else.
protocol Audience: ChildRequestContext where ParentContext == Visit {
  /// The roles that it admits; nil: anybody at all.
  static var roles: Set<AccountRole>? { get }
  var visit: Visit { get set }
}

extension Audience {
  var coreContext: CoreRequestContextStorage {
    get { visit.coreContext }
    set { visit.coreContext = newValue }
  }
}

/// Anybody, known or not.
struct Anonymous: Audience {
  static let roles: Set<AccountRole>? = nil
  var visit: Visit

  init(context: Visit) { visit = context }
}

/// Somebody who is signed in, in one of some roles.
protocol RoleAudience: Audience {
  static var admitted: Set<AccountRole> { get }
  var person: SignedIn { get }
  init(visit: Visit, person: SignedIn)
}

extension RoleAudience {
  static var roles: Set<AccountRole>? { admitted }

  init(context: Visit) throws {
    guard let person = context.person else { throw Fault.notSignedIn }
    guard Self.admitted.contains(person.role) else { throw Fault.wrongRole }
    self.init(visit: context, person: person)
  }

  /// For whom the record is read and changed.
  var viewer: Viewer { person.viewer }

  /// Departments and clerks see adoptions of units, and nobody's staff number.
  var hidden: Set<Reference> { [.hr, .hrUnnamed, .auditor, .staff].contains(person.role) ? [] : [.staff] }
}

/// Anybody who is signed in.
struct Member: RoleAudience {
  static let admitted = Set(AccountRole.allCases)
  var visit: Visit
  let person: SignedIn
}

/// Who reads figures: HR and auditors from the live account, the others from the months' snapshots.
protocol FigureReader: RoleAudience {}

extension FigureReader {
  /// Whether nothing is withheld.
  var isLive: Bool { [.hr, .auditor].contains(person.role) }
}

/// Who reads the monthly report.
struct ReportReader: FigureReader {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .auditor, .leadership, .head, .aiLead]
  var visit: Visit
  let person: SignedIn
}

/// Who reads the month on one screen.
struct BriefingReader: FigureReader {
  static let admitted: Set<AccountRole> = [.leadership, .hr, .hrUnnamed, .auditor]
  var visit: Visit
  let person: SignedIn
}

/// Who confirms what units say of their freed time, and speaks for the own unit.
struct Confirmer: RoleAudience {
  static let admitted: Set<AccountRole> = [.head, .aiLead]
  var visit: Visit
  let person: SignedIn
}

/// Who takes up for a unit what others use already.
struct Copier: RoleAudience {
  static let admitted: Set<AccountRole> = [.head, .aiLead, .clerk, .hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who sees what transfers and reorganisations leave behind: HR all of it, heads what was their units'.
struct LeftoverReader: RoleAudience {
  static let admitted: Set<AccountRole> = [.head, .aiLead, .hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who clears it.
struct LeftoverClearer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who has months frozen for the others.
struct Freezer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who sees adoptions: all of them, the own unit's or the own ones.
struct AdoptionReader: RoleAudience {
  static let admitted = Set(AccountRole.allCases).subtracting([.leadership, .administrator])
  var visit: Visit
  let person: SignedIn
}

/// Who enters adoptions.
struct AdoptionWriter: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .clerk]
  var visit: Visit
  let person: SignedIn
}

/// Who enters any adoption's month.
struct AdoptionEditor: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who has files to import: HR all kinds, clerks their sheets, administrators the code lists.
struct Importer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .clerk, .administrator]
  var visit: Visit
  let person: SignedIn
}

/// Who fills in monthly sheets: clerks those of their units, HR any.
struct SheetFiller: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .clerk]
  var visit: Visit
  let person: SignedIn
}

/// Who sees to it that sheets are filled in, and what else is due.
struct SheetReminder: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who says what is to be measured, and makes measurements of cases that were timed.
struct MeasurementPlanner: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who times cases: clerks those of their units.
struct CaseTimer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .clerk]
  var visit: Visit
  let person: SignedIn
}

/// Who reads the record kind by kind: HR and auditors all of it, administrators the code lists.
struct RecordReader: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .administrator, .auditor]
  var visit: Visit
  let person: SignedIn
}

/// Who looks for persons by name, and sees one person's record as a whole.
struct PeopleReader: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr]
  var visit: Visit
  let person: SignedIn
}

/// Who moves persons by name.
struct TransferEditor: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr]
  var visit: Visit
  let person: SignedIn
}

/// Who enters it by hand.
struct RecordWriter: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .administrator]
  var visit: Visit
  let person: SignedIn
}

/// Who takes rows back: an administrator sees nothing of what would refer to a row of a code list.
struct RecordWithdrawer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who takes imports back: those who may take rows back.
struct ImportUndoer: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed, .administrator]
  var visit: Visit
  let person: SignedIn
}

/// Somebody who asks for the own record.
struct StaffMember: RoleAudience {
  static let admitted: Set<AccountRole> = [.staff]
  var visit: Visit
  let person: SignedIn
}

/// Who answers what staff ask to have corrected.
struct Corrector: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .hrUnnamed]
  var visit: Visit
  let person: SignedIn
}

/// Who sees which exports of named time were asked for, approved and taken.
struct ExportReader: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr, .auditor]
  var visit: Visit
  let person: SignedIn
}

/// Who asks for exports of named time, approves others' and takes the own ones.
struct Exporter: RoleAudience {
  static let admitted: Set<AccountRole> = [.hr]
  var visit: Visit
  let person: SignedIn
}

/// Who decides what holds for all.
struct Administrator: RoleAudience {
  static let admitted: Set<AccountRole> = [.administrator]
  var visit: Visit
  let person: SignedIn
}
