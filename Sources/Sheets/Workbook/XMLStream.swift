import CExpat

/// Who is told what a part says.
protocol XMLHandler: AnyObject {
  func begin(_ name: String, _ attributes: XMLAttributes) throws(SheetError)
  func end(_ name: String) throws(SheetError)
  /// Some of the text between two tags.
  func text(_ bytes: UnsafeBufferPointer<UInt8>)
}

/// The attributes of an element while it begins.
struct XMLAttributes {
  fileprivate let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>?

  /// The value of an attribute; names that begin with a namespace's prefix count without it where they are asked for so.
  func value(_ name: String, isPrefixed: Bool = false) -> String? {
    guard let pairs else { return nil }
    var place = 0
    while let key = pairs[place], let value = pairs[place + 1] {
      let given = String(cString: key)
      if isPrefixed ? given.contains(":") && XMLStream.local(given) == name : given == name { return String(cString: value) }
      place += 2
    }
    return nil
  }
}

/// Reads XML piece by piece, without document types and with no more than a piece of it in memory.
///
/// Elements are told by their names without namespaces: the formats of workbooks use none of the names in two senses where it is read.
final class XMLStream {
  private let handler: any XMLHandler
  private let parser: OpaquePointer
  private var failure: SheetError?
  /// Bytes since anything was told: a tag of many megabytes is somebody's trick.
  private var silence = 0
  private static let longestTag = 1 << 20

  init(_ handler: any XMLHandler) throws(SheetError) {
    self.handler = handler
    guard let parser = XML_ParserCreate(nil) else { throw .workbook(.damaged) }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { data, name, attributes in
        guard let stream = XMLStream.of(data), let name else { return }
        stream.tell { handler throws(SheetError) in try handler.begin(XMLStream.local(String(cString: name)), XMLAttributes(pairs: attributes)) }
      },
      { data, name in
        guard let stream = XMLStream.of(data), let name else { return }
        stream.tell { handler throws(SheetError) in try handler.end(XMLStream.local(String(cString: name))) }
      })
    XML_SetCharacterDataHandler(parser) { data, start, count in
      guard let stream = XMLStream.of(data), let start else { return }
      stream.silence = 0
      start.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { stream.handler.text(UnsafeBufferPointer(start: $0, count: Int(count))) }
    }
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in
      XMLStream.of(data)?.tell { _ throws(SheetError) in throw .workbook(.documentType) }
    }
  }

  deinit { XML_ParserFree(parser) }

  /// Reads the next piece.
  func feed(_ piece: [UInt8], isLast: Bool) throws(SheetError) {
    silence += piece.count
    let status = piece.withUnsafeBytes { bytes in
      XML_Parse(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    }
    if let failure { throw failure }
    guard status == XML_STATUS_OK, silence <= XMLStream.longestTag else { throw .workbook(.damaged) }
  }

  /// Reads a part from its beginning to its end.
  static func read(_ part: ArchivePart, _ handler: any XMLHandler) throws(SheetError) {
    let stream = try XMLStream(handler)
    var piece: [UInt8] = []
    repeat {
      try part.read(into: &piece, capacity: 64 << 10)
      try stream.feed(piece, isLast: piece.isEmpty)
    } while !piece.isEmpty
  }

  private func tell(_ body: (any XMLHandler) throws(SheetError) -> Void) {
    silence = 0
    guard failure == nil else { return }
    do throws(SheetError) { try body(handler) } catch {
      failure = error
      XML_StopParser(parser, XML_Bool(0))
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLStream? {
    data.map { Unmanaged<XMLStream>.fromOpaque($0).takeUnretainedValue() }
  }

  /// A name without the prefix of its namespace.
  fileprivate static func local(_ name: String) -> String {
    guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[name.index(after: colon)...])
  }
}
