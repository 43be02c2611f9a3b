// The feed: turns a source of market data into records of the market ring. It knows nothing of what
// is decided with them.

import CGrinder
import Domain
import Glibc
import Rings

enum FeedWorker {
    static func run(_ context: WorkerContext, fixturePath: String) throws {
        let fixture = try Fixture.load(directory: fixturePath)
        var writer = try context.writer(.market)
        var meter = LoopMeter(context.counters)
        var due = gr_clock_monotonic_ns()
        let paceNs = UInt64(context.configuration.paceUs) * 1000
        for index in fixture.events.indices {
            if paceNs > 0, !writer.isRecovering {
                try sleep(until: due, context.slot)
                due += paceNs
            }
            let now = gr_clock_monotonic_ns()
            let isNews = !writer.isRecovering
            meter.begin(nowNs: now, waitedNs: writer.waitedNs)
            try writer.write(fixture.events[index], receiveTimeNs: now, fixture.symbols)
            writer.noteDepth()
            if isNews {
                context.counters.add(to: .feedEvents)
                context.counters.add(to: .feedSent)
            }
            meter.turn(nowNs: gr_clock_monotonic_ns(), waitedNs: writer.waitedNs)
            context.beat(nowNs: now, isLive: !writer.isRecovering, recordsOut: writer.count)
        }
        try writer.writeEnd(events: fixture.events.count)
        context.beat(isLive: true, recordsOut: writer.count)
    }

    /// Waits for a point in time in steps that notice a stop request.
    private static func sleep(until dueNs: UInt64, _ slot: WorkerSlot) throws(WorkerInterruption) {
        let stepNs: UInt64 = 10_000_000
        while true {
            if slot.isStopRequested { throw .stopped }
            let now = gr_clock_monotonic_ns()
            if now >= dueNs { return }
            var pause = timespec(tv_sec: 0, tv_nsec: Int(min(dueNs - now, stepNs)))
            nanosleep(&pause, nil)
            slot.beat(nowNs: now)
        }
    }
}
