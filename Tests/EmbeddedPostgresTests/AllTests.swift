import Testing

/// One test at a time: each has a database server of its own, and two cores serve them all.
@Suite(.serialized) struct AllTests {}
