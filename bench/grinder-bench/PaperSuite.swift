// JSONL to digest through the paper pipeline in one process: how fast against the reference implementation,
// how much of it is the hash, and whether a tick touches the heap.
//
// Each slice loads the fixture from its file and runs it on a fresh engine, once for each option set, so a
// slice is a whole run; the baseline is the SHA-256 of as many bytes as the run hashes, taken right after it.

import CAllocationCounter
import CGrinder
import Domain
import Engine

enum PaperSuite {
    static func run(_ options: BenchOptions) -> Bool {
        if options.memory { return PaperMemory.run(options) }
        guard let directory = options.fixture ?? BenchFixture.standard else {
            print("no fixture found: give one with --fixture DIR")
            return false
        }
        do {
            var bench = PaperBench(directory: directory)
            try bench.measure(slices: options.slices ?? (options.quick ? 3 : 41))
            let report = PaperReport(
                bench, steady: try PaperSteadyState(Fixture.load(directory: directory), PaperWorkload.adaptive.options))
            options.json ? print(report.json) : report.printTable()
            try report.entry.keep(options)
            // A short run says that the bench works, not how fast the machine is today.
            return report.holds && (options.quick || report.meetsMust)
        } catch {
            print("\(error)")
            return false
        }
    }
}

/// The slices of one option set.
struct PaperSamples {
    let workload: PaperWorkload
    private(set) var events = 0
    private(set) var digest = ""
    private(set) var loadNs: [Double] = []
    private(set) var runNs: [Double] = []
    private(set) var hashNs: [Double] = []

    init(_ workload: PaperWorkload) { self.workload = workload }

    mutating func take(_ result: borrowing PaperResult, loadNs: UInt64, runNs: UInt64, hashNs: UInt64) {
        events = result.eventsProcessed
        digest = result.digest.short
        self.loadNs.append(Double(loadNs))
        self.runNs.append(Double(runNs))
        self.hashNs.append(Double(hashNs))
    }

    mutating func forgetTimes() {
        loadNs = []
        runNs = []
        hashNs = []
    }

    var totals: [Double] { zip(loadNs, runNs).map(+) }
    var eventsPerSecond: Double { Double(events) / median(totals) * 1e9 }
    var timesReference: Double { eventsPerSecond / workload.referenceEventsPerSecond }
    /// Share of the whole run that hashing alone takes.
    var hashShare: Double { median(zip(hashNs, totals).map(/)) }
    var ratioToHash: Double { median(zip(totals, hashNs).map(/)) }
    func perEvent(_ values: [Double]) -> Double { median(values) / Double(max(events, 1)) }
}

/// Runs the slices.
struct PaperBench {
    let directory: String
    private(set) var samples = PaperWorkload.allCases.map { PaperSamples($0) }

    init(directory: String) { self.directory = directory }

    mutating func measure(slices: Int) throws {
        // One warm-up: page cache, branch predictors, lazily bound symbols.
        for index in samples.indices { try runSlice(&samples[index]) }
        for index in samples.indices { samples[index].forgetTimes() }
        for _ in 0..<slices {
            for index in samples.indices { try runSlice(&samples[index]) }
        }
    }

    private func runSlice(_ samples: inout PaperSamples) throws {
        let start = gr_clock_monotonic_ns()
        let fixture = try Fixture.load(directory: directory)
        let loaded = gr_clock_monotonic_ns()
        let run = try PaperRun.run(fixture, samples.workload.options)
        let finished = gr_clock_monotonic_ns()
        samples.take(
            run.result, loadNs: loaded - start, runNs: finished - loaded,
            hashNs: HashBaseline.ns(byteCount: run.result.canonicalBytes))
    }
}
