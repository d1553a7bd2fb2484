/// The rows of adoptions.
extension World {
  var adoptionFile: SampleFile {
    let columns = "code unit_code staff_no use_case_code started_on regular_on ended_on end_reason copied_from"
    return SampleFile("adoptions", columns: columns, pieces: adoptions.count) { place, rows in
      let adoption = adoptions[place]
      rows.code("D", place + 1, width: 7)
      switch adoption.holder {
      case .unit(let unit):
        rows.text(tree.units[unit].code)
        rows.empty()
      case .person(let person):
        rows.empty()
        if let post = workforce.post(of: person, on: adoption.start) {
          rows.staffNumber(workforce.numbers[Int(post.number)])
        } else {
          rows.empty()
        }
      }
      rows.code("U", adoption.useCase + 1, width: 3)
      rows.day(adoption.start)
      rows.day(adoption.regular)
      rows.day(adoption.end)
      rows.text(adoption.reason)
      if let source = adoption.source { rows.code("D", source + 1, width: 7) } else { rows.empty() }
      rows.endRow()
    }
  }
}
