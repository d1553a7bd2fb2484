/// Finds out whether commas or tabs stand between the cells.
enum SeparatorDetection {
  private static let comma = UInt8(ascii: ",")
  private static let tab = UInt8(ascii: "\t")

  /// Tabs, if the first line with either of the two, outside quotes, has tabs and no comma; commas otherwise.
  static func separator(_ source: ByteSource, from start: Int) throws(SheetError) -> UInt8 {
    var piece: [UInt8] = []
    try source.read(into: &piece, at: start, capacity: 64 << 10)
    var isQuoted = false
    var hasTab = false
    for byte in piece {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case comma where !isQuoted: return comma
      case tab where !isQuoted: hasTab = true
      case UInt8(ascii: "\n") where !isQuoted && hasTab: return tab
      default: break
      }
    }
    return hasTab ? tab : comma
  }
}
