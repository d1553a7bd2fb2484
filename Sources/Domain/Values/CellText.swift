/// Lends the bytes of a text without copying them where it lies in one piece, as the cells of a sheet and almost every string do.
@inlinable
func withUTF8<Value>(
  _ utf8: some Collection<UInt8>, _ read: (UnsafeBufferPointer<UInt8>) throws(ValueFault) -> Value
) throws(ValueFault) -> Value {
  let lent = utf8.withContiguousStorageIfAvailable { bytes in
    Result { () throws(ValueFault) in try read(bytes) }
  }
  if let lent { return try lent.get() }
  return try Array(utf8).withUnsafeBufferPointer(read)
}

extension Unicode.Scalar {
  /// White space that a person can't see at the end of a cell, of any width, the byte order mark included.
  var isTrimmed: Bool {
    switch value {
    case 0x09...0x0D, 0x20, 0xA0, 0x1680, 0x2000...0x200B, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// The ASCII character that this one is a full-width or Japanese keyboard's variant of; itself otherwise.
  var narrowed: Unicode.Scalar {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(value - 0xFEE0))
    case 0x2010, 0x2011, 0x2212: "-"
    case 0xA0, 0x3000: " "
    default: self
    }
  }
}

extension BidirectionalCollection<Unicode.Scalar> {
  /// The part without white space at its ends.
  var trimmed: SubSequence {
    guard let first = firstIndex(where: { !$0.isTrimmed }), let last = lastIndex(where: { !$0.isTrimmed }) else { return self[endIndex...] }
    return self[first...last]
  }
}
