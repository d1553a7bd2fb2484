import Foundation
import Glibc
import HTTPTypes

/// Takes `multipart/form-data` (RFC 7578) apart as it comes in, with no more than a piece of it in memory.
struct Multipart {
  /// What of a part comes next.
  enum Event {
    /// A field, whole.
    case field(name: String, value: String)
    /// A file begins.
    case file(name: String, fileName: String)
    /// Some of the file's bytes.
    case bytes(ArraySlice<UInt8>)
  }

  private enum State { case preamble, afterDelimiter, headers, field(String), file, end }

  static let longestHeaders = 8 << 10
  static let longestField = 16 << 10
  static let mostParts = 40

  private let delimiter: [UInt8]
  private var state = State.preamble
  // The first delimiter has no line break before it.
  private var buffer: [UInt8] = [0x0D, 0x0A]
  private var parts = 0

  /// - Parameter type: the request's content type; nil where it is another one.
  init?(type: String) {
    let parts = type.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.first?.lowercased() == "multipart/form-data", let boundary = parts.lazy.compactMap(Self.boundary).first, (1...70).contains(boundary.utf8.count)
    else {
      return nil
    }
    delimiter = Array("\r\n--\(boundary)".utf8)
  }

  private static func boundary(_ parameter: String) -> String? {
    guard parameter.lowercased().hasPrefix("boundary=") else { return nil }
    return parameter.dropFirst("boundary=".count).trimmingCharacters(in: CharacterSet(charactersIn: "\""))
  }

  /// Whether all of it has come.
  var isAtEnd: Bool { if case .end = state { true } else { false } }

  /// Takes some bytes.
  mutating func feed(_ piece: some Sequence<UInt8>, _ tell: (Event) throws -> Void) throws {
    if isAtEnd { return }
    buffer += piece
    while try step(tell) {}
  }

  /// Goes on with what is there; whether it may go on further.
  private mutating func step(_ tell: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble:
      guard let place = find(delimiter) else {
        buffer.removeFirst(max(0, buffer.count - delimiter.count))
        return false
      }
      return pass(place + delimiter.count, to: .afterDelimiter)
    case .afterDelimiter:
      guard buffer.count >= 2 else { return false }
      if buffer.starts(with: [0x2D, 0x2D]) { return pass(2, to: .end) }
      guard buffer.starts(with: [0x0D, 0x0A]) else { throw Self.malformed }
      parts += 1
      guard parts <= Self.mostParts else { throw Self.malformed }
      // Its headers may be none at all.
      state = .headers
      return true
    case .headers:
      guard let place = find([0x0D, 0x0A, 0x0D, 0x0A]) else {
        guard buffer.count <= Self.longestHeaders else { throw Self.malformed }
        return false
      }
      guard place <= Self.longestHeaders, let head = String(validating: buffer[..<place], as: UTF8.self) else { throw Self.malformed }
      return pass(place + 4, to: try begin(head, tell))
    case .field(let name):
      guard let place = find(delimiter) else {
        guard buffer.count <= Self.longestField + delimiter.count else { throw Fault.field(name, .contentTooLarge, "長すぎます", "it is too long") }
        return false
      }
      guard place <= Self.longestField else { throw Fault.field(name, .contentTooLarge, "長すぎます", "it is too long") }
      guard let value = String(validating: buffer[..<place], as: UTF8.self), !value.utf8.contains(0) else {
        throw Fault.field(name, "UTF-8 ではありません", "it isn't UTF-8")
      }
      try tell(.field(name: name, value: value))
      return pass(place + delimiter.count, to: .afterDelimiter)
    case .file:
      if let place = find(delimiter) {
        try tell(.bytes(buffer[..<place]))
        return pass(place + delimiter.count, to: .afterDelimiter)
      }
      // What may be the beginning of a delimiter stays.
      let ready = buffer.count - delimiter.count + 1
      if ready > 0 {
        try tell(.bytes(buffer[..<ready]))
        buffer.removeFirst(ready)
      }
      return false
    case .end: return false
    }
  }

  private mutating func pass(_ count: Int, to next: State) -> Bool {
    buffer.removeFirst(count)
    state = next
    return true
  }

  private func begin(_ head: String, _ tell: (Event) throws -> Void) throws -> State {
    for line in head.components(separatedBy: "\r\n") {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else { continue }
      let value = line[line.index(after: colon)...]
      guard let name = Self.parameter("name", of: value) else { break }
      guard let fileName = Self.parameter("filename", of: value) else { return .field(name) }
      try tell(.file(name: name, fileName: fileName))
      return .file
    }
    throw Self.malformed
  }

  /// A quoted parameter, as browsers write it: quotes and line breaks percent-encoded.
  private static func parameter(_ name: String, of value: Substring) -> String? {
    for match in value.matches(of: /[;\s](\w+)="([^"]*)"/) where match.1 == name {
      return String(match.2).replacing("%22", with: "\"").replacing("%0D", with: "").replacing("%0A", with: " ")
    }
    return nil
  }

  /// All that is looked for begins with a carriage return.
  private func find(_ bytes: [UInt8]) -> Int? {
    buffer.withUnsafeBufferPointer { whole in
      var place = 0
      while let start = whole.baseAddress, place < whole.count, let found = memchr(start + place, 0x0D, whole.count - place) {
        let at = UnsafeRawPointer(found) - UnsafeRawPointer(start)
        guard at + bytes.count <= whole.count else { return nil }
        if memcmp(start + at, bytes, bytes.count) == 0 { return at }
        place = at + 1
      }
      return nil
    }
  }

  static let malformed = Fault(.badRequest, "フォームとして読めません", "it can't be read as a form")
}
