public import Store

/// The people of the fixture organisation whom tests call by name.
public enum Cast {
  /// Hanae of HR, who enters and imports.
  public static let officer = Viewer.owner(name: "hanae")
  /// Ito of HR, who corrects what Hanae entered.
  public static let colleague = Viewer.owner(name: "ito")
}
