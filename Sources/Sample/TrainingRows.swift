/// The rows of courses and training records.
extension SampleFile {
  /// The courses, with the required ones from the first day of their fiscal year on.
  static let courses = SampleFile(
    "courses", columns: "code title axis level minutes valid_months required required_from version", pieces: Course.all.count
  ) { place, rows in
    let course = Course.all[place]
    rows.text(course.code)
    rows.text(course.title)
    rows.text(course.axis)
    rows.number(course.level)
    rows.number(course.minutes)
    rows.number(course.validMonths)
    rows.text(course.required)
    rows.day(course.required == "none" ? nil : Day(year: 2024 + place % 3, month: 4, day: 1))
    rows.text("第\(1 + place % 3)版")
    rows.endRow()
  }
}

extension World {
  /// The courses completed in a fiscal year: of each person at most one of each, more where the bureau is eager.
  func trainingFile(year: Int) -> SampleFile {
    let april = timeline.aprils[year]
    let length = min(timeline.end(ofYear: year), timeline.lastDay + 1) - april
    let columns = "staff_no course_code completed_on outcome score"
    return SampleFile("training", name: "training-\(april.civil.year)", columns: columns, pieces: workforce.persons.count) { person, rows in
      for (place, course) in Course.all.enumerated() {
        var dice = Dice(seed, .training, person, place * 100 + year)
        let day = april + dice.below(length)
        guard let post = workforce.post(of: person, on: day), let bureau = tree.bureau(of: Int(post.unit), year: year), let profile = profiles[bureau] else {
          continue
        }
        // Required of a few grades: the others hardly come.
        let asked = course.required == "all" || course.required == "none" || course.required.split(separator: ";").contains { $0 == post.grade?.title ?? "" }
        guard dice.chance(course.uptake * (asked ? 550 + profile.ceiling / 2 : 40) / 1000) else { continue }
        let outcome = dice.weighted([38, 47, 15])
        rows.staffNumber(workforce.numbers[Int(post.number)])
        rows.text(course.code)
        rows.day(day)
        rows.text(["attended", "confirmed", "applied"][outcome])
        rows.number(outcome == 0 ? nil : dice.within(60...100))
        rows.endRow()
      }
    }
  }
}
