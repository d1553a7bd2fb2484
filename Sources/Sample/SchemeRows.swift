/// The rows of schemes, their units, awards and indicators.
extension World {
  var schemeFile: SampleFile {
    SampleFile("schemes", columns: "code title kind rewards cost_yen starts_on ends_on", pieces: schemes.count) { place, rows in
      let scheme = schemes[place]
      rows.text(scheme.code)
      rows.text(scheme.title)
      rows.text(scheme.kind)
      rows.text(scheme.rewards)
      rows.number(scheme.cost)
      rows.day(scheme.startsOn)
      rows.day(scheme.endsOn)
      rows.endRow()
    }
  }

  var schemeUnitFile: SampleFile {
    SampleFile("scheme-units", columns: "scheme_code unit_code starts_on ends_on arm", pieces: schemes.count) { place, rows in
      for part in schemes[place].parts {
        rows.text(schemes[place].code)
        rows.text(tree.units[part.unit].code)
        rows.day(part.startsOn)
        rows.day(schemes[place].endsOn)
        rows.text(part.arm)
        rows.endRow()
      }
    }
  }

  /// What the schemes gave: to sections half a year after they began, and to some of their clerks for teaching others.
  var awardFile: SampleFile {
    let columns = "code scheme_code staff_no unit_code awarded_on points yen reason"
    return SampleFile("awards", columns: columns, pieces: schemes.count) { place, rows in
      let scheme = schemes[place]
      for (turn, part) in scheme.parts.enumerated() {
        let day = part.startsOn + 182
        var dice = Dice(seed, .scheme, place + 1, turn)
        guard day <= min(timeline.lastDay, scheme.endsOn ?? .never), dice.chance(450) else { continue }
        rows.text("\(scheme.code)-\(turn + 1)")
        rows.text(scheme.code)
        if scheme.kind == "training_credit", let clerk = workforce.clerk(of: part.unit, year: timeline.year(of: day)) {
          rows.staffNumber(workforce.numbers[clerk])
          rows.empty()
        } else {
          rows.empty()
          rows.text(tree.units[part.unit].code)
        }
        rows.day(day)
        rows.number(scheme.kind == "training_credit" ? dice.within(1...4) * 5 : nil)
        rows.number(scheme.kind == "grant" ? dice.within(5...30) * 10_000 : nil)
        rows.text(dice.pick(["業務改善の工夫", "他課への展開", "学びの成果を業務に適用", "住民の声の反映"]))
        rows.endRow()
      }
    }
  }
}
