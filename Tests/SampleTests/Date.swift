/// Days since 1 January of the year 0 of an ISO date, counted year by year: slow to read wrong, and unlike the way the module counts.
func dayNumber(_ text: String) -> Int {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 3, (1...12).contains(parts[1]) else { return -1 }
  let isLeap = parts[0] % 4 == 0 && (parts[0] % 100 != 0 || parts[0] % 400 == 0)
  let before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334][parts[1] - 1]
  let past = parts[0] - 1
  return parts[0] * 365 + past / 4 - past / 100 + past / 400 + before + (isLeap && parts[1] > 2 ? 1 : 0) + parts[2]
}

let openDay = 9_999_999

/// The day after an inclusive last day; an empty one is open.
func endDay(_ text: String) -> Int {
  text.isEmpty ? openDay : dayNumber(text) + 1
}

/// The half-open days of a month such as `2026-10`.
func monthDays(_ text: String) -> Range<Int> {
  let parts = text.split(separator: "-").compactMap { Int($0) }
  guard parts.count == 2 else { return 0..<0 }
  let next = parts[1] == 12 ? "\(parts[0] + 1)-1-1" : "\(parts[0])-\(parts[1] + 1)-1"
  return dayNumber(text + "-1")..<dayNumber(next)
}
