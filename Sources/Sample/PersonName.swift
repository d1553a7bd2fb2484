/// Invented names: a surname, a given name, the kana of both, sometimes a name from before a marriage (旧姓).
struct PersonName {
  let name: String
  let kana: String
  let formerName: String?

  init(of person: Int, seed: UInt64) {
    var dice = Dice(seed, .name, person)
    let surname = dice.pick(PersonName.surnames)
    let given = dice.pick(PersonName.givens)
    name = surname.written + " " + given.written
    kana = surname.kana + " " + given.kana
    let former = dice.pick(PersonName.surnames)
    formerName = dice.chance(45) && former.written != surname.written ? former.written : nil
  }

  private struct Part: Sendable {
    let written: String
    let kana: String
  }

  private static func parse(_ list: String) -> [Part] {
    list.split(separator: " ").map { cell in
      let names = cell.split(separator: "=").map(String.init)
      return Part(written: names[0], kana: names[1])
    }
  }

  private static let surnames = parse(
    "佐藤=サトウ 鈴木=スズキ 髙橋=タカハシ 高橋=タカハシ 田中=タナカ 伊藤=イトウ 渡辺=ワタナベ 渡邊=ワタナベ 山本=ヤマモト 中村=ナカムラ 小林=コバヤシ 加藤=カトウ 吉田=ヨシダ 山田=ヤマダ 佐々木=ササキ 山口=ヤマグチ 松本=マツモト 井上=イノウエ 木村=キムラ 林=ハヤシ 斎藤=サイトウ 齋藤=サイトウ 清水=シミズ 山崎=ヤマザキ 山﨑=ヤマザキ 森=モリ 池田=イケダ 橋本=ハシモト 阿部=アベ 石川=イシカワ 小川=オガワ 岡田=オカダ 後藤=ゴトウ 長谷川=ハセガワ 村上=ムラカミ 近藤=コンドウ 石井=イシイ 坂本=サカモト 遠藤=エンドウ 青木=アオキ 藤井=フジイ 西村=ニシムラ 福田=フクダ 太田=オオタ 三浦=ミウラ 岡本=オカモト 松田=マツダ 中島=ナカジマ 中川=ナカガワ 原田=ハラダ 小野=オノ 田村=タムラ 竹内=タケウチ 金子=カネコ 和田=ワダ 中山=ナカヤマ 石田=イシダ 上田=ウエダ 森田=モリタ 原=ハラ 柴田=シバタ 酒井=サカイ 工藤=クドウ 横山=ヨコヤマ 宮崎=ミヤザキ 宮﨑=ミヤザキ 宮本=ミヤモト 内田=ウチダ 髙木=タカギ 高木=タカギ 谷口=タニグチ 安藤=アンドウ 大野=オオノ 丸山=マルヤマ 今井=イマイ 河野=コウノ 藤田=フジタ 武田=タケダ 村田=ムラタ 上野=ウエノ 杉山=スギヤマ 増田=マスダ 平野=ヒラノ 大塚=オオツカ 千葉=チバ 久保=クボ 松井=マツイ 小島=コジマ 岩崎=イワサキ 岩﨑=イワサキ 桜井=サクライ 野口=ノグチ 松尾=マツオ 野村=ノムラ 木下=キノシタ 菊地=キクチ 佐野=サノ 大西=オオニシ 杉本=スギモト 新井=アライ 浜田=ハマダ 市川=イチカワ 水野=ミズノ 小松=コマツ 島田=シマダ 古川=フルカワ 前田=マエダ 髙田=タカダ 矢野=ヤノ 白石=シライシ 関口=セキグチ 早川=ハヤカワ 五十嵐=イガラシ 須藤=スドウ 榎本=エノモト 立花=タチバナ"
  )
  private static let givens = parse(
    "翔太=ショウタ 健太=ケンタ 大輔=ダイスケ 直樹=ナオキ 拓也=タクヤ 和也=カズヤ 達也=タツヤ 誠=マコト 剛=ツヨシ 修=オサム 浩二=コウジ 隆=タカシ 明=アキラ 学=マナブ 亮=リョウ 悠斗=ユウト 蓮=レン 陽介=ヨウスケ 雄大=ユウダイ 航=ワタル 涼太=リョウタ 康平=コウヘイ 智也=トモヤ 英樹=ヒデキ 秀明=ヒデアキ 正人=マサト 俊介=シュンスケ 慎一=シンイチ 純一=ジュンイチ 洋平=ヨウヘイ 裕太=ユウタ 崇=タカシ 聡=サトシ 淳=ジュン 啓介=ケイスケ 光=ヒカル 湊=ミナト 樹=イツキ 陸=リク 蒼=アオイ 美咲=ミサキ 陽子=ヨウコ 恵子=ケイコ 由美=ユミ 真由美=マユミ 久美子=クミコ 智子=トモコ 裕子=ユウコ 明美=アケミ 直美=ナオミ 愛=アイ 彩=アヤ 麻衣=マイ 舞=マイ 千尋=チヒロ 遥=ハルカ 葵=アオイ 結衣=ユイ 結菜=ユイナ 優花=ユウカ 七海=ナナミ 菜摘=ナツミ 沙織=サオリ 香織=カオリ 友美=トモミ 恵美=エミ 理恵=リエ 紀子=ノリコ 典子=ノリコ 幸子=サチコ 京子=キョウコ 順子=ジュンコ 美穂=ミホ 奈々=ナナ 瞳=ヒトミ 綾子=アヤコ 志保=シホ 亜希=アキ 千夏=チナツ 小春=コハル 凛=リン 楓=カエデ 詩織=シオリ 琴音=コトネ"
  )
}
