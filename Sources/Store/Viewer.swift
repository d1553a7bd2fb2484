/// Who asks: the name under which changes stand in the audit trail.
public struct Viewer: Sendable {
  public let name: String

  public init(name: String) { self.name = name }
}
