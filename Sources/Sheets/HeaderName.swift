/// The name of a column as it is compared: header cells are written by hand, with spaces, full-width letters and line breaks to make them fit.
public enum HeaderName {
  /// The text without white space at its ends and line breaks inside, and with full-width letters, digits and signs made ASCII.
  public static func folded(_ text: String) -> String {
    var name = String.UnicodeScalarView()
    for scalar in WhiteSpace.trim(text) where scalar != "\n" && scalar != "\r" {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      name.append(isWide ? Unicode.Scalar(UInt8(scalar.value - 0xFEE0)) : scalar)
    }
    return String(name)
  }
}
