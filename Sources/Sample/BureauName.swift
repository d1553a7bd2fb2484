/// A bureau of the invented metropolis: its names, its appointing authority, how much of the staff it has, and what its divisions deal with.
struct BureauName: Sendable {
  let name: String
  let englishName: String
  let authority: Int
  let weight: Int
  let topics: [Topic]

  struct Topic: Sendable {
    let name: String
    let englishName: String
  }

  /// The five appointing authorities.
  static let authorities = [
    Topic(name: "武蔵都知事", englishName: "Governor of Musashi"), Topic(name: "武蔵都教育委員会", englishName: "Musashi Board of Education"),
    Topic(name: "武蔵都公営企業管理者", englishName: "Musashi Public Enterprises"), Topic(name: "武蔵都警察本部長", englishName: "Musashi Police"),
    Topic(name: "武蔵都消防総監", englishName: "Musashi Fire Services"),
  ]

  private static let table = """
    総合戦略局|Bureau of Strategy|0|12|政策立案=Policy Design|都市戦略=City Strategy|国際連携=International Relations|統計調査=Statistics|報道広聴=Press and Hearing
    行政経営局|Bureau of Administration|0|26|人材育成=Human Resources|法務文書=Legal Affairs|庁舎管理=Buildings|市町村連携=Municipalities|島しょ振興=Islands
    予算調整局|Bureau of Budget|0|10|予算編成=Budgeting|財産運用=Property|契約検査=Contracts|起債管理=Bonds|収支分析=Accounts Analysis
    課税推進局|Bureau of Revenue|0|34|課税=Assessment|徴収=Collection|資産評価=Property Valuation|納税者サービス=Taxpayer Service|税務電算=Tax Systems
    暮らし文化局|Bureau of Life and Culture|0|14|消費生活=Consumer Affairs|文化振興=Arts|都民協働=Civic Partnership|私学支援=Private Schools|情報公開=Disclosure
    街づくり局|Bureau of Town Planning|0|22|土地利用=Land Use|市街地整備=Urban Renewal|建築指導=Building Control|景観緑地=Landscape|交通計画=Transport Planning
    住宅整備局|Bureau of Housing|0|16|都営住宅=Public Housing|民間住宅=Private Housing|住宅相談=Housing Advice|住宅改修=Refurbishment|用地活用=Sites
    環境共生局|Bureau of Environment|0|16|気候変動=Climate|資源循環=Resources|大気水質=Air and Water|自然環境=Nature|環境審査=Assessment
    福祉推進局|Bureau of Welfare|0|40|高齢者支援=Elderly Support|障害福祉=Disability Welfare|生活支援=Livelihood|地域福祉=Community Welfare|介護保険=Care Insurance
    健康医療局|Bureau of Health|0|44|感染症対策=Infection Control|医療政策=Medical Policy|健康増進=Health Promotion|薬務=Pharmaceuticals|食品衛生=Food Safety
    産業雇用局|Bureau of Industry|0|24|中小企業=Small Business|観光=Tourism|就業支援=Employment|創業支援=Start-ups|商店街振興=Shopping Streets
    農水振興局|Bureau of Agriculture|0|10|農業振興=Farming|森林=Forestry|水産=Fisheries|食育=Food Education|獣医衛生=Animal Health
    臨海港湾局|Bureau of Harbours|0|16|港湾経営=Port Management|港湾建設=Port Works|海上公園=Sea Parks|離島港湾=Island Ports|臨海開発=Waterfront
    道路河川局|Bureau of Roads and Rivers|0|38|道路管理=Road Management|道路建設=Road Works|河川=Rivers|公園緑地=Parks|用地=Land Acquisition
    出納局|Bureau of Treasury|0|5|出納=Payments|会計指導=Accounting|資金管理=Funds|物品管理=Supplies|決算=Settlement
    デジタル行政局|Bureau of Digital Government|0|14|行政DX=Digital Reform|AI利活用=AI Use|情報基盤=Infrastructure|データ活用=Data|情報安全=Information Security
    危機管理局|Bureau of Preparedness|0|10|防災計画=Disaster Planning|応急対策=Response|訓練=Drills|通信=Communications|復興支援=Recovery
    子育て若者局|Bureau of Children and Youth|0|22|保育支援=Child Care|子供家庭=Families|児童相談=Child Guidance|若者支援=Youth|母子保健=Maternal Health
    スポーツ交流局|Bureau of Sports|0|8|競技振興=Athletics|生涯スポーツ=Lifelong Sports|大会準備=Events|施設運営=Venues|パラスポーツ=Para Sports
    市場運営局|Bureau of Markets|0|12|市場経営=Market Management|市場施設=Market Facilities|衛生検査=Hygiene|取引指導=Trade|物流改善=Logistics
    学校教育局|Bureau of School Education|1|620|高等学校=High Schools|特別支援=Special Needs|小中学校=Compulsory Schools|教職員=Teaching Staff|生涯学習=Lifelong Learning
    上下水道局|Bureau of Water|2|66|給水=Water Supply|浄水=Purification|下水管路=Sewers|水再生=Reclamation|料金=Billing
    交通運輸局|Bureau of Transit|2|70|鉄道運輸=Railways|バス運輸=Buses|車両保守=Rolling Stock|軌道保守=Tracks|駅務=Stations
    治安対策局|Bureau of Public Safety|3|440|地域安全=Community Safety|交通安全=Traffic Safety|生活安全=Crime Prevention|警備計画=Security|鑑識=Forensics
    消防防災局|Bureau of Fire and Rescue|4|180|予防=Prevention|救急=Ambulance|警防=Fire Fighting|救助=Rescue|装備=Equipment
    """

  static let all: [BureauName] = table.split(separator: "\n").map { line in
    let cells = line.split(separator: "|").map(String.init)
    let topics = cells[4...].map { cell in
      let names = cell.split(separator: "=").map(String.init)
      return Topic(name: names[0], englishName: names[1])
    }
    return BureauName(name: cells[0], englishName: cells[1], authority: Int(cells[2]) ?? 0, weight: Int(cells[3]) ?? 1, topics: topics)
  }
}
