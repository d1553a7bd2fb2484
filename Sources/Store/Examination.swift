public import Domain
import Postgres
import sql

/// What an examination of the record finds: each finding is in order, to be looked at, or wrong.
public struct Finding: Sendable {
  public enum Level: Sendable { case good, look, wrong }
  public let level: Level
  public let japanese: String
  public let english: String

  public init(_ level: Level, _ japanese: String, _ english: String) {
    self.level = level
    self.japanese = japanese
    self.english = english
  }
}

extension Database {
  /// Examines the server, the rules of the account, the rollups and the audit chain.
  ///
  /// - Parameter sample: how many adoptions, and how many cells of the rollups, are counted again at random.
  /// - Parameter month: whose flags are shown; nil: the newest with records.
  public func examine(sample: Int, month: Month? = nil, as viewer: Viewer) async throws -> [Finding] {
    try await server(as: viewer) + account(sample: sample, as: viewer) + books(sample: sample, as: viewer) + flags(of: month, as: viewer)
  }

  private func server(as viewer: Viewer) async throws -> [Finding] {
    let row = try await one("server", as: viewer)
    var findings: [Finding] = []
    let version = try row.decode("version", as: Int.self)
    findings.append(
      version >= 150_000
        ? Finding(.good, "PostgreSQL \(version / 10_000)", "PostgreSQL \(version / 10_000)")
        : Finding(.wrong, "PostgreSQL \(version / 10_000) は古すぎます。15 以上にしてください", "PostgreSQL \(version / 10_000) is too old: use 15 or newer"))
    for (name, isOn) in [("fsync", try row.decode("fsync", as: Bool.self)), ("full_page_writes", try row.decode("full_page_writes", as: Bool.self))] where !isOn
    {
      findings.append(Finding(.wrong, "\(name) が off です。電源断で記録を失います。on にしてください", "\(name) is off: a power cut loses records; turn it on"))
    }
    if try !row.decode("checksums", as: Bool.self) {
      findings.append(Finding(.look, "データチェックサムがありません（pg_checksums --enable）", "there are no data checksums: pg_checksums --enable"))
    }
    if try !row.decode("archives", as: Bool.self) {
      findings.append(
        Finding(.look, "連続アーカイブがありません。README の「Backups」を見てください", "there is no continuous archiving: see Backups in the README"))
    } else if try row.decode("failed_count", as: Int.self) > 0 && row.decode("last_archived", as: String?.self) == nil {
      findings.append(Finding(.wrong, "アーカイブが一度も成功していません", "archiving has never succeeded"))
    } else {
      let last = try row.decode("last_archived", as: String?.self) ?? "–"
      findings.append(Finding(.good, "最後のアーカイブ \(last)", "last archived \(last)"))
    }
    return findings
  }

  /// Settles again what random adoptions have recorded, in a transaction that is undone.
  private func account(sample: Int, as viewer: Viewer) async throws -> [Finding] {
    struct Done: Error { let findings: [Finding] }
    do {
      return try await write(as: viewer) { transaction in
        let adoptions = try await transaction.execute(
          "insert into touched (what, id, months) select 'adoption', a.id, '(,)' from adoptions a order by random() limit \(sample)")
        let faults = try await transaction.query("select rule, count(*)::int as rows from settle() group by rule order by rule")
        var findings = try faults.map { row in
          let rule = try row.decode("rule", as: String.self)
          let rows = try row.decode("rows", as: Int.self)
          return Finding(.wrong, "勘定の規則 \(rule) に反する記録が \(rows) 件あります", "\(rows) records break the account's rule \(rule)")
        }
        if adoptions == 0 { findings.append(Finding(.look, "勘定の規則を確かめる導入がありません", "there is no adoption of which to examine the account's rules")) }
        if findings.isEmpty {
          findings = [Finding(.good, "無作為の \(adoptions) 件の導入で勘定の規則を確かめました", "the account's rules hold for \(adoptions) adoptions at random")]
        }
        throw Done(findings: findings)
      }
    } catch let done as Done {
      return done.findings
    }
  }

  private func books(sample: Int, as viewer: Viewer) async throws -> [Finding] {
    let row = try await one("books", as: viewer)
    var findings: [Finding] = []
    let (cells, wrong) = try await read(as: viewer) { transaction in
      let cells = try await transaction.query(
        "select count(*)::int as cells, count(*) filter (where differs)::int as wrong from recount_cells(\(min(sample, 100)))")
      return (try cells.first?.decode("cells", as: Int.self) ?? 0, try cells.first?.decode("wrong", as: Int.self) ?? 0)
    }
    findings.append(
      cells == 0
        ? Finding(.look, "数え直す集計がありません", "there are no rollups to count again")
        : wrong == 0
          ? Finding(.good, "集計 \(cells) 個を原簿から数え直し、差はありません", "\(cells) cells of the rollups were counted again: no difference")
          : Finding(.wrong, "集計 \(cells) 個のうち \(wrong) 個が原簿と違います", "\(wrong) of \(cells) cells of the rollups differ from the facts"))
    let behind = try row.decode("months_behind", as: Int.self)
    if behind > 0 {
      findings.append(
        Finding(
          .look, "集計の遅れている月が \(behind) あります（数字は正確で、遅いだけです。tedori serve が追いつかせます）",
          "rollups of \(behind) months are behind (figures are exact, only slower): tedori serve catches up"))
    }
    let broken = try await read(as: viewer) { transaction in
      try await transaction.query("select seal_id, fault from broken_seals() order by seal_id limit 5").map {
        (try $0.decode("seal_id", as: Int.self), try $0.decode("fault", as: String.self))
      }
    }
    for (seal, fault) in broken { findings.append(Finding(.wrong, "監査の鎖の \(seal) 番が壊れています: \(fault)", "link \(seal) of the audit chain is broken: \(fault)")) }
    let sealed = try row.decode("sealed", as: Int.self)
    let unsealed = try row.decode("unsealed", as: Int.self)
    let head = try row.decode("head", as: String?.self) ?? "–"
    if sealed == 0 {
      findings.append(Finding(.look, "監査の鎖はまだありません（未封印 \(unsealed) 件）", "there is no audit chain yet: \(unsealed) changes not sealed"))
    } else if broken.isEmpty {
      findings.append(
        Finding(.good, "監査の鎖 \(sealed) 個、先頭 \(head)、未封印 \(unsealed) 件", "audit chain of \(sealed) links, head \(head), \(unsealed) changes not sealed yet"))
    }
    return findings
  }

  private func one(_ query: String, as viewer: Viewer) async throws -> Row {
    let rows = try await read(as: viewer) { try await $0.query(Statement(text: try SQLFiles.text("queries/doctor/\(query).sql"))) }
    guard let row = rows.first else { throw NoAnswer(query: query) }
    return row
  }
}

/// A query that always answers a row did not.
struct NoAnswer: Error {
  let query: String
}
