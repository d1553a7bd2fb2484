/// The figures of one part of a report: a unit with all under it, or the unit itself. Sums of integers, so parts add up to the whole; what is withheld stands as zero and is named in `withheld`.
public struct Figures: Sendable, Equatable {
  /// Persons.
  public var headcount = 0
  public var onLeave = 0
  /// Contracted minutes per 4 weeks x share percent.
  public var contractShares = 0
  public var covered = 0
  public var adopters = 0
  public var activeUsers = 0
  /// Adoptions.
  public var inForce = 0
  public var reported = 0
  /// Minutes of the account, E1 to E5.
  public var account = EvidenceFigures()
  public var sameWork = RedirectedMinutes()
  public var overtimeCut = RedirectedMinutes()
  /// By evidence level, 0 to 5.
  public var evidence = [EvidenceFigures](repeating: EvidenceFigures(), count: 6)
  /// By code; minutes at evidence levels 1 to 5.
  public var categories: [String: RedirectedMinutes] = [:]
  public var tools: [String: TitledMinutes] = [:]
  public var areas: [String: TitledMinutes] = [:]
  /// Figures of small groups, by the keys of `PublishedFigures`.
  public var withheld: Set<String> = []

  /// FTE 常勤換算: full time is 9,300 minutes per 4 weeks.
  public var fte: Double { Double(contractShares) / 930_000 }
  public var adoptionRate: Double? { headcount == 0 ? nil : Double(adopters) / Double(headcount) }
  public var trainingCoverage: Double? { headcount == 0 ? nil : Double(covered) / Double(headcount) }
  /// Of freed hours, those whose way to higher-value work a second person confirms.
  public var redirectionRate: Double? { account.freed == 0 ? nil : Double(account.higherValue.confirmed) / Double(account.freed) }

  /// A text about some figures; a mark in its stead where one of them is withheld.
  package func shown(_ keys: String..., as text: String) -> String { withheld.isDisjoint(with: keys) ? text : MonthlyReport.withheldMark }

  static func += (sum: inout Figures, part: Figures) {
    sum.headcount += part.headcount
    sum.onLeave += part.onLeave
    sum.contractShares += part.contractShares
    sum.covered += part.covered
    sum.adopters += part.adopters
    sum.activeUsers += part.activeUsers
    sum.inForce += part.inForce
    sum.reported += part.reported
    sum.account += part.account
    sum.sameWork += part.sameWork
    sum.overtimeCut += part.overtimeCut
    for level in sum.evidence.indices { sum.evidence[level] += part.evidence[level] }
    sum.categories.merge(part.categories) { $0 + $1 }
    sum.tools.merge(part.tools) { $0 + $1 }
    sum.areas.merge(part.areas) { $0 + $1 }
  }

  /// Whether there is nothing at all to say.
  var isEmpty: Bool { self == Figures() }
}

/// Minutes at one evidence level.
public struct EvidenceFigures: Sendable, Equatable {
  public var gross = 0
  public var loss = 0
  public var freed = 0
  public var unaccounted = 0
  public var higherValue = RedirectedMinutes()
  public var net: Int { freed - loss }

  static func += (sum: inout EvidenceFigures, part: EvidenceFigures) {
    sum.gross += part.gross
    sum.loss += part.loss
    sum.freed += part.freed
    sum.unaccounted += part.unaccounted
    sum.higherValue += part.higherValue
  }
}

/// Redirected minutes: all that are claimed, and of these the confirmed ones.
public struct RedirectedMinutes: Sendable, Equatable {
  public var claimed = 0
  public var confirmed = 0

  public init(claimed: Int = 0, confirmed: Int = 0) {
    self.claimed = claimed
    self.confirmed = confirmed
  }

  static func + (one: RedirectedMinutes, other: RedirectedMinutes) -> RedirectedMinutes {
    RedirectedMinutes(claimed: one.claimed + other.claimed, confirmed: one.confirmed + other.confirmed)
  }

  static func += (sum: inout RedirectedMinutes, part: RedirectedMinutes) { sum = sum + part }
}

/// Minutes of a tool or an area.
public struct TitledMinutes: Sendable, Equatable {
  public var title: String
  public var gross = 0
  public var loss = 0
  public var freed = 0
  public var net: Int { freed - loss }

  static func + (one: TitledMinutes, other: TitledMinutes) -> TitledMinutes {
    TitledMinutes(title: one.title, gross: one.gross + other.gross, loss: one.loss + other.loss, freed: one.freed + other.freed)
  }
}
