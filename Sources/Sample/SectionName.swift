/// What sections and teams are called: a topic and a function, the way offices name them.
enum SectionName {
  typealias Topic = BureauName.Topic

  /// The sections of a bureau's first division, which runs the bureau itself.
  static let general: [Topic] = parse("総務=General Affairs|企画=Planning|職員=Personnel|経理=Accounting|業務改革=Work Reform|広報=Public Relations|情報システム=Systems")
  /// What the sections of a division with a topic do.
  static let functions: [Topic] = parse(
    "管理=Management|企画=Planning|調整=Coordination|推進=Promotion|指導=Guidance|事業=Projects|審査=Examination|相談=Consultation|施設=Facilities|支援=Support|計画=Programme|調査=Research"
  )
  /// What the teams of a section do.
  static let teams: [Topic] = parse(
    "庶務=General|企画=Planning|調整=Coordination|審査=Examination|指導=Guidance|相談=Consultation|事業=Projects|管理=Management|支援=Support|統計=Statistics|給付=Benefits|検査=Inspection"
  )
  private static let ordinals = ["", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十"]

  /// A name for the `place`-th of many: after the first round of names the later ones are numbered.
  static func numbered(_ name: String, round: Int) -> String {
    round < ordinals.count ? ordinals[round] + name : "第\(round + 1)" + name
  }

  static func numberedEnglish(_ name: String, round: Int) -> String {
    round == 0 ? name : "\(name) \(round + 1)"
  }

  private static func parse(_ list: String) -> [Topic] {
    list.split(separator: "|").map { cell in
      let names = cell.split(separator: "=").map(String.init)
      return Topic(name: names[0], englishName: names[1])
    }
  }
}
