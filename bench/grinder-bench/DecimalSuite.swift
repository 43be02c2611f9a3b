// What an operation on decimals costs, in steps of a chain that the processor cannot overlap: the
// ratio holds on a machine whose clock and neighbours change, nanoseconds do not. Each slice of an
// operation follows a slice of its baseline.

import CAllocationCounter
import CGrinder
import DecimalArithmetic

enum DecimalSuite {
    private struct Plan {
        var slices: Int
        var runs: Int
        var sliceNs: Double
    }

    static func run(_ options: BenchOptions) -> Bool {
        var plan =
            options.quick
            ? Plan(slices: 5, runs: 3, sliceNs: 2e5) : Plan(slices: 31, runs: 5, sliceNs: 1e6)
        plan.slices = options.slices ?? plan.slices
        plan.runs = options.runs ?? plan.runs
        do throws(DecimalError) {
            var bench = DecimalBench(operands: try DecimalOperands(), sliceNs: plan.sliceNs)
            try bench.calibrate()
            for _ in 0..<plan.runs { try bench.measureRun(slices: plan.slices) }
            let entry = HistoryEntry(
                suite: "decimal", fingerprint: Fingerprint(placement: "any core", dataHash: ""),
                series: bench.measures.map(\.series))
            return report(bench, plan, json: options.json) && entry.isKept(options)
        } catch {
            print("decimal suite: \(error)")
            return false
        }
    }

    private static func report(_ bench: DecimalBench, _ plan: Plan, json: Bool) -> Bool {
        let host = Host.current()
        let passed = bench.heapCalls == 0
        if json {
            print(
                "{\"suite\":\"decimal\",\(host.json),\"slices_per_run\":\(plan.slices),\"runs\":\(plan.runs),"
                    + "\"operations\":\(bench.operations),\"heap_calls\":\(bench.heapCalls),"
                    + "\"checksum\":\(bench.checksum),"
                    + "\"measures\":[\(bench.measures.map(\.json).joined(separator: ","))],\"pass\":\(passed)}")
            return passed
        }
        print("\(host.summary); one process")
        print(
            "median of \(plan.runs) run medians of \(plan.slices) slices; min and max over runs; "
                + "ns are this machine at this moment")
        print("base: one step of a dependent UInt64 multiply-add chain, (/) one dependent hardware division")
        printMeasures(bench.measures)
        print(
            "heap calls (malloc, calloc, realloc, memalign, free) over \(bench.operations) operations: \(bench.heapCalls)"
                + "; checksum \(bench.checksum)")
        print(passed ? "PASS" : "FAIL")
        return passed
    }
}

/// Times slices and keeps their ratios.
private struct DecimalBench {
    private let operands: DecimalOperands
    private let sliceNs: Double
    private(set) var measures = DecimalOperation.allCases.map {
        Measure(name: $0.name + ($0.baseline == .divide ? " (/)" : ""), goal: nil)
    }
    private(set) var heapCalls: UInt64 = 0
    private(set) var operations = 0
    private(set) var checksum: UInt64 = 0
    /// Last seen nanoseconds per operation.
    private var lastNs = [Double](repeating: 20, count: DecimalOperation.allCases.count)
    private var lastBaselineNs = [Double](repeating: 2, count: DecimalBaseline.allCases.count)

    init(operands: DecimalOperands, sliceNs: Double) {
        self.operands = operands
        self.sliceNs = sliceNs
    }

    /// Unreported slices: they warm up, and learn how fast each operation is.
    mutating func calibrate() throws(DecimalError) {
        for operation in DecimalOperation.allCases {
            _ = time(operation.baseline)
            _ = try time(operation)
        }
        heapCalls = 0
        operations = 0
    }

    mutating func measureRun(slices: Int) throws(DecimalError) {
        for index in measures.indices { measures[index].runs.append([]) }
        for _ in 0..<slices {
            for operation in DecimalOperation.allCases {
                let baseline = time(operation.baseline)
                let subject = try time(operation)
                let run = measures[operation.rawValue].runs.count - 1
                measures[operation.rawValue].runs[run].append(subject / baseline)
                measures[operation.rawValue].subjectNs.append(subject)
                measures[operation.rawValue].baselineNs.append(baseline)
            }
        }
    }

    /// Nanoseconds of one operation.
    private mutating func time(_ operation: DecimalOperation) throws(DecimalError) -> Double {
        let count = count(at: lastNs[operation.rawValue])
        let heapBefore = ac_allocations() + ac_frees()
        let start = gr_clock_monotonic_ns()
        let sum = try operands.run(operation, count: count)
        let ns = Double(gr_clock_monotonic_ns() - start) / Double(count)
        heapCalls += ac_allocations() + ac_frees() - heapBefore
        operations += count
        checksum &+= sum
        lastNs[operation.rawValue] = max(0.1, ns)
        return ns
    }

    /// Nanoseconds of one step.
    private mutating func time(_ baseline: DecimalBaseline) -> Double {
        let count = count(at: lastBaselineNs[baseline.rawValue])
        let start = gr_clock_monotonic_ns()
        checksum &+= baseline.run(count: count)
        let ns = Double(gr_clock_monotonic_ns() - start) / Double(count)
        lastBaselineNs[baseline.rawValue] = max(0.1, ns)
        return ns
    }

    private func count(at ns: Double) -> Int { Int(max(500, min(10_000_000, sliceNs / ns))) }
}
