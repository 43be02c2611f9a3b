// The strategy and the execution of the chain over pipes.

import CGrinder
import Domain
import Engine
import Glibc
import OrderEngine
import Rings
import Workers

enum PipeStage {
    static let argument = "--pipe-stage"
    static let input: Int32 = 4
    static let output: Int32 = 5
    static let reports: Int32 = 6
    private static let recordBytes = MemoryLayout<gr_record_t>.size

    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count == 3, let cpu = Int32(arguments[2]), let role = WorkerProcess.role(named: arguments[0]) else { return 2 }
        if cpu >= 0 { gr_cpu_pin(cpu) }
        do {
            let region = try InstanceRegion.attach()
            let fixture = try Fixture.load(directory: arguments[1])
            region.worker(role).beat(nowNs: gr_clock_monotonic_ns())
            if role == .strategy { try decide(fixture) } else { try execute(region) }
            return 0
        } catch {
            print("pipe stage \(arguments[0]): \(error)")
            return 3
        }
    }

    private static func decide(_ fixture: Fixture) throws {
        var strategy = try ReplayStrategy(ReplayOptions())
        var gateway = OrderGateway(checks: PreTradeChecks(), port: StubPort())
        var output = TickOutput()
        var outcomes: [OrderOutcome] = []
        var tick = gr_snapshot_t()
        var records = [gr_record_t](repeating: gr_record_t(), count: 256)
        while try read(input, &tick, recordBytes) {
            let event = fixture.events[Int(tick.event_time)]
            let identity = fixture.symbols.identity(event.symbol)
            let isExecuted = try strategy.decide(event, identity: identity, into: &output)
            // A tick, its plan, its size, its actions, its summary: what the intent ring carries.
            let count = isExecuted ? output.actions.count + 4 : 1
            var head = gr_tick_t()
            head.tick = UInt64(count)
            head.receive_time_ns = tick.receive_time_ns
            records[0] = unsafeBitCast(head, to: gr_record_t.self)
            try write(Self.output, records, count * recordBytes)
            guard try read(reports, &records, (isExecuted ? output.actions.count + 1 : 1) * recordBytes) else { return }
            guard isExecuted else { continue }
            outcomes.removeAll(keepingCapacity: true)
            try gateway.execute(
                output.actions, symbol: output.symbol, at: output.time, book: nil, fixture.symbols, outcomes: &outcomes,
                events: &output.events)
            strategy.commit(output.actions, outcomes, identity: identity)
        }
    }

    private static func execute(_ region: InstanceRegion) throws {
        let latency = region.latency(.tickToIntent)
        let counters = region.counters(.execution)
        var records = [gr_record_t](repeating: gr_record_t(), count: 256)
        while true {
            // One tick is under way at a time: what comes is a part of it.
            var got = Glibc.read(input, &records, records.count * recordBytes)
            guard got > 0 else { return }
            let head = unsafeBitCast(records[0], to: gr_tick_t.self)
            while got < Int(head.tick) * recordBytes {
                let more = records.withUnsafeMutableBytes { Glibc.read(input, $0.baseAddress! + got, $0.count - got) }
                guard more > 0 else { return }
                got += more
            }
            latency.record(fromNs: head.receive_time_ns, toNs: gr_clock_monotonic_ns())
            try write(output, records, (head.tick > 1 ? Int(head.tick) - 3 : 1) * recordBytes)
            counters.add(to: .executionTicks)
        }
    }

    /// Reads exactly `count` bytes; false at the end.
    private static func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) throws(FileError) -> Bool {
        var got = 0
        while got < count {
            let result = Glibc.read(descriptor, bytes + got, count - got)
            guard result >= 0 else { throw FileError(code: errno) }
            if result == 0 { return false }
            got += result
        }
        return true
    }

    private static func write(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) throws(FileError) {
        let bytes = UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: count)
        try FileWriter.write(bytes, to: descriptor)
    }
}
