// What every worker has: the region, its own slot, the run's configuration.

import CGrinder
import Rings

struct WorkerContext {
    let region: InstanceRegion
    let slot: WorkerSlot
    let configuration: RunConfiguration
    let idleStrategy: IdleStrategy
    /// What this worker counts.
    let counters: WorkerCounters
    let errors: ErrorLog

    /// What only this process was told, on its command line.
    let arguments: WorkerArguments

    init(_ role: WorkerRole, _ arguments: WorkerArguments) throws {
        self.arguments = arguments
        region = try InstanceRegion.attach()
        slot = region.worker(role)
        // The first sign of life comes before any work: recovery and loading may take a while.
        slot.beat(nowNs: gr_clock_monotonic_ns())
        configuration = try RunConfiguration.load(from: region)
        counters = region.counters(role)
        errors = region.errors(role)
        idleStrategy = WorkerPlacement.settle(role, in: region)
    }

    /// Everything is loaded: from now on this worker takes what comes, or first what it had done before.
    func begin(isRecovering: Bool) { slot.setState(isRecovering ? .recovering : .running) }

    /// Tells the supervisor that this worker lives, how far it has come, and whether that is news:
    /// until then it computes again what an earlier process had done.
    @inline(__always)
    func beat(
        nowNs: UInt64 = gr_clock_monotonic_ns(), isLive: Bool, recordsIn: UInt64 = 0, recordsOut: UInt64 = 0
    ) {
        slot.beat(nowNs: nowNs)
        slot.setProgress(nowNs: nowNs, recordsIn: recordsIn, recordsOut: recordsOut)
        let state: WorkerState = isLive ? .running : .recovering
        if _slowPath(slot.state != state) { slot.setState(state) }
    }

    /// The reading end of a ring, from its first record on.
    ///
    /// - Parameter drains: whether a stop request ends a wait. Not where another worker will answer: a tick that was
    ///   begun is finished.
    func reader(_ kind: RingKind, drains: Bool = true) throws -> RecordReader {
        let consumer: RingConsumer<gr_record_t> = try region.consumer(kind)
        let idler = drains ? slot.idler(idleStrategy) : slot.idlerThatFinishes(idleStrategy)
        let committed = consumer.committed
        return RecordReader(consumer, idler, history: try history(of: kind, end: committed))
    }

    /// The writing end of a ring, from its first record on.
    func writer(_ kind: RingKind) throws -> RecordWriter {
        let producer: RingProducer<gr_record_t> = try region.producer(kind)
        let published = producer.published
        return RecordWriter(producer, slot.idler(idleStrategy), history: try history(of: kind, end: published))
    }

    private func history(of kind: RingKind, end: UInt64) throws -> RecordHistory? {
        guard end > 0 else { return nil }
        guard let journal = arguments.journal else {
            throw RecoveryError.missing(position: 0, detail: "no journal is kept")
        }
        return RecordHistory(RunArchive(kind, try region.ring(kind), journal: journal), end: end)
    }
}
