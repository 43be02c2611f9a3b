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

public struct SupervisedRun: Sendable {
    public var result: RunResult
    /// Texts that the result's failures refer to.
    public var symbols: SymbolTable
    /// Of the paper pipeline.
    public var paper: PaperReport?
    public var workers: [WorkerReport]
    public var rings: [RingReport]
}
