import CCurl
import Dispatch
import Foundation

/// A request to the provider: small, soon answered, never redirected.
struct Request: Sendable {
  let url: String
  /// A form to be posted; nil: the resource is read.
  var form: [(String, String)]?
  var bearer: String?
  /// Name and password of the client.
  var client: (String, String)?

  /// The answer's body as a JSON object.
  ///
  /// - Throws: `ProviderFault`.
  func object() async throws -> [String: Any] {
    guard let object = JSONObject(Data(try await bytes())) else { throw ProviderFault.notJSON(url) }
    return object.members
  }

  private func bytes() async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      // libcurl waits; tasks' threads are few.
      DispatchQueue.global().async { continuation.resume(with: Result { try run() }) }
    }
  }

  /// Collects what comes, up to a bound.
  private final class Answer {
    var bytes: [UInt8] = []
    static let limit = 1 << 20
  }

  private func run() throws -> [UInt8] {
    guard let handle = curl_easy_init() else { throw ProviderFault.unreachable(url, "libcurl") }
    defer { curl_easy_cleanup(handle) }
    var headers = curl_slist_append(nil, "Accept: application/json")
    if let bearer { headers = curl_slist_append(headers, "Authorization: Bearer \(bearer)") }
    defer { curl_slist_free_all(headers) }
    let answer = Answer()
    try set(handle, CURLOPT_URL, url)
    try set(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    try check(tedori_curl_set_number(handle, CURLOPT_NOSIGNAL, 1))
    try check(tedori_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, 5))
    try check(tedori_curl_set_number(handle, CURLOPT_TIMEOUT, 10))
    try check(tedori_curl_set_list(handle, CURLOPT_HTTPHEADER, headers))
    if let form {
      let body = form.map { "\($0.0.formEncoded)=\($0.1.formEncoded)" }.joined(separator: "&")
      try set(handle, CURLOPT_COPYPOSTFIELDS, body)
    }
    if let client {
      // Encoded first, as RFC 6749 (2.3.1) asks.
      try set(handle, CURLOPT_USERNAME, client.0.formEncoded)
      try set(handle, CURLOPT_PASSWORD, client.1.formEncoded)
    }
    try check(
      tedori_curl_set_writer(
        handle,
        { bytes, size, count, context in
          guard let bytes, let context else { return 0 }
          let answer = Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue()
          guard answer.bytes.count + size * count <= Answer.limit else { return 0 }
          answer.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: size * count))
          return size * count
        }, Unmanaged.passUnretained(answer).toOpaque()))
    try withExtendedLifetime(answer) { try check(curl_easy_perform(handle)) }
    var status = 0
    try check(tedori_curl_status(handle, &status))
    guard (200..<300).contains(status) else { throw ProviderFault.refused(url, status) }
    return answer.bytes
  }

  private func set(_ handle: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) throws { try check(tedori_curl_set_text(handle, option, value)) }

  private func check(_ code: CURLcode) throws {
    guard code == CURLE_OK else { throw ProviderFault.unreachable(url, String(cString: curl_easy_strerror(code))) }
  }
}

extension String {
  /// As in application/x-www-form-urlencoded, with %20 for a space.
  var formEncoded: String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
    let digits = Array("0123456789ABCDEF".utf8)
    return String(decoding: utf8.flatMap { plain.contains($0) ? [$0] : [UInt8(ascii: "%"), digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
