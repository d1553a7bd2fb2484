import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Store

/// A file that came with a form.
struct UploadedFile: Sendable {
  let file: TemporaryFile
  /// Without folders, in one line.
  let name: String
  let byteCount: Int

  /// Reads the form of a request, its file kept beside. Before any of the file is kept, the form shows by its first field that it is this session's.
  static func read(_ request: Request, _ body: Body, _ context: some Audience) async throws -> (fields: [String: String], file: UploadedFile?) {
    guard let member = context as? any RoleAudience, var form = Multipart(type: request.headers[.contentType] ?? "") else {
      throw Fault(.unsupportedMediaType, "フォームとして送ってください", "send it as multipart/form-data")
    }
    let reading = Reading(body: body, path: request.uri.path, person: member.person)
    var count = 0
    for try await chunk in request.body {
      count += chunk.readableBytes
      guard count <= body.limit else { throw tooLarge(body) }
      try form.feed(chunk.readableBytesView, reading.take)
    }
    guard form.isAtEnd, reading.isSigned else { throw reading.isSigned ? Multipart.malformed : Fault.forged }
    return (reading.fields, try reading.whole())
  }

  private static func tooLarge(_ body: Body) -> Fault {
    Fault(.contentTooLarge, "ファイルは \(body.limit >> 20) MiB までです。分けて送ってください", "a file may have \(body.limit >> 20) MiB: split it")
  }

  /// What of a form has come so far. One task reads it.
  private final class Reading {
    private let body: Body
    private let path: String
    private let person: SignedIn
    private(set) var isSigned = false
    private(set) var fields: [String: String] = [:]
    private var file: TemporaryFile?
    private var name = ""
    private var byteCount = 0

    init(body: Body, path: String, person: SignedIn) {
      self.body = body
      self.path = path
      self.person = person
    }

    func take(_ event: Multipart.Event) throws {
      switch event {
      case .field(FormSignature.field, let value) where !isSigned:
        try FormSignature.check(value, path: path, of: person)
        isSigned = true
      case _ where !isSigned: throw Fault.forged
      case .field(let name, let value):
        guard body.takes(name), name != Body.fileField else { throw Fault.field(name, "この欄はありません", "there is no such field") }
        guard fields.updateValue(value, forKey: name) == nil else { throw Fault.field(name, "2 回あります", "it is there twice") }
      case .file(let field, let name):
        guard field == Body.fileField else { throw Fault.field(field, "この欄はありません", "there is no such field") }
        guard file == nil else { throw Fault.field(field, "ファイルは 1 つずつ送ってください", "send one file at a time") }
        file = try TemporaryFile()
        self.name = UploadedFile.clean(name)
      case .bytes(let bytes):
        byteCount += bytes.count
        try file?.append(Data(bytes))
      }
    }

    /// The file; nil where none was chosen, which browsers send as one without a name and bytes.
    func whole() throws -> UploadedFile? {
      guard let file, !name.isEmpty || byteCount > 0 else { return nil }
      return UploadedFile(file: file, name: name.isEmpty ? "file" : name, byteCount: byteCount)
    }
  }

  /// The last step of a path, without what doesn't show, as long as is kept.
  static func clean(_ name: String) -> String {
    let last = name.split(whereSeparator: { "/\\".contains($0) }).last.map(String.init) ?? ""
    let shown = last.unicodeScalars.filter {
      !$0.properties.isDefaultIgnorableCodePoint && ![.control, .surrogate, .unassigned].contains($0.properties.generalCategory)
    }
    return String(String.UnicodeScalarView(shown.prefix(Upload.longestName)))
  }
}
