/// What flows through a ring. The raw value is stored in the region.
public enum RingKind: UInt32, CaseIterable, Sendable {
    case market = 1
    case intent = 2
    case report = 3
    case remediation = 4
    case control = 5
}

/// What a producer does when the ring is full. Nothing is dropped without a counter.
public enum FullPolicy: Sendable {
    /// Wait for space: lockstep, intents, reports.
    case block
    /// Return at once; the caller merges the record into what it holds for the same
    /// symbol: see `ConflatingWriter` of the workers. Live market data.
    case conflate
}

/// Result of `RingProducer.write`.
public enum WriteOutcome: Equatable, Sendable {
    case written
    /// The ring is full and the policy is `conflate`.
    case full
    case stopped
    case timedOut
}

/// Result of waiting for a record or for space.
public enum WaitOutcome: Equatable, Sendable {
    case ready
    case stopped
    case timedOut
}
