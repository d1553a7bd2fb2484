import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Reports

/// What a route answers: a status, headers and the whole text, or a file that was made for it.
struct Answer: Sendable {
  var status = HTTPResponse.Status.ok
  var headers: HTTPFields
  let body: [UInt8]
  /// Goes out piece by piece, instead of the text.
  var file: TemporaryFile?

  init(status: HTTPResponse.Status = .ok, type: String, body: some Sequence<UInt8>) {
    self.status = status
    self.headers = [.contentType: type]
    self.body = Array(body)
  }

  init(json: JSON, type: String = "application/json") { self.init(type: type, body: json.text.utf8) }

  init(page: HTML) {
    self.init(type: "text/html; charset=utf-8", body: page.text.utf8)
    headers[.cacheControl] = "no-store"
  }

  /// A file that browsers keep under a name.
  init(file: TemporaryFile, type: String, name: String) {
    self.init(type: type, body: [])
    self.file = file
    headers[.contentDisposition] = "attachment; filename=\"\(name)\""
  }

  /// Goes on elsewhere, with GET.
  static func seeOther(_ path: String) -> Answer {
    var answer = Answer(status: .seeOther, type: "text/plain; charset=utf-8", body: [])
    answer.headers[.location] = path
    return answer
  }

  /// As it goes out; long texts are compressed where the visitor takes that. Pages aren't: a page holds its forms' secret beside what others may have put
  /// into it, and the length of both compressed together tells about the secret (BREACH).
  func response(to request: Request) -> Response {
    if let file { return Response(status: status, headers: headers, body: file.body) }
    var headers = headers
    var body = body
    let isPage = headers[.contentType]?.hasPrefix("text/html") ?? false
    if !isPage, body.count > 1_024 {
      headers[.vary] = "Accept-Encoding, Accept-Language"
      if Gzip.isTaken(by: request.headers[.acceptEncoding]), let small = Gzip.compress(body) {
        headers[.contentEncoding] = "gzip"
        body = small
      }
    }
    return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}
