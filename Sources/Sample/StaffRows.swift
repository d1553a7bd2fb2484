/// The rows of staff, posts and leaves.
extension World {
  /// One row for each staff number; a person's later number names the earlier.
  var staffFile: SampleFile {
    let columns = "staff_no name kana former_name email joined_on left_on previous_no"
    return SampleFile("staff", columns: columns, pieces: workforce.numbers.count) { [workforce, seed] place, rows in
      let number = workforce.numbers[place]
      let name = PersonName(of: number.person, seed: seed)
      rows.staffNumber(number)
      rows.text(name.name)
      rows.text(name.kana)
      rows.text(name.formerName)
      rows.text("p\(number.person + 1)@musashi.example")
      rows.day(number.joined)
      rows.day(number.left)
      if let previous = number.previous { rows.staffNumber(workforce.numbers[previous]) } else { rows.empty() }
      rows.endRow()
    }
  }

  /// Primary posts, then concurrent ones. A primary post's last day stays empty where the next one or the departure says it.
  var postFile: SampleFile {
    let columns = "staff_no unit_code valid_from valid_to kind share_percent employment grade contracted_minutes"
    let primary = workforce.posts.count
    return SampleFile("posts", columns: columns, pieces: primary + workforce.concurrentPosts.count) { [workforce, tree] place, rows in
      let post = place < primary ? workforce.posts[place] : workforce.concurrentPosts[place - primary]
      rows.staffNumber(workforce.numbers[Int(post.number)])
      rows.text(tree.units[Int(post.unit)].code)
      rows.day(post.from)
      if let share = post.share {
        rows.day(post.to - 1)
        rows.text("concurrent")
        rows.number(share)
        rows.empty(3)
      } else {
        rows.empty()
        rows.text("primary")
        rows.empty()
        rows.text(post.employment.rawValue)
        rows.text(post.grade?.title)
        rows.number(Int(post.minutes))
      }
      rows.endRow()
    }
  }

  /// Leaves, cut off where the person left or got another number.
  var leaveFile: SampleFile {
    SampleFile("leaves", columns: "staff_no valid_from valid_to kind", pieces: workforce.leaves.count) { [workforce] place, rows in
      let leave = workforce.leaves[place]
      let number = workforce.numbers[Int(leave.number)]
      let last = workforce.posts(of: Int(leave.person)).last.map { $0.to - 1 } ?? .never
      rows.staffNumber(number)
      rows.day(leave.days.lowerBound)
      rows.day(min(leave.days.upperBound - 1, last, number.left ?? .never))
      rows.text(leave.kind.rawValue)
      rows.endRow()
    }
  }
}
