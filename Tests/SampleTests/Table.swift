import Sample

/// All rows of one kind, read back from the bytes by a reader of CSV that shares nothing with the writer.
struct Table: Sendable {
  let columns: [String]
  let rows: [Row]

  struct Row: Sendable {
    let cells: [String]
    let places: [String: Int]

    /// A cell by its column's English name; a column that isn't there shows as a wrong value in whatever test asks for it.
    subscript(column: String) -> String {
      places[column].map { cells[$0] } ?? "no column \(column)"
    }

    func number(_ column: String) -> Int { Int(self[column]) ?? 0 }

    /// Decimal minutes in hundredths.
    func hundredths(_ column: String) -> Int {
      let parts = self[column].split(separator: ".").map(String.init)
      guard let whole = parts.first.flatMap({ Int($0) }) else { return 0 }
      let rest = parts.count > 1 ? Int((parts[1] + "0").prefix(2)) ?? 0 : 0
      return whole * 100 + rest
    }
  }

  /// The records of a CSV text: RFC 4180, LF, quotes doubled.
  static func records(_ bytes: [UInt8]) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if isQuoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if place < bytes.count, bytes[place] == 0x22 {
          cell.append(0x22)
          place += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22 {
        isQuoted = true
      } else if byte == 0x2C || byte == 0x0A {
        record.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        if byte == 0x0A {
          records.append(record)
          record = []
        }
      } else {
        cell.append(byte)
      }
    }
    if !cell.isEmpty || !record.isEmpty { records.append(record + [String(decoding: cell, as: UTF8.self)]) }
    return records
  }
}
