// The shared memory of one instance, as one process sees it.
//
// Owner: the supervisor creates it and keeps the descriptor; workers attach to the
// inherited descriptor; tools attach through the supervisor's pid.
//
// The mapping lives as long as the process, not as long as this object. Everything
// handed out (permit words, slots, rings, pages) points into it without keeping the
// object alive, and ARC may release a local right after its last use: a run loop
// that took its rings out and forgot the region must not fall over. Only `close()`
// unmaps. Not touched per record: run loops take rings and words out once.

import CGrinder

public final class InstanceRegion: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    public let byteCount: Int
    /// The memfd, close-on-exec; hand it to `gr_spawn` to be mapped to `GR_REGION_FD`.
    public let fileDescriptor: Int32
    public let warnings: [RegionWarning]
    let rings: [(kind: RingKind, memory: RingMemory)]

    init(
        base: UnsafeMutableRawPointer, byteCount: Int, fileDescriptor: Int32,
        rings: [(kind: RingKind, memory: RingMemory)], warnings: [RegionWarning]
    ) {
        self.base = base
        self.byteCount = byteCount
        self.fileDescriptor = fileDescriptor
        self.rings = rings
        self.warnings = warnings
    }

    /// Unmaps the region and closes the descriptor. For tools and tests that look at
    /// many regions: nothing taken out of this one, and no method of it, may be used
    /// afterwards. Call it once.
    public func close() {
        gr_memory_unmap(base, UInt64(byteCount))
        gr_close(fileDescriptor)
    }
}

extension InstanceRegion {
    private var header: gr_region_header_t { gr_region_header(base).pointee }

    public var instanceID: InstanceID { InstanceID(high: header.instance_id_high, low: header.instance_id_low) }
    public var generation: UInt64 { header.generation }
    public var supervisorProcessID: Int32 { Int32(bitPattern: header.supervisor_pid) }
    public var createdRealtimeNs: UInt64 { header.created_realtime_ns }

    /// The words that decide whether an order may leave.
    public var permits: PermitWords { PermitWords(base: base) }

    public func worker(_ role: WorkerRole) -> WorkerSlot {
        WorkerSlot(slot: gr_region_worker(base, role.rawValue))
    }

    public func counters(_ role: WorkerRole) -> WorkerCounters {
        WorkerCounters(block: gr_region_counters(base, role.rawValue))
    }

    /// What the strategy shows of its risk.
    public var risk: RiskBoard { RiskBoard(block: gr_region_counters(base, WorkerRole.strategy.rawValue)) }

    /// What the symbols on the rings are called.
    public var symbolNames: SymbolNames { SymbolNames(base: base) }

    public func errors(_ role: WorkerRole) -> ErrorLog { ErrorLog(block: gr_region_counters(base, role.rawValue)) }

    /// The distribution that its writer, and only that worker, records into.
    public func latency(_ latency: StageLatency) -> LatencyHistogram {
        LatencyHistogram(memory: gr_region_histogram(base, UInt32(latency.rawValue)))
    }

    /// 4,096 bytes whose struct the caller defines; written before workers start.
    public var runConfiguration: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: gr_region_run_configuration(base), count: Int(GR_PAGE_SIZE))
    }

    /// Text that belongs to the configuration and has no bound that fits a page; written before workers start.
    public var runOptions: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: gr_region_run_options(base), count: Int(GR_RUN_OPTIONS_BYTES))
    }

    /// 4,096 bytes whose struct the caller defines; written when a run ends.
    public var runResult: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(start: gr_region_run_result(base), count: Int(GR_PAGE_SIZE))
    }

    public var ringKinds: [RingKind] { rings.map(\.kind) }

    public func ring(_ kind: RingKind) throws(RegionError) -> RingMemory {
        for ring in rings where ring.kind == kind { return ring.memory }
        throw .missingRing(kind)
    }

    /// Takes over the writing end of a ring; see `RingProducer.init(resuming:)`.
    public func producer<Record: BitwiseCopyable>(
        _ kind: RingKind, of record: Record.Type = Record.self
    ) throws(RegionError) -> RingProducer<Record> {
        let memory = try ring(kind)
        do throws(RingError) { return try RingProducer<Record>(resuming: memory) } catch { throw .ring(kind, error) }
    }

    /// Takes over the reading end of a ring; see `RingConsumer.init(resuming:commitEvery:)`.
    public func consumer<Record: BitwiseCopyable>(
        _ kind: RingKind, of record: Record.Type = Record.self, commitEvery: Int = 1
    ) throws(RegionError) -> RingConsumer<Record> {
        let memory = try ring(kind)
        do throws(RingError) {
            return try RingConsumer<Record>(resuming: memory, commitEvery: commitEvery)
        } catch { throw .ring(kind, error) }
    }

    /// Takes over the second reading end of a ring; see `RingTap.init(resuming:)`.
    public func tap<Record: BitwiseCopyable>(
        _ kind: RingKind, of record: Record.Type = Record.self
    ) throws(RegionError) -> RingTap<Record> {
        let memory = try ring(kind)
        do throws(RingError) { return try RingTap<Record>(resuming: memory) } catch { throw .ring(kind, error) }
    }

    /// Sets a worker's stop word and wakes every sleeper to look at it.
    public func requestStop(_ role: WorkerRole, _ request: StopRequest = .drain) {
        worker(role).setStop(request)
        for ring in rings { ring.memory.wakeSleepers() }
    }

    /// Traps unless header, directory and rings agree. For regions at rest.
    public func _checkInvariants() {
        precondition(header.region_size == UInt64(byteCount))
        precondition(header.ring_count == UInt32(rings.count))
        for ring in rings { ring.memory._checkInvariants() }
    }
}
