// The chain over pipes, the baseline: the same three processes on the same cores, the same ticks on the same
// schedule, the same decisions by the same engine, as many bytes for each of them, written in one call where rings
// take a record at a time. It neither encodes nor checks what it carries and takes no digest: what it is charged
// with is less than what the rings' side does.

import CGrinder
import Domain
import Glibc
import Rings

struct PipeChain: MarketChain {
    private let region: InstanceRegion
    private let processes: [ChainProcess]
    /// Where ticks are written.
    private let market: Int32

    init(_ directory: String, cpus: [WorkerRole: Int]) throws {
        // For its histogram and counters; its rings stay empty.
        region = try InstanceRegion.create(RingChain.specification)
        let pipes = try (0..<3).map { _ in try Self.pipe() }
        let (toStrategy, toExecution, back) = (pipes[0], pipes[1], pipes[2])
        let shared = (region.fileDescriptor, Int32(GR_REGION_FD))
        func words(_ role: WorkerRole) -> [String] { [PipeStage.argument, role.name, directory, "\(cpus[role] ?? -1)"] }
        processes = [
            try ChainProcess(
                words(.strategy),
                descriptors: [shared, (toStrategy.read, PipeStage.input), (toExecution.write, PipeStage.output), (back.read, PipeStage.reports)]),
            try ChainProcess(
                words(.execution), descriptors: [shared, (toExecution.read, PipeStage.input), (back.write, PipeStage.output)]),
        ]
        market = toStrategy.write
        for descriptor in [toStrategy.read, toExecution.read, toExecution.write, back.read, back.write] { close(descriptor) }
        for role in [WorkerRole.execution, .strategy] { try RingChain.await(region.worker(role), role) }
    }

    private static func pipe() throws(ChainError) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw .noStart("pipe: errno \(errno)") }
        return (ends[0], ends[1])
    }

    mutating func send(_ index: Int, dueNs: UInt64) throws {
        var record = gr_snapshot_t()
        record.event_time = Int64(index)
        record.receive_time_ns = dueNs
        guard write(market, &record, MemoryLayout<gr_snapshot_t>.size) == MemoryLayout<gr_snapshot_t>.size else {
            throw ChainError.stuck("the market pipe: errno \(errno)")
        }
    }

    var completed: UInt64 { region.counters(.execution)[.executionTicks] }
    var latency: HistogramSnapshot { region.latency(.tickToIntent).snapshot }
    // Its processes sleep in `read` while nothing comes.
    func pause() {}
    func resume() {}

    /// Closes the source: the processes end one after the other.
    func finish() throws {
        close(market)
        for process in processes {
            let code = process.end()
            guard code == 0 else { throw ChainError.stuck("a process over pipes ended with exit code \(code)") }
        }
        region.close()
    }
}
