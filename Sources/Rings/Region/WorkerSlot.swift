// What supervisor and worker tell each other, one slot per role.
//
// Writers: the supervisor before spawn and after death (pid, epoch, restart count,
// exit status, stop), the worker while it lives (the rest). One writer per word.

import CGrinder

public enum WorkerState: UInt32, Sendable {
    case empty = 0
    case starting = 1
    /// Replaying the journal to the committed position.
    case recovering = 2
    case running = 3
    case draining = 4
    case stopped = 5
    case failed = 6
}

/// What the supervisor asks of a worker. The raw value is the stop word's.
public enum StopRequest: UInt32, Sendable {
    case none = 0
    /// Take what is there, then end.
    case drain = 1
    /// Cancel what rests at the port, then end.
    case cancelOpen = 2
}

@frozen
public struct WorkerSlot: @unchecked Sendable {
    @usableFromInline let slot: UnsafeMutablePointer<gr_worker_slot_t>

    init(slot: UnsafeMutablePointer<gr_worker_slot_t>) { self.slot = slot }

    // MARK: Supervisor

    public var processID: Int32 { Int32(bitPattern: gr_load_acquire_u32(gr_worker_pid(slot))) }
    /// Counts spawns of this role; a worker knows by it whether the slot is still its own.
    public var epoch: UInt64 { gr_load_acquire_u64(gr_worker_epoch(slot)) }
    public var restartCount: UInt64 { gr_load_acquire_u64(gr_worker_restart_count(slot)) }
    public var spawnedBoottimeNs: UInt64 { gr_load_acquire_u64(gr_worker_spawned_boottime_ns(slot)) }
    /// Exit code of the last incarnation, -1 when a signal ended it.
    public var exitCode: Int32 { Int32(bitPattern: gr_load_acquire_u32(gr_worker_exit_code(slot))) }
    public var exitSignal: Int32 { Int32(bitPattern: gr_load_acquire_u32(gr_worker_exit_signal(slot))) }

    /// Before a spawn: a fresh incarnation that has not beaten yet.
    public func prepareForSpawn(boottimeNs: UInt64) {
        if epoch > 0 { gr_add_single_writer_u64(gr_worker_restart_count(slot), 1) }
        gr_add_single_writer_u64(gr_worker_epoch(slot), 1)
        gr_store_release_u64(gr_worker_spawned_boottime_ns(slot), boottimeNs)
        gr_store_release_u64(gr_worker_heartbeat_ns(slot), 0)
        gr_store_release_u32(gr_worker_wait_state(slot), WaitState.busy.rawValue)
        gr_store_release_u32(gr_worker_detail_length(slot), 0)
        gr_store_release_u32(gr_worker_stop(slot), 0)
        gr_store_release_u32(gr_worker_state(slot), WorkerState.starting.rawValue)
    }

    public func setProcessID(_ pid: Int32) { gr_store_release_u32(gr_worker_pid(slot), UInt32(bitPattern: pid)) }

    /// After a death was reaped.
    public func recordExit(code: Int32, signal: Int32) {
        gr_store_release_u32(gr_worker_exit_code(slot), UInt32(bitPattern: code))
        gr_store_release_u32(gr_worker_exit_signal(slot), UInt32(bitPattern: signal))
        gr_store_release_u32(gr_worker_pid(slot), 0)
    }

    public func setStop(_ request: StopRequest) { gr_store_release_u32(gr_worker_stop(slot), request.rawValue) }

    // MARK: Worker

    /// For `Idler`: not 0 means stop.
    public var stopWord: UnsafeMutablePointer<UInt32> { gr_worker_stop(slot) }
    /// For `Idler`: where it shows what it waits for.
    public var waitStateWord: UnsafeMutablePointer<UInt32> { gr_worker_wait_state(slot) }
    public var isStopRequested: Bool { stopRequest != .none }
    /// Any value that is not known means to drain.
    public var stopRequest: StopRequest { StopRequest(rawValue: gr_load_acquire_u32(gr_worker_stop(slot))) ?? .drain }

    /// An idler for this worker, which shows what it waits for and that it is alive.
    public func idler(_ strategy: IdleStrategy) -> Idler {
        Idler(strategy, stop: stopWord, waitState: waitStateWord, heartbeat: gr_worker_heartbeat_ns(slot))
    }

    /// An idler for a wait that a stop request does not end.
    public func idlerThatFinishes(_ strategy: IdleStrategy) -> Idler {
        Idler(strategy, waitState: waitStateWord, heartbeat: gr_worker_heartbeat_ns(slot))
    }

    public var state: WorkerState? { WorkerState(rawValue: gr_load_acquire_u32(gr_worker_state(slot))) }
    public func setState(_ state: WorkerState) { gr_store_release_u32(gr_worker_state(slot), state.rawValue) }

    public var waitState: WaitState? { WaitState(rawValue: gr_load_acquire_u32(gr_worker_wait_state(slot))) }

    /// CLOCK_MONOTONIC ns of the last turn of the run loop; 0 before the first.
    public var heartbeatNs: UInt64 { gr_load_acquire_u64(gr_worker_heartbeat_ns(slot)) }
    @inlinable public func beat(nowNs: UInt64) { gr_store_release_u64(gr_worker_heartbeat_ns(slot), nowNs) }

    /// CLOCK_MONOTONIC ns of the last record handled: a worker can beat and still be stuck.
    public var lastProgressNs: UInt64 { gr_load_acquire_u64(gr_worker_last_progress_ns(slot)) }
    public var recordsIn: UInt64 { gr_load_relaxed_u64(gr_worker_records_in(slot)) }
    public var recordsOut: UInt64 { gr_load_relaxed_u64(gr_worker_records_out(slot)) }

    /// Says how far the worker has come: totals since its start.
    @inlinable
    public func setProgress(nowNs: UInt64, recordsIn: UInt64, recordsOut: UInt64) {
        gr_store_relaxed_u64(gr_worker_records_in(slot), recordsIn)
        gr_store_relaxed_u64(gr_worker_records_out(slot), recordsOut)
        gr_store_release_u64(gr_worker_last_progress_ns(slot), nowNs)
    }

    // MARK: Last error message

    public static let detailLengthMax = Int(GR_WORKER_DETAIL_MAX)

    /// Leaves the reason for a failure, cut to 200 bytes at a character boundary.
    public func setDetail(_ text: String, code: UInt32) {
        gr_store_release_u32(gr_worker_detail_length(slot), 0)
        gr_store_release_u32(gr_worker_detail_code(slot), code)
        let bytes = gr_worker_detail(slot)
        var length = 0
        for character in text {
            let utf8 = character.utf8
            guard length + utf8.count <= Self.detailLengthMax else { break }
            for byte in utf8 {
                bytes[length] = CChar(bitPattern: byte)
                length += 1
            }
        }
        gr_store_release_u32(gr_worker_detail_length(slot), UInt32(length))
    }

    public var detailCode: UInt32 { gr_load_acquire_u32(gr_worker_detail_code(slot)) }

    public var detail: String {
        let length = min(Int(gr_load_acquire_u32(gr_worker_detail_length(slot))), Self.detailLengthMax)
        let bytes = UnsafeRawBufferPointer(start: gr_worker_detail(slot), count: length)
        return String(decoding: bytes, as: UTF8.self)
    }
}
