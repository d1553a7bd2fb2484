import Sample

/// An organisation's files, written once and read back, for all tests of a scale.
struct Archive: Sendable {
  /// Kinds in the order of their first file, and the files in order.
  let files: [(kind: String, name: String, records: [[String]], columns: [String])]
  let tables: [String: Table]

  static let small = Archive(Scale.small)
  static let bureau = Archive(Scale.bureau)

  static func of(_ scale: Scale) -> Archive { scale == .bureau ? bureau : small }

  private init(_ scale: Scale) {
    files = SampleOrganisation(scale: scale, lastMonth: (2026, 10)).files.map { file in
      var bytes: [UInt8] = []
      file.write { bytes += $0 }
      return (file.kind, file.name, Table.records(bytes), file.columns)
    }
    var rows: [String: [Table.Row]] = [:]
    var columns: [String: [String]] = [:]
    for file in files {
      columns[file.kind] = file.columns
      let places = Dictionary(uniqueKeysWithValues: file.columns.enumerated().map { ($1, $0) })
      rows[file.kind, default: []] += file.records.dropFirst().map { Table.Row(cells: $0, places: places) }
    }
    tables = Dictionary(uniqueKeysWithValues: columns.map { ($0, Table(columns: $1, rows: rows[$0] ?? [])) })
  }

  func rows(_ kind: String) -> [Table.Row] { tables[kind]?.rows ?? [] }
}

/// The scales that are small enough to be checked row by row.
let checkedScales: [Scale] = [.small, .bureau]
