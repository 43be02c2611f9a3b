// The journaller: writes what passes the rings to files, a moment behind everyone else. It is no hot
// worker: only here may a file be waited for, and a ring's producer waits for it only when the whole ring
// is not yet written.
//
// It naps between its turns instead of sleeping on the rings, for two reasons: a batch is worth its system
// call when it holds what came in meanwhile, and nobody spends a system call on waking it.

import CGrinder
import Domain
import Glibc
import Journal
import Rings

enum JournalWorker {
    /// A full turn is followed by the next one at once.
    static let fullTurn = 1024
    static let napNs: UInt64 = 500_000
    /// Delay before a write that failed is tried again; doubled up to the maximum.
    static let retryNs: UInt64 = 10_000_000
    static let retryNsMax: UInt64 = 500_000_000

    static func run(_ context: WorkerContext, directory: String, _ options: JournalOptions, _ log: WorkerLog) throws {
        // A file-size limit is an error of the write like a full disk.
        signal(SIGXFSZ, SIG_IGN)
        var retry = JournalRetry(context, directory: directory)
        while true {
            do throws(JournalError) {
                let writer = try JournalWriter(directory: directory, instance: context.region.instanceID, options)
                retry.succeeded()
                var loop = try JournalLoop(writer, context, retry, FilesystemGauge(directory))
                return try loop.run(context, log)
            } catch {
                guard error.isRetryable else { throw error }
                retry.wait(after: error)
            }
        }
    }
}

/// What happens between a write that failed and the next attempt: the worker keeps beating and says what is wrong. It
/// never gives up: how long that may last, in a run, in a drain and at the end, is the supervisor's to decide.
struct JournalRetry {
    private let context: WorkerContext
    private let directory: String
    private var delayNs = JournalWorker.retryNs
    private(set) var isFailing = false

    init(_ context: WorkerContext, directory: String) {
        self.context = context
        self.directory = directory
    }

    mutating func succeeded() {
        guard isFailing else { return }
        isFailing = false
        delayNs = JournalWorker.retryNs
        context.slot.setDetail("the journal is written again", code: 0)
    }

    mutating func wait(after error: JournalError) {
        isFailing = true
        context.counters.add(to: .journalRetries)
        context.errors.record("\(error)", realtimeNs: gr_clock_realtime_ns())
        context.slot.setDetail("\(error); trying again", code: UInt32(WorkerProcess.ExitCode.failed))
        FilesystemGauge.set(context.counters, directory)
        JournalRetry.nap(delayNs)
        context.slot.beat(nowNs: gr_clock_monotonic_ns())
        delayNs = min(delayNs * 2, JournalWorker.retryNsMax)
    }

    static func nap(_ ns: UInt64) {
        var pause = timespec(tv_sec: 0, tv_nsec: Int(ns))
        nanosleep(&pause, nil)
    }
}

private struct JournalLoop: ~Copyable {
    private var writer: JournalWriter
    private var retry: JournalRetry
    private var market: RingTap<gr_record_t>
    private var intents: RingTap<gr_record_t>
    private var reports: RingTap<gr_record_t>
    private var meter: LoopMeter
    private var filesystem: FilesystemGauge

    init(
        _ writer: consuming JournalWriter, _ context: WorkerContext, _ retry: JournalRetry, _ filesystem: FilesystemGauge
    ) throws(JournalError) {
        do throws(RegionError) {
            let market: RingTap<gr_record_t> = try context.region.tap(.market)
            let intents: RingTap<gr_record_t> = try context.region.tap(.intent)
            let reports: RingTap<gr_record_t> = try context.region.tap(.report)
            self.market = market
            self.intents = intents
            self.reports = reports
        } catch { throw .option("\(error)") }
        self.writer = writer
        self.retry = retry
        self.filesystem = filesystem
        meter = LoopMeter(context.counters)
    }

    /// Until it is told to stop and has written everything.
    mutating func run(_ context: WorkerContext, _ log: WorkerLog) throws(JournalError) {
        announce(context, log)
        try writeConfiguration(context)
        while true {
            // Looked at first: what was published before the request is still written.
            let stops = context.slot.isStopRequested
            meter.begin(nowNs: gr_clock_monotonic_ns(), waitedNs: 0)
            let count = try turn(context)
            meter.turn(nowNs: gr_clock_monotonic_ns(), waitedNs: 0)
            beat(context)
            if count == 0 {
                if stops { break }
                try attempt(context) { (writer) throws(JournalError) in try writer.settle() }
            }
            if count < JournalWorker.fullTurn, !stops { JournalRetry.nap(JournalWorker.napNs) }
        }
        try writeResult(context)
        try attempt(context) { (writer) throws(JournalError) in try writer.finish() }
        beat(context)
    }

    /// Writes what the taps hold; how many records.
    ///
    /// An effect is never journalled before its cause: a run that goes on from the journal could not make the cause
    /// again where it depended on time. So the ends are looked at from the effects to the causes, and each ring is
    /// collected only when the one before it is, up to its end.
    private mutating func turn(_ context: WorkerContext) throws(JournalError) -> Int {
        let reportsEnd = reports.published
        let intentsEnd = intents.published
        let marketEnd = market.published
        var count = try writer.collect(&market, as: .market, upTo: marketEnd)
        if market.position >= marketEnd { count += try writer.collect(&intents, as: .intent, upTo: intentsEnd) }
        if market.position >= marketEnd, intents.position >= intentsEnd {
            count += try writer.collect(&reports, as: .report, upTo: reportsEnd)
        }
        guard count > 0 else { return 0 }
        try attempt(context) { (writer) throws(JournalError) in try writer.write() }
        market.commit()
        intents.commit()
        reports.commit()
        context.counters.add(UInt64(count), to: .journalRecords)
        context.counters.add(to: .journalBatches)
        return count
    }

    /// Repeats a call until it succeeds, is hopeless, or is no longer worth waiting for.
    private mutating func attempt(
        _ context: WorkerContext, _ body: (inout JournalWriter) throws(JournalError) -> Void
    ) throws(JournalError) {
        while true {
            do throws(JournalError) {
                try body(&writer)
                return retry.succeeded()
            } catch {
                guard error.isRetryable else { throw error }
                retry.wait(after: error)
            }
        }
    }

    private func announce(_ context: WorkerContext, _ log: WorkerLog) {
        var text = "writing through \(writer.backend)"
        if let tail = writer.tornTail { text += "; cut \(tail.segment) at offset \(tail.offset): \(tail.reason)" }
        context.slot.setDetail(text, code: 0)
        log.note(text)
    }

    private mutating func writeConfiguration(_ context: WorkerContext) throws(JournalError) {
        let page = UnsafeRawBufferPointer(context.region.runConfiguration)
        let options = page.load(as: gr_run_configuration_t.self).options_length
        let parts = [
            UnsafeRawBufferPointer(rebasing: page[..<MemoryLayout<gr_run_configuration_t>.size]),
            UnsafeRawBufferPointer(rebasing: context.region.runOptions.prefix(Int(clamping: options))),
        ]
        for (index, part) in parts.enumerated() where !part.isEmpty {
            guard writer.published(of: .configuration) == index else { continue }
            guard writer.collect(part, as: .configuration) else { throw .option("the run's options do not fit a batch") }
            try attempt(context) { (writer) throws(JournalError) in try writer.write() }
        }
    }

    /// The end of a run that came to its end, so that a replay can be compared with it.
    private mutating func writeResult(_ context: WorkerContext) throws(JournalError) {
        guard RunOutcome.load(from: context.region) != nil, writer.published(of: .result) == 0 else { return }
        let page = UnsafeRawBufferPointer(context.region.runResult)
        _ = writer.collect(UnsafeRawBufferPointer(rebasing: page[..<MemoryLayout<gr_run_result_t>.size]), as: .result)
        try attempt(context) { (writer) throws(JournalError) in try writer.write() }
    }

    private mutating func beat(_ context: WorkerContext) {
        filesystem.look(context.counters, nowNs: gr_clock_monotonic_ns())
        let written = writer.published(of: .market) + writer.published(of: .intent) + writer.published(of: .report)
        context.counters[.journalFailedSyncs] = writer.failedSyncs
        context.beat(isLive: true, recordsIn: market.position + intents.position + reports.position, recordsOut: written)
    }
}
