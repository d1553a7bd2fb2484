import Domain
import Postgres
import Store
import sql

/// What became of a unit's own adoptions since the month before.
struct AdoptionMovement: Sendable {
  enum Kind: String, Sendable, CaseIterable { case new, again, kept, lapsed }

  /// An adoption that wasn't simply kept.
  struct Moved: Sendable {
    let kind: Kind
    let unit: String
    let unitEnglish: String?
    let useCase: String
    /// When it began or ended, as `2026-11-24`.
    let day: String
    let reason: EndReason?
  }

  private(set) var moved: [Moved] = []
  private(set) var kept = 0

  func count(_ kind: Kind) -> Int { kind == .kept ? kept : moved.count { $0.kind == kind } }

  /// - Parameter code: the unit's, with all under it; nil: of all units.
  static func since(_ month: Month, unit code: String?, in transaction: Transaction) async throws -> AdoptionMovement {
    var movement = AdoptionMovement()
    for row in try await transaction.query(Statement(text: try SQLFiles.text("queries/department/movement.sql"), parameters: [month, code])) {
      guard let kind = Kind(rawValue: try row.decode("movement", as: String.self)) else { continue }
      if kind == .kept {
        movement.kept = try row.decode("adoptions", as: Int.self)
      } else {
        movement.moved.append(
          Moved(
            kind: kind, unit: try row.decode("unit", as: String.self), unitEnglish: try row.decode("unit_en", as: String?.self),
            useCase: try row.decode("use_case", as: String.self), day: try row.decode("day", as: String.self),
            reason: try row.decode("end_reason", as: String?.self).flatMap(EndReason.init(rawValue:))))
      }
    }
    return movement
  }
}

extension AdoptionMovement.Kind {
  func title(_ language: Language) -> String {
    switch self {
    case .new: language.choose("新規", "New")
    case .again: language.choose("再開", "Taken up again")
    case .kept: language.choose("継続", "Kept")
    case .lapsed: language.choose("終了", "Lapsed")
    }
  }
}

/// Why an adoption ended 終了理由.
enum EndReason: String, Sendable {
  case noTask = "no_task"
  case noSeat = "no_seat"
  case quality, risk, transfer, other

  func title(_ language: Language) -> String {
    switch self {
    case .noTask: language.choose("業務なし", "no such work any more")
    case .noSeat: language.choose("席なし", "no seat")
    case .quality: language.choose("品質", "quality")
    case .risk: language.choose("リスク", "risk")
    case .transfer: language.choose("異動", "transfer or reorganisation")
    case .other: language.choose("その他", "other")
    }
  }
}
