/// A task (業務) that AI can be applied to.
struct WorkTask: Sendable {
  let code: String
  let title: String
  let area: String
  let baselineMinutes: Int
  let casesYear: Int
  /// Whether people take it up one by one rather than as a unit: the two never share a use case.
  let isPersonal: Bool
  let tools: [Int]

  private static let table = """
    会議録の作成|i|90|240|u|1,0
    メール文案の作成|i|12|3000|p|0,9
    議会答弁資料の下書き|i|180|120|u|0,3
    窓口問合せへの回答|s|10|9000|u|5,3
    申請書の記載内容の確認|s|15|12000|u|4,0
    補助金申請の審査|s|120|800|u|4,0,3
    文書の要約|i|30|2400|p|0,3,9
    多言語の案内文の作成|s|60|300|u|2,0
    例規・通知の検索|i|20|2600|p|3,0
    電話相談の記録|s|15|6000|u|1,0
    アンケートの自由記述の分類|r|240|60|u|0,6
    表計算の集計作業|i|45|1200|p|6,8
    統計資料の作成|r|150|180|u|6,0
    広報記事の下書き|r|90|240|u|0,2
    施設点検写真の判定|r|20|5000|u|7,4
    工事書類の照合|r|60|1500|u|4,0,3
    契約書の点検|i|80|600|u|0,3,4
    起案文の作成|i|40|2000|p|0,3
    外国語資料の翻訳|i|70|260|p|2,0
    庁内からの照会への回答|i|35|900|u|0,3
    給付金の支給審査|s|25|8000|u|4,0
    相談記録の要点整理|s|20|4000|u|0,1
    住民説明会の記録|r|120|90|u|1,0
    調査票の入力|r|8|10000|u|4,6
    研修資料の作成|i|160|120|p|0,6
    業務手順書の更新|i|100|150|u|0,3
    苦情・要望の分類|s|12|3600|u|0,5
    許認可の事前確認|s|45|2400|u|0,3,4
    予算要求書の点検|i|75|200|u|6,0
    簡易な業務プログラムの作成|i|300|40|p|8,6
    監査資料の突合|i|110|160|u|6,4
    採用・異動通知の作成|i|18|1500|u|0,6
    交通量調査の集計|r|200|50|u|7,6
    災害情報の整理|r|50|300|u|0,1
    図面の検索|r|25|1800|u|3,7
    報道発表の下書き|r|85|130|u|0,2
    国・他自治体の事例調査|r|140|220|p|0,2,3
    講座・催しの案内作成|s|55|420|u|0,2
    予約・問合せの自動応答|s|6|15000|u|5,0
    証明書交付の受付|s|9|20000|u|4,5
    訪問記録の作成|s|22|3200|u|1,0
    検査結果の報告書作成|r|65|1100|u|0,4
    課題管理表の整理|i|28|700|p|6,0
    会議資料の要点づくり|i|50|650|p|0,1,9
    データの名寄せ|i|130|110|u|6,8
    法令改正の影響確認|r|190|70|u|3,0
    保守業者との連絡調整|i|16|1700|p|0,2
    学習教材の下書き|s|95|380|u|0,6
    パトロール記録の整理|r|18|5200|u|1,0
    車両・設備の故障予兆の確認|r|33|900|u|7,6
    """

  static let all: [WorkTask] = table.split(separator: "\n").enumerated().map { place, line in
    let cells = line.split(separator: "|").map(String.init)
    return WorkTask(
      code: place < 9 ? "G0\(place + 1)" : "G\(place + 1)", title: cells[0],
      area: cells[1] == "s" ? "service" : cells[1] == "r" ? "service_related" : "internal", baselineMinutes: Int(cells[2]) ?? 30,
      casesYear: Int(cells[3]) ?? 100, isPersonal: cells[4] == "p", tools: cells[5].split(separator: ",").compactMap { Int($0) })
  }
}
