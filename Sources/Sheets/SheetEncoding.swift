/// How the bytes of a sheet stand for characters.
public enum SheetEncoding: Hashable, Sendable {
  case utf8

  /// Code page 932, Microsoft's Shift_JIS: what Excel in Japan writes as "CSV".
  case cp932
}

/// Which encoding a file is read in.
public enum SheetEncodingChoice: Hashable, Sendable {
  /// Found out from the bytes: a byte order mark, or a file that is UTF-8 throughout, is UTF-8; everything else is CP932.
  case auto

  /// As somebody said, who is believed unless the file begins with a byte order mark.
  case utf8
  case cp932
}
