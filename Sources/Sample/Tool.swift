/// An AI tool (AIツール) of an invented vendor.
struct Tool: Sendable {
  let code: String
  let name: String
  let vendor: String
  let kind: String
  let status: String
  let cost: Int
  /// How likely somebody uses it, beside the other tools.
  let weight: Int

  static let all: [Tool] = [
    Tool(code: "T01", name: "むさし文書AI", vendor: "武蔵野言語技研", kind: "文章生成", status: "approved", cost: 1200, weight: 40),
    Tool(code: "T02", name: "きろく君", vendor: "多摩音声システム", kind: "議事録", status: "approved", cost: 800, weight: 22),
    Tool(code: "T03", name: "ことばの橋", vendor: "架け橋翻訳", kind: "翻訳", status: "approved", cost: 500, weight: 12),
    Tool(code: "T04", name: "規程さがし", vendor: "青梅検索工房", kind: "文書検索", status: "approved", cost: 900, weight: 18),
    Tool(code: "T05", name: "よみとり帳票", vendor: "八王子画像処理", kind: "文字認識", status: "approved", cost: 1500, weight: 10),
    Tool(code: "T06", name: "窓口こたえ", vendor: "立川対話サービス", kind: "チャットボット", status: "approved", cost: 2000, weight: 8),
    Tool(code: "T07", name: "表計算アシスト", vendor: "武蔵野言語技研", kind: "表計算", status: "approved", cost: 700, weight: 16),
    Tool(code: "T08", name: "点検アイ", vendor: "奥多摩ビジョン", kind: "画像診断", status: "trial", cost: 3800, weight: 4),
    Tool(code: "T09", name: "コードの種", vendor: "府中ソフト", kind: "プログラム作成", status: "trial", cost: 2400, weight: 5),
    Tool(code: "T10", name: "旧文書アシスタント", vendor: "町田情報", kind: "文章生成", status: "retired", cost: 600, weight: 2),
  ]
}
