import Domain
import HTTPTypes
import Reports
import Secrets
import Store

/// Adoptions, one by one: added once for a key, changed by whoever has seen how they stand.
enum Adoptions {
  static func one(_ call: Call<AdoptionReader>) async throws -> Answer {
    let code = call.arguments["code"] ?? ""
    let hidden = call.context.hidden
    let row = try await call.services.database.look(at: .adoption, as: call.context.viewer) { try await $0.row(of: .adoption, key: [code], hiding: hidden) }
    guard let row else { throw Fault.notFound }
    return answer(row)
  }

  static func create(_ call: Call<AdoptionWriter>) async throws -> Answer {
    let (cells, bytes) = try await JSONBody.cells(of: call, kind: .adoption)
    guard cells["code"].map({ !$0.isEmpty }) ?? false else { throw Fault.field("code", .unprocessableContent, "必要です", "it is needed") }
    let once = call.arguments["Idempotency-Key"].map {
      RowChange.Repeat(
        key: $0, account: call.context.person.account, role: call.context.person.role, bodyHash: Digest.sha256(Array("POST adoptions ".utf8) + bytes))
    }
    let outcome = try await change(call, cells).create(once: once, in: call.services.database, as: call.context.viewer) {
      RowJSON.tag(of: $0) + RowJSON.object($0, of: .adoption).text
    }
    switch outcome {
    case .written(let row): return created(text: RowJSON.object(row, of: .adoption).text, tag: RowJSON.tag(of: row), code: cells["code"] ?? "")
    case .repeated(let text):
      let tag = text.prefix(34)
      return created(text: String(text.dropFirst(34)), tag: String(tag), code: cells["code"] ?? "")
    case .keyInUse:
      throw Fault.field("Idempotency-Key", .unprocessableContent, "別の要求で使われています", "it was used for another request")
    default: throw fault(of: outcome)
    }
  }

  static func change(_ call: Call<AdoptionWriter>) async throws -> Answer {
    var (cells, _) = try await JSONBody.cells(of: call, kind: .adoption)
    let code = call.arguments["code"] ?? ""
    guard cells["code"] == nil || cells["code"] == code else { throw Fault.field("code", .unprocessableContent, "変えられません", "it can't be changed") }
    cells["code"] = code
    let expected = (call.arguments["If-Match"] ?? "").split(separator: ",").map(String.init)
    let outcome = try await change(call, cells).change(in: call.services.database, as: call.context.viewer) {
      expected.contains("*") || expected.contains(RowJSON.tag(of: $0))
    }
    guard case .written(let row) = outcome else { throw fault(of: outcome) }
    return answer(row)
  }

  private static func change(_ call: Call<AdoptionWriter>, _ cells: [String: String]) -> RowChange {
    RowChange(kind: .adoption, cells: cells, language: call.visit.language, hiding: call.context.hidden)
  }

  private static func answer(_ row: [String?]) -> Answer {
    var answer = Answer(json: RowJSON.object(row, of: .adoption))
    answer.headers[.eTag] = RowJSON.tag(of: row)
    return answer
  }

  private static func created(text: String, tag: String, code: String) -> Answer {
    var answer = Answer(status: .created, type: "application/json", body: text.utf8)
    answer.headers[.eTag] = tag
    answer.headers[.location] = "/api/v1/adoptions/\(Percent.encode(code))"
    return answer
  }

  private static func fault(of outcome: RowChange.Outcome) -> Fault {
    switch outcome {
    case .exists: Fault(.conflict, "同じコードの導入がすでにあります", "there is an adoption with this code already", places: [[("field", .string("code"))]])
    case .changed: Fault(.preconditionFailed, "読んだ後に変わっています。読み直してください", "it has changed since you read it: read it again")
    case .refused(let problems):
      Fault(
        .unprocessableContent, "受け付けられない項目があります", "some fields can't be taken",
        places: problems.map {
          [("field", .string($0.column)), ("value", .string(String($0.value.prefix(200)))), ("wrong", .string($0.wrong)), ("right", .string($0.right))]
        })
    case .written, .repeated, .keyInUse, .absent, .withdrawn: .notFound
    }
  }
}
