/// The rows of units.
extension World {
  /// One row for each unit and version; a unit that ended says when on its last.
  var unitFile: SampleFile {
    SampleFile("units", columns: "code valid_from valid_to name name_en kind parent_code succeeds", pieces: tree.units.count) {
      [units = tree.units] place, rows in
      let unit = units[place]
      for (turn, version) in unit.versions.enumerated() {
        rows.text(unit.code)
        rows.day(version.from)
        rows.day(turn == unit.versions.count - 1 ? unit.lastDay : nil)
        rows.text(version.name)
        rows.text(version.englishName)
        rows.text(unit.kind.rawValue)
        rows.text(version.parent.map { units[$0].code })
        rows.text(turn == 0 ? unit.predecessors.map { units[$0].code }.joined(separator: ";") : "")
        rows.endRow()
      }
    }
  }
}
