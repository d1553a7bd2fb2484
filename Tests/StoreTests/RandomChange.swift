import TestSupport

/// Changes of every sort that decides figures, drawn at random; many are refused by a rule, which is part of the game.
enum RandomChange {
  static let months = ["2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01"]
  private static let units = ["A", "B1", "D1", "S1", "S2", "B2", "S3"]
  private static let people = (1...12).map { $0 < 10 ? "00\($0)" : "0\($0)" }
  private static let adoptions = ["U1", "U2", "UB", "P6", "P6b", "P8", "P9"]
  private static let categories = ["resident_service", "policy", "quality", "same_work", "overtime"]

  static func sql(_ dice: inout Dice) -> String {
    let month = dice.pick(months)
    let adoption = dice.pick(adoptions)
    let person = "fixture.staff('\(dice.pick(people))')"
    let unit = "fixture.unit('\(dice.pick(units))')"
    let day = month.dropLast(2) + (dice.roll(0...1) == 0 ? "01" : "\(dice.roll(10...28))")
    switch dice.roll(1...24) {
    case 1...5:
      let users = adoption.hasPrefix("U") ? "\(dice.roll(0...6))" : "null"
      return
        "delete from time_records where adoption_id = fixture.adoption('\(adoption)') and month = '\(month)'; select fixture.time('\(adoption)', '\(month)', \(dice.roll(-900...4000)), \(users))"
    case 6...8:
      return
        "select fixture.redirect('\(adoption)', '\(month)', '\(dice.pick(categories))', \(dice.roll(1...700)), null, \(dice.roll(0...1) == 0 ? "null" : "'001'"))"
    case 9: return "delete from redirections where adoption_id = fixture.adoption('\(adoption)') and month = '\(month)'"
    case 10: return "update redirections set confirmed_by_id = fixture.staff('002') where adoption_id = fixture.adoption('\(adoption)')"
    case 11, 12:
      return
        "insert into posts (staff_id, unit_id, valid_from, kind, contracted_minutes) values (\(person), \(unit), '\(day)', 'primary', \(dice.pick([9300, 7440])))"
    case 13:
      return """
        insert into posts (staff_id, unit_id, valid_from, valid_to, kind, share_percent) values (\(person), \(unit), '\(day)', '2026-12-\(dice.roll(1...31))', 'concurrent', \(dice.roll(5...60)))
        """
    case 14: return "delete from posts where staff_id = \(person) and valid_from > '2026-08-01'"
    case 15:
      return
        "insert into leaves (staff_id, valid_from, valid_to, kind) values (\(person), '\(day)', \(dice.roll(0...1) == 0 ? "null" : "'2026-12-15'"), 'leave')"
    case 16: return "delete from leaves where staff_id = \(person)"
    case 17: return "update staff set left_on = \(dice.pick(["null", "'\(day)'", "'2024-03-31'"])) where id = \(person)"
    case 18:
      return
        "insert into training_records (staff_id, course_id, completed_on, outcome) select \(person), id, '\(day)', 'attended' from courses where code = '\(dice.pick(["L1", "L2"]))'"
    case 19:
      return "insert into usage_days (staff_id, tool_id, month, days_used) select \(person), id, '\(month)', \(dice.roll(0...9)) from tools where code = 'T1'"
    case 20:
      return "update measurements set ai_minutes = \(dice.roll(1...9)) where code = 'M1'; select fixture.measured('P8', '\(month)', \(dice.roll(1...60)), 'M1')"
    case 21: return "update courses set required = \(dice.pick(["'{all}'", "'{}'", "'{課長}'"])) where code = 'L1'"
    case 22:
      return dice.pick([
        "update unit_versions set valid_to = '\(day)' where unit_id = fixture.unit('\(dice.pick(["S2", "S3"]))') and valid_to is null",
        "update unit_versions set valid_to = null where unit_id = fixture.unit('\(dice.pick(["S2", "S3"]))')",
        "insert into unit_versions (unit_id, valid_from, name, kind, parent_id) values (fixture.unit('S2'), '\(day)', '新しい課', 'section', fixture.unit('\(dice.pick(["B2", "D1"]))'))",
      ])
    case 23: return "update adoptions set ended_on = \(dice.pick(["null", "'\(day)'"])) where code = '\(adoption)'"
    default:
      return dice.pick([
        "update adoptions set staff_id = \(person) where code = 'P9'",
        "update use_cases set tool_id = (select id from tools where code = '\(dice.pick(["T1", "T2"]))') where code = 'C2'",
      ])
    }
  }
}
