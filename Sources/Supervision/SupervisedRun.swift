// Who ran, and what came out.

import Domain
import Engine
import Rings

public struct WorkerReport: Sendable {
    public var role: WorkerRole
    public var pid: Int32
    public var recordsIn: UInt64
    public var recordsOut: UInt64
    /// How often it was started again.
    public var restarts: Int
}

public struct RingReport: Sendable {
    public var kind: RingKind
    /// Records published since the region was made.
    public var records: UInt64
}

/// What became of the events of the source: whatever came in went out, gave way to newer ones, or waits.
public struct FlowReport: Equatable, Sendable {
    /// Of the feed, both passes of paper together.
    public var events: UInt64
    public var sent: UInt64
    public var conflated: UInt64
    public var pending: UInt64
    /// Of the strategy: the snapshots that it took in free-running mode, and those among them that gave way or wait.
    public var snapshots: UInt64
    public var passedOver: UInt64
    public var waiting: UInt64

    public init(_ region: InstanceRegion) {
        let feed = region.counters(.feed)
        let strategy = region.counters(.strategy)
        events = feed[.feedEvents]
        sent = feed[.feedSent]
        conflated = feed[.feedConflated]
        pending = feed[.feedPending]
        snapshots = strategy[.strategySnapshots]
        passedOver = strategy[.strategyConflated]
        waiting = strategy[.strategyPending]
    }

    /// What `grinder supervise --json` says of it; nil when that is no such document.
    init?(_ document: JSONValue?) {
        func count(_ side: String, _ name: String) -> UInt64? {
            (document?[side]?[name]?.integerValue).flatMap { UInt64(exactly: $0) }
        }
        guard let events = count("feed", "events"), let sent = count("feed", "sent"),
            let conflated = count("feed", "conflated"), let pending = count("feed", "pending"),
            let snapshots = count("strategy", "snapshots"), let passedOver = count("strategy", "conflated"),
            let waiting = count("strategy", "pending")
        else { return nil }
        self.events = events
        self.sent = sent
        self.conflated = conflated
        self.pending = pending
        self.snapshots = snapshots
        self.passedOver = passedOver
        self.waiting = waiting
    }
}

public struct SupervisedRun: Sendable {
    public var result: RunResult
    /// Texts that the result's failures refer to.
    public var symbols: SymbolTable
    /// Of the paper pipeline.
    public var paper: PaperReport?
    public var workers: [WorkerReport]
    public var rings: [RingReport]
    public var flow: FlowReport
}
