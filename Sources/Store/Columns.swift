public import Domain
public import Postgres

/// How the domain's values go into columns and come out of them.
extension Month: Bindable, ColumnValue {
  /// Its first day, as the database keeps months.
  public var parameter: Parameter { firstDay.description.parameter }

  public init?(column: ColumnText) {
    guard let text = column.string, let day = Day(text) else { return nil }
    self.init(containing: day)
  }
}

extension Day: Bindable, ColumnValue {
  public var parameter: Parameter { description.parameter }

  public init?(column: ColumnText) {
    guard let text = column.string else { return nil }
    self.init(text)
  }
}
