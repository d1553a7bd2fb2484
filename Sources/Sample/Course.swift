/// A course (研修) on one of the four axes of AI literacy.
struct Course: Sendable {
  let code: String
  let title: String
  let axis: String
  let level: Int
  let minutes: Int
  let validMonths: Int?
  /// `all`, `none`, or grades with `;` between.
  let required: String
  /// How many in a thousand complete it in a year.
  let uptake: Int

  static let all: [Course] = [
    Course(code: "K01", title: "生成AI利用の基礎", axis: "why", level: 1, minutes: 60, validMonths: 24, required: "all", uptake: 520),
    Course(code: "K02", title: "情報安全とAI", axis: "how", level: 1, minutes: 45, validMonths: 12, required: "all", uptake: 860),
    Course(code: "K03", title: "AI時代の管理職", axis: "mindset", level: 2, minutes: 120, validMonths: 36, required: "課長;部長;局長", uptake: 550),
    Course(code: "K04", title: "業務の棚卸しとAI活用の見極め", axis: "what", level: 1, minutes: 90, validMonths: nil, required: "課長代理;統括課長代理", uptake: 480),
    Course(code: "K05", title: "プロンプト実践Ⅰ", axis: "how", level: 2, minutes: 180, validMonths: nil, required: "none", uptake: 170),
    Course(code: "K06", title: "プロンプト実践Ⅱ", axis: "how", level: 3, minutes: 360, validMonths: nil, required: "none", uptake: 45),
    Course(code: "K07", title: "AIと行政責任", axis: "why", level: 2, minutes: 90, validMonths: 36, required: "none", uptake: 90),
    Course(code: "K08", title: "AI政策の動向", axis: "why", level: 3, minutes: 240, validMonths: nil, required: "none", uptake: 20),
    Course(code: "K09", title: "データから課題を見つける", axis: "what", level: 2, minutes: 240, validMonths: nil, required: "none", uptake: 70),
    Course(code: "K10", title: "AI導入の効果検証", axis: "what", level: 3, minutes: 360, validMonths: nil, required: "none", uptake: 25),
    Course(code: "K11", title: "変化を楽しむ職場づくり", axis: "mindset", level: 1, minutes: 60, validMonths: nil, required: "none", uptake: 110),
    Course(code: "K12", title: "AI利活用推進責任者養成", axis: "mindset", level: 3, minutes: 720, validMonths: 24, required: "none", uptake: 12),
  ]
}
