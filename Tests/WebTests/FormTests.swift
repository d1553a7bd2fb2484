import Testing

@testable import Web

/// Which fields a form takes.
struct FormTests {
  static let sheet = Body.form(["month"], rows: ["cases", "users"])

  @Test(arguments: ["month", "cases.0", "users.999999"]) func itsOwn(field: String) { #expect(Self.sheet.takes(field)) }

  @Test(arguments: ["", "cases", "cases.", ".1", "cases.x", "cases.1.2", "cases.1000000", "cases.-1", "cases.１", "month.1", "other.1"]) func andNoOthers(
    field: String
  ) {
    #expect(!Self.sheet.takes(field))
  }
}
