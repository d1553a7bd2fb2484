import Domain
import Hummingbird

/// Every route of the service, a line each: where it is, who it is for, what it takes and gives, and who answers.
enum Routes {
  static let all: [Route] = probes + pages + program

  /// The route that a request is for.
  static func route(_ request: Request) -> Route? {
    let method = request.method == .head ? .get : request.method
    return all.first { $0.method == method && $0.matches(request.uri.path) }
  }

  // swift-format-ignore
  private static let probes: [Route] = [
    Route(.get, "/health", Anonymous.self, "The process is up.", gives: .text("text/plain"), use: Probes.health),
    Route(.get, "/ready", Anonymous.self, "The database answers and its schema is current.", gives: .text("text/plain"), use: Probes.ready),
    Route(.get, "/metrics", Anonymous.self, "Counts for Prometheus.", gives: .text("text/plain"), use: Probes.metrics),
  ]

  // swift-format-ignore
  private static let pages: [Route] = [
    Route(.get, "/style.css", Anonymous.self, "The pages' stylesheet.", [.ifNoneMatch], gives: .text("text/css"), use: PageFile.style),
    Route(.get, "/icon.svg", Anonymous.self, "The pages' icon.", [.ifNoneMatch], gives: .text("image/svg+xml"), use: PageFile.icon),
    Route(.get, "/scripts/{name}", Anonymous.self, "A script of the pages.", [.ifNoneMatch], gives: .text("text/javascript"), use: PageFile.script),
    Route(.get, "/sign-in", Anonymous.self, "The page to sign in.", [.language], gives: .page, use: SignIn.page),
    Route(.post, "/sign-in", Anonymous.self, "Signs in.", body: .form(["login", "password"]), gives: .redirect, use: SignIn.enter),
    Route(.get, "/sign-in/provider", Anonymous.self, "Goes to the provider of single sign-on to sign in.", gives: .redirect, use: ProviderSignIn.begin),
    Route(.get, "/sign-in/return", Anonymous.self, "Comes back from there.", Parameter.fromProvider, gives: .redirect, use: ProviderSignIn.finish),
    Route(.get, "/sign-out/provider", Anonymous.self, "Goes there to sign out.", gives: .redirect, use: ProviderSignIn.leave),
    Route(.get, "/invitations/{secret}", Anonymous.self, "The page to set a password.", [.language], gives: .page, use: Invitation.page),
    Route(.post, "/invitations/{secret}", Anonymous.self, "Sets the password, once.", body: .form(["password", "again"]), gives: .redirect, use: Invitation.accept),
    Route(.get, "/", Member.self, "Where somebody who is signed in begins.", [.language], gives: .page, use: Home.page),
    Route(.get, "/account", Member.self, "The own account: other roles, and sessions.", [.language], gives: .page, use: AccountPage.page),
    Route(.post, "/role", Member.self, "Goes on in another of the account's roles.", body: .form(["role"]), gives: .redirect, use: AccountPage.change),
    Route(.post, "/sign-out", Member.self, "Signs out.", body: .form([]), gives: .redirect, use: SignOut.here),
    Route(.post, "/sign-out-everywhere", Member.self, "Ends every session of the account.", body: .form([]), gives: .redirect, use: SignOut.everywhere),
    Route(.get, "/leadership", BriefingReader.self, "The month on one screen.", [.month, .language], gives: .page, use: LeadershipPage.page),
    Route(.get, "/month", ReportReader.self, "The month's report.", [.month, .unit, .language], gives: .page, use: MonthPage.page),
    Route(.get, "/department", ReportReader.self, "A unit's month beside the whole organisation and last year.", [.month, .unit, .language], gives: .page, use: DepartmentPage.page),
    Route(.get, "/department/file", ReportReader.self, "The tables of that page.", [.month, .unit], gives: .file("text/csv"), use: DepartmentPage.file),
    Route(.post, "/department/comments", Confirmer.self, "Writes the head's comment on the own unit's month.", body: .form(["month", "unit", "text", "seen"], hasText: true), gives: .redirect, use: CommentSection.write),
    Route(.get, "/confirmations", Confirmer.self, "Redirections that wait for the head's confirmation.", [.month, .language], gives: .page, use: ConfirmationsPage.page),
    Route(.post, "/confirmations", Confirmer.self, "Confirms, reduces or sends back, group by group or all.", body: .form(["month", "decision"], rows: ["unit", "category", "seen", "minutes", "reason"]), gives: .redirect, use: Confirming.decide),
    Route(.post, "/confirmations/persons", Confirmer.self, "Confirms what persons of a unit have claimed in a category, or takes that back.", body: .form(["month", "decision", "unit", "category", "seen"]), gives: .redirect, use: Confirming.decideOnPersons),
    Route(.get, "/copy", Copier.self, "Use cases of other departments that could be taken up.", [.unit, .language], gives: .page, use: CopyPage.page),
    Route(.post, "/copy", Copier.self, "Takes one up.", body: .form(["unit", "use_case"]), gives: .redirect, use: CopyPage.take),
    Route(.get, "/leftovers", LeftoverReader.self, "What transfers and reorganisations leave behind.", [.language], gives: .page, use: LeftoversPage.page),
    Route(.post, "/leftovers", LeftoverClearer.self, "Ends it or hands it on.", body: .form(["decision"], rows: ["adoption"]), gives: .redirect, use: LeftoversPage.clear),
    Route(.get, "/connect", ReportReader.self, "How to read the figures with Excel and BI tools.", [.language], gives: .page, use: ConnectPage.page),
    Route(.post, "/month/freeze", Freezer.self, "Freezes a month for readers other than HR.", body: .form(["month"]), gives: .redirect, use: MonthPage.freeze),
    Route(.get, "/me", StaffMember.self, "The own record, who looked at it, and what was asked to be corrected.", [.language], gives: .page, use: OwnPage.page),
    Route(.post, "/me/corrections", StaffMember.self, "Asks for a correction of the own record.", body: .form(["text"], hasText: true), gives: .redirect, use: OwnPage.ask),
    Route(.get, "/sheet", SheetFiller.self, "A section's monthly sheet.", [.month, .unit, .saved, .took, .language], gives: .page, use: SheetPage.page),
    Route(.post, "/sheet", SheetFiller.self, "Records what was filled in.", body: .form(["month", "unit", "took", "reason", "keep", "agree"], rows: SheetForm.fields), gives: .redirect, use: SheetSave.save),
    Route(.get, "/sheet/file", SheetFiller.self, "The same as a file that imports again.", [.month, .unit, .format, .language], gives: .file("text/csv"), use: SheetFile.file),
    Route(.get, "/reminders", SheetReminder.self, "The sections that haven't reported a month, and who fills in their sheets.", [.month, .language], gives: .page, use: RemindersPage.page),
    Route(.get, "/reminders/file", SheetReminder.self, "The same for a mail merge.", [.month, .language], gives: .file("text/csv"), use: RemindersPage.file),
    Route(.get, "/due/{topic}", SheetReminder.self, "One topic of what is due.", [.language], gives: .page, use: DuePage.page),
    Route(.get, "/measurements", MeasurementPlanner.self, "Which use cases to measure next.", [.language], gives: .page, use: MeasurementsPage.page),
    Route(.post, "/measurements", MeasurementPlanner.self, "Makes a measurement of the cases that were timed.", body: .form(["use_case", "unit"]), gives: .redirect, use: MeasurementsPage.make),
    Route(.get, "/measurements/timer", CaseTimer.self, "Times cases with AI and without.", [.useCase, .unitOrNone, .arm, .made, .language], gives: .page, use: TimerPage.page),
    Route(.post, "/measurements/timer", CaseTimer.self, "Keeps a case, once for its key.", body: .form(["use_case", "unit", "arm", "minutes", "verify", "rework", "timed", "key"]), gives: .redirect, use: TimerPage.keep),
    Route(.post, "/measurements/timer/{number}", CaseTimer.self, "Takes a case back.", body: .form(["use_case", "unit"]), gives: .redirect, use: TimerPage.drop),
    Route(.get, "/corrections", Corrector.self, "What staff ask to have corrected, open ones first; names nobody.", [.language], gives: .page, use: CorrectionsPage.page),
    Route(.get, "/corrections/{number}", Corrector.self, "One of them, with whom it is about.", [.language], gives: .page, use: CorrectionPage.page),
    Route(.post, "/corrections/{number}", Corrector.self, "Answers it, once.", body: .form(["answer"], hasText: true), gives: .redirect, use: CorrectionPage.answer),
    Route(.get, "/exports", ExportReader.self, "Exports of named time.", [.language], gives: .page, use: ExportsPage.page),
    Route(.post, "/exports", Exporter.self, "Asks for one, with a reason.", body: .form(["kind", "reason"], hasText: true), gives: .redirect, use: ExportsPage.ask),
    Route(.post, "/exports/{number}/approval", Exporter.self, "Approves what somebody else has asked for.", body: .form([]), gives: .redirect, use: ExportSteps.approve),
    Route(.post, "/exports/{number}/file", Exporter.self, "Takes the own approved one, once.", body: .form([]), gives: .file("text/csv"), use: ExportSteps.take),
    Route(.get, "/records", RecordReader.self, "The kinds of records.", [.language], gives: .page, use: RecordsPage.page),
    Route(.get, "/records/{kind}", RecordReader.self, "The rows of a kind, or those in which a word is found.", [.query, .after, .done, .language], gives: .page, use: RecordListPage.page),
    Route(.get, "/records/{kind}/new", RecordWriter.self, "The form of a new row.", [.like, .staffNumber, .done, .language], gives: .page, use: NewRecord.page),
    Route(.post, "/records/{kind}/new", RecordWriter.self, "Adds a row, once.", body: RecordForm.body, gives: .redirect, use: NewRecord.add),
    Route(.get, "/records/{kind}/row", RecordReader.self, "One row, with the form to change it.", [.key, .done, .language], gives: .page, use: RecordPage.page),
    Route(.post, "/records/{kind}/row", RecordWriter.self, "Changes a row, unless somebody else has meanwhile.", body: RecordForm.body, gives: .redirect, use: RecordPage.change),
    Route(.post, "/records/{kind}/withdrawal", RecordWithdrawer.self, "Takes a row back.", body: RecordForm.body, gives: .redirect, use: RecordPage.withdraw),
    Route(.get, "/adoptions/{code}/{month}", AdoptionEditor.self, "A month of one adoption: time, where it went, and the account of both.", [.done, .language], gives: .page, use: AdoptionMonthPage.page),
    Route(.post, "/adoptions/{code}/{month}", AdoptionEditor.self, "Writes it in one transaction, or only adds it up.", body: AdoptionMonthForm.body, gives: .redirect, use: AdoptionMonthPage.save),
    Route(.get, "/transfers", TransferEditor.self, "What changes on a day, and the form to move persons on it; with a unit its persons to choose from.", [.on, .unit, .done, .language], gives: .page, use: TransfersPage.page),
    Route(.post, "/transfers", TransferEditor.self, "Says what moves would change, or writes them all.", body: TransfersPage.body, gives: .redirect, use: TransfersPage.take),
    Route(.post, "/transfers/file", TransferEditor.self, "Looks through moves of a file before they are entered.", body: .upload(["on"]), gives: .page, use: TransfersPage.takeFile),
    Route(.get, "/people", PeopleReader.self, "Persons by number, name, kana, former name or address.", [.query, .language], gives: .page, use: PeoplePage.page),
    Route(.get, "/people/{code}", PeopleReader.self, "One person, by any staff number: all numbers, posts, leaves, training, adoptions.", [.language], gives: .page, use: PersonPage.page),
    Route(.get, "/imports", Importer.self, "Where files are uploaded, and what became of earlier ones.", [.language], gives: .page, use: ImportsPage.page),
    Route(.post, "/imports", Importer.self, "Takes a file in, to be looked through.", body: .upload([]), gives: .redirect, use: ImportsPage.take),
    Route(.get, "/imports/{number}", Importer.self, "An uploaded file: how it is read, what would happen, its problems.", [.language], gives: .page, use: UploadPage.page),
    Route(.get, "/imports/{number}/progress", Importer.self, "How far the work on it is.", gives: .text("text/plain"), use: UploadPage.progress),
    Route(.get, "/imports/{number}/problems", Importer.self, "Its rows with problems, ready to be mended.", [.format], gives: .file("text/csv"), use: UploadSteps.problems),
    Route(.post, "/imports/{number}/kind", Importer.self, "Has it looked through as another kind.", body: .form(["kind", "encoding"]), gives: .redirect, use: UploadSteps.recheck),
    Route(.post, "/imports/{number}/import", Importer.self, "Has its good rows written.", body: .form([]), gives: .redirect, use: UploadSteps.write),
    Route(.post, "/imports/{number}/discard", Importer.self, "Forgets it.", body: .form([]), gives: .redirect, use: UploadSteps.discard),
    Route(.post, "/imports/{number}/undo", ImportUndoer.self, "Takes its import back.", body: .form([]), gives: .redirect, use: UploadSteps.undo),
    Route(.get, "/settings", Administrator.self, "What the administrator decides for all.", [.language], gives: .page, use: SettingsPage.page),
    Route(.post, "/settings", Administrator.self, "Decides it.", body: .form(["confirmation_days", "reporting_days", "idle_minutes", "session_hours", "retention_years", "reason"], hasText: true), gives: .redirect, use: SettingsPage.set),
  ]

  // swift-format-ignore
  private static let program: [Route] = [
    Route(.get, "/api/v1/openapi.json", Anonymous.self, "This description.", gives: .description, use: OpenAPI.answer),
    Route(.get, "/api/v1/reports/{month}", ReportReader.self, "The monthly report.", [.unit], gives: .report, use: Reporting.month),
    .rows("units", Member.self), .rows("tools", Member.self), .rows("areas", Member.self), .rows("tasks", Member.self), .rows("use-cases", Member.self),
    .rows("measurements", Member.self), .rows("categories", Member.self), .rows("courses", Member.self), .rows("schemes", Member.self),
    .rows("adoptions", AdoptionReader.self),
    Route(.post, "/api/v1/adoptions", AdoptionWriter.self, "Adds an adoption.", [.idempotencyKey], body: .row(.adoption, isWhole: true), gives: .row(.adoption, isNew: true), use: Adoptions.create),
    Route(.get, "/api/v1/adoptions/{code}", AdoptionReader.self, "One adoption.", gives: .row(.adoption, isNew: false), use: Adoptions.one),
    Route(.patch, "/api/v1/adoptions/{code}", AdoptionWriter.self, "Changes an adoption.", [.ifMatch], body: .row(.adoption, isWhole: false), gives: .row(.adoption, isNew: false), use: Adoptions.change),
    Route(.post, "/api/v1/imports/{kind}", Importer.self, "Imports a file: CSV or an Excel workbook, as the command takes it.", [.check, .keepGood, .encoding], body: .file, gives: .imported, use: Imports.take),
  ]
}

extension Route {
  /// A collection: the rows of a kind that the viewer sees, in pages.
  static func rows<Context: RoleAudience>(_ name: String, _ audience: Context.Type) -> Route {
    let kind = Kind.known(name)
    return Route(
      .get, "/api/v1/\(name)", audience, "A page of \(name), in the order of their keys.", [.limit, .after], gives: .rows(kind),
      use: { try await Collection.page(of: kind, $0) })
  }
}

extension Kind {
  static let adoption = known("adoptions")

  /// A kind that the program itself names.
  static func known(_ name: String) -> Kind {
    guard let kind = named(name) else { preconditionFailure("there is no kind \(name)") }
    return kind
  }
}
