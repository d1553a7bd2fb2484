/// A statement's parameters in one block of memory, ready for libpq: each value's bytes and a closing zero.
struct ParameterList: Sendable {
  private(set) var count = 0
  private(set) var types: [UInt32] = []
  private(set) var formats: [Int32] = []
  private(set) var lengths: [Int32] = []
  /// Where each value starts; -1 is null.
  private var offsets: [Int] = []
  private var bytes: [UInt8] = []
  /// The first parameter (from 1) whose text holds a NUL, which C would cut there without a word.
  private(set) var nulAt: Int?

  var byteCount: Int { bytes.count }
  /// The types given at preparation; empty when the server derives all of them.
  var declaredTypes: [UInt32] { types.contains { $0 != 0 } ? types : [] }

  mutating func append(_ parameter: Parameter) {
    count += 1
    switch parameter {
    case .null: append(offset: -1, length: 0, format: 0, type: 0)
    case .text(let text):
      let start = bytes.count
      bytes.append(contentsOf: text.utf8)
      if nulAt == nil, bytes[start...].contains(0) { nulAt = count }
      append(offset: start, length: bytes.count - start, format: 0, type: 0)
      bytes.append(0)
    case .binary(let value, let type):
      append(offset: bytes.count, length: value.count, format: 1, type: type)
      bytes.append(contentsOf: value)
      // Never empty, so that a value without bytes still has an address: to libpq no address means null.
      bytes.append(0)
    }
  }

  private mutating func append(offset: Int, length: Int, format: Int32, type: UInt32) {
    offsets.append(offset)
    lengths.append(Int32(clamping: length))
    formats.append(format)
    types.append(type)
  }

  /// Lends the addresses of the values for one call.
  func withPointers<Result>(_ body: ([UnsafePointer<CChar>?]) -> Result) -> Result {
    bytes.withUnsafeBytes { block in
      let pointers = offsets.map { offset in
        offset < 0 ? nil : block.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self)
      }
      return body(pointers)
    }
  }
}
