/// What a writer has written; one task only has it.
final class Gathered: @unchecked Sendable {
  private(set) var all: [UInt8] = []
  func append(_ some: [UInt8]) { all += some }
}
