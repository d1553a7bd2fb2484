import Store

/// The state of an upload, and what came of it, in words.
struct UploadState {
  let visit: Visit
  let upload: Upload

  var title: String {
    if upload.undoneAt != nil { return visit.say("取り消し済み", "taken back") }
    return switch upload.state {
    case .unknown: visit.say("種類を選ぶ", "kind to be chosen")
    case .checking: visit.say("確認中", "being looked through")
    case .checked: upload.problems > 0 ? visit.say("問題あり・未取込み", "has problems, not imported") : visit.say("確認済み・未取込み", "looked through, not imported")
    case .importing: visit.say("取込み中", "being imported")
    case .imported: upload.counts.refused > 0 ? visit.say("一部を取込み済み", "imported in part") : visit.say("取込み済み", "imported")
    case .failed: visit.say("失敗", "failed")
    case .discarded: visit.say("破棄", "discarded")
    }
  }

  /// The counts, where there are any.
  var result: String {
    guard [.checked, .importing, .imported].contains(upload.state) else { return visit.say("－", "–") }
    let counts = upload.counts
    return visit.say(
      "新規 \(counts.created)、更新 \(counts.updated)、変更なし \(counts.unchanged)、問題 \(counts.refused) 行",
      "\(counts.created) new, \(counts.updated) changed, \(counts.unchanged) as they were, \(counts.refused) with problems")
  }

  /// Why it failed and what to do.
  var failure: String? {
    upload.failure.map {
      switch $0 {
      case .notAllowed:
        visit.say("この権限では取り込めない内容です。何も書き込んでいません。", "This role may not import what is in it. Nothing was written.")
      case .cutOff:
        visit.say(
          "作業が何度も途中で切れたため、止めました。何も書き込んでいません。管理者に知らせてから、もう一度送ってください。",
          "The work was cut off several times and was stopped. Nothing was written. Tell the administrator, then send the file again.")
      case .fault:
        visit.say(
          "tedori の不具合で止まりました。何も書き込んでいません。管理者に取込みの番号 \(upload.number) を知らせてください。",
          "A fault of tedori's has stopped it. Nothing was written. Tell the administrator the import's number, \(upload.number).")
      }
    }
  }
}
