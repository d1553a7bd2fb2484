import EmbeddedPostgres
import Glibc

/// Why the embedded database can't be used, in the reader's language.
extension EmbeddedServerError {
  /// What is wrong and what to do.
  var sentence: String { say(japanese, description) }

  private var japanese: String {
    switch self {
    case .directoryInvalid(let path, let reason): "「\(path)」はデータフォルダーにできません（\(reason)）。別のフォルダーを指定してください"
    case .notPermitted(let path, let user): "利用者 \(user) には \(path) を使う権限がありません。持ち主として実行するか、chown で \(user) に渡してください"
    case .readOnly(let path): "\(path) のファイルシステムは読み取り専用です。書き込めるようにするか、別のデータフォルダーを指定してください"
    case .diskFull(let path): "\(path) のディスクがいっぱいです。100 MB 以上空けて、もう一度始めてください。記録は失われていません"
    case .programMissing(let name, let package): "\(name) がありません。apt-get install \(package) で入れてください"
    case .serverUserMissing(let name):
      "PostgreSQL は root では動かず、利用者 \(name) もいません。Debian のパッケージ postgresql-common を入れるか、一般の利用者で実行してください"
    case .userUnknown(let id): "利用者番号 \(id) に名前がなく、PostgreSQL が動きません。/etc/passwd に加えるか、別の利用者で実行してください"
    case .wrongOwner(let path, let owner, let expected): "\(path) は \(owner) のもので、サーバーは \(expected) で動きます。chown -R \(expected) \(path) で渡してください"
    case .versionUnsupported(let path, let found, let installed):
      "\(path) は PostgreSQL \(found) のものです（この機械にあるのは \(installed.isEmpty ? "なし" : installed.map(\.description).joined(separator: "、"))）。その版（15 以上）を入れるか、pg_upgrade で移してください"
    case .clusterDamaged(let path, let reason): "\(path) は PostgreSQL のデータとして壊れています（\(reason)）。バックアップを戻すか、よけて新しく始めてください"
    case .usedElsewhere(let path): "\(path) は、ここから見えないサーバー（別のコンテナーなど）が使っています。先にそれを止めてください"
    case .leftBehind(let path, let processes):
      "終わったサーバーのプロセス \(processes.map(\.description).joined(separator: "、")) が \(path) を使っています。kill で終わらせて、もう一度始めてください"
    case .busy(let path, let seconds): "別のプログラムが \(seconds) 秒前から \(path) のサーバーを起動または停止しています。待つか、それを終わらせてください"
    case .socketFolderMissing(let folders, let user):
      "PostgreSQL のソケットには、名前が短くてコンマがなく、利用者 \(user) が入れるフォルダーが必要です（\(folders.joined(separator: "、"))はどれも使えません）。TMPDIR で別のフォルダーを指定してください"
    case .settingInvalid(let name): "「\(name)」は PostgreSQL の設定の名前ではありません"
    case .creationFailed(let output): "PostgreSQL のデータを作れませんでした: \(output)"
    case .startFailed(let output, let log): "PostgreSQL が起動しませんでした。ログ \(log) の終わり: \(output)"
    case .timedOut(let action, let process, let seconds):
      "PostgreSQL（プロセス \(process)）が \(seconds) 秒以内に\(action == "stop" ? "止まりません" : "準備できません")でした。ログを見てください。処理は続いています"
    case .connectionFailed(let output): "PostgreSQL は動いていますが、接続を断りました: \(output)"
    case .system(_, let path, let code): "\(path) を使えません: \(String(cString: strerror(code)))"
    }
  }
}
