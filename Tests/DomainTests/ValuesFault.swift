import Domain

/// What is wrong with a text, for tests that expect something to be; nothing where it was accepted.
func fault<Value>(_ parse: () throws(ValueFault) -> Value) -> ValueFault? {
  do throws(ValueFault) {
    _ = try parse()
    return nil
  } catch {
    return error
  }
}
