import Domain
import Store

/// How to read the published figures with Excel, Power BI, Metabase or psql.
enum ConnectPage {
  static func page(_ call: Call<ReportReader>) async throws -> Answer {
    let visit = call.visit
    func say(_ japanese: String, _ english: String) -> String { visit.say(japanese, english) }
    let found = try await call.services.database.reportViews(as: call.context.viewer)
    let login = call.context.person.login
    func row(_ name: String, _ value: String) -> HTML { "<tr><th scope=\"row\">\(name)</th><td class=\"wrap words\">\(value)</td></tr>" }
    let state: HTML =
      found.hasLogin
      ? "<p class=\"banner\">\(say("接続用のログイン \(login) は用意されています。", "Your login \(login) is ready."))</p>"
      : """
      <p class="banner">\(say("接続用のログインがまだありません。データベースの管理者に次を頼んでください。名前は Tedori のサインイン名と同じにします。", "You have no login yet. Ask the database's administrator for this; its name is that of your Tedori account."))</p>
      <pre tabindex="0">create role "\(login)" login connection limit 3 in role tedori_report; \\password "\(login)"</pre>
      """
    let views: [HTML] = found.views.map { view in
      let rows: [HTML] = view.columns.map {
        "<tr><th scope=\"row\"><code>\($0.name)</code></th><td class=\"wrap\">\(say($0.comment.japanese, $0.comment.english))</td></tr>"
      }
      return """
        <details><summary><code>report.\(view.name)</code> \(say(view.comment.japanese, view.comment.english))</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="\(view.name)"><table>
        <thead><tr><th scope="col">\(say("列", "Column"))</th><th scope="col">\(say("意味", "Meaning"))</th></tr></thead><tbody>\(rows)</tbody></table></div></details>
        """
    }
    return Layout(
      visit: visit, title: say("表計算・BI からの接続", "Connecting Excel and BI tools"), path: "/connect",
      content: """
        <h1>\(say("表計算・BI からの接続", "Connecting Excel and BI tools"))</h1>
        <p>\(say("Excel、Power BI、Metabase、psql などから PostgreSQL に直接つなぎ、このサイトで見られるのと同じ数値を読めます。書き込みはできません。秘匿された数値は空（null）です。", "Excel, Power BI, Metabase, psql and others can read from PostgreSQL the same figures that you see here, and change nothing. What is withheld is empty (null)."))</p>
        \(state)
        <h2>\(say("つなぎ方", "How to connect"))</h2>
        <table><tbody>
        \(row(say("種類", "Kind"), "PostgreSQL"))
        \(row(say("サーバー", "Server"), say("データベースの管理者に確認してください", "ask the database's administrator")))
        \(row(say("データベース", "Database"), found.database))
        \(row(say("利用者名", "User"), login))
        \(row(say("スキーマ", "Schema"), "report"))
        \(row("Excel", say("データ → データの取得 → データベースから → PostgreSQL データベースから", "Data → Get Data → From Database → From PostgreSQL Database")))
        \(row("Power BI", say("データを取得 → PostgreSQL データベース（インポート）", "Get data → PostgreSQL database (Import)")))
        \(row("Metabase", say("管理 → データベース → PostgreSQL を追加し、スキーマを report に限る", "Admin → Databases → add PostgreSQL, schemas: only report")))
        \(row("psql", "psql \"host=… dbname=\(found.database) user=\(login)\""))
        </tbody></table>
        <h2>\(say("表", "Tables"))</h2>
        \(views)
        <p class="note">\(say("own が真の行は直属分です。合計するときは own が偽の行と混ぜないでください。時間の単位は分です。", "Rows with own are of a unit itself: don't add them to those without. Times are minutes."))</p>
        """
    ).answer.keepingLanguage(call)
  }
}
