// grinder-bench ring: the parent half.
//
// Machine traps (docs: RINGS section 1): a hypervisor moves cores, so absolute
// nanoseconds drift by 10x within seconds; two cores may be near or far; a spin
// without pause mis-measures; another busy process on either core shows up as a
// millisecond in one slice. Hence: the same two pinned processes for everything,
// slices of a few milliseconds in rotating order, ratios of neighbours, medians.

import CAllocationCounter
import CGrinder
import CRingBaseline
import Glibc
import Rings

enum RingSuite {
    struct Plan {
        var slices: Int
        var runs: Int
        var sliceNs: Double
        var budgetNs: UInt64
    }

    static func run(_ options: BenchOptions) -> Bool {
        var plan =
            options.quick
            ? Plan(slices: 9, runs: 3, sliceNs: 1.5e6, budgetNs: 2_500_000_000)
            : Plan(slices: 31, runs: 5, sliceNs: 4e6, budgetNs: 36_000_000_000)
        plan.slices = options.slices ?? plan.slices
        plan.runs = options.runs ?? plan.runs
        do throws(RegionError) {
            // A short run says that the bench works and touches no heap, not how fast the machine is today.
            return try measure(plan, options)
        } catch {
            print("ring suite: \(error)")
            return false
        }
    }

    private static func measure(_ plan: Plan, _ options: BenchOptions) throws(RegionError) -> Bool {
        guard gr_cpu_available_count() > 1 else {
            print("ring suite: needs two CPUs, this process may use one; nothing measured")
            return false
        }
        alarm(60)  // the two processes spin on each other: a dead peer must not hang the bench
        let host = Host.current()  // before pinning
        let region = try InstanceRegion.create(specification)
        let mailbox = gr_memory_create_sealed("grinder-bench", rb_shared_size())
        guard mailbox >= 0 else { throw .systemCall(name: "memfd_create", errno: -mailbox, remedy: "free memory") }
        let shared = RingPeer.mapShared(mailbox)
        let child = spawnPeer(region: region.fileDescriptor, mailbox: mailbox)
        guard child.error == 0 else {
            throw .systemCall(name: "spawn", errno: child.error, remedy: "stage \(child.stage)")
        }
        gr_cpu_pin(gr_cpu_available_at(0))
        var driver = try Driver(region: region, shared: shared, sliceNs: plan.sliceNs)
        var results = Results()
        let startNs = gr_clock_monotonic_ns()
        driver.calibrate()
        runs: for _ in 0..<plan.runs {
            results.beginRun()
            for slice in 0..<plan.slices {
                if gr_clock_monotonic_ns() - startNs > plan.budgetNs { break runs }
                results.add(driver.turn(rotatedBy: slice))
            }
        }
        let elapsedNs = gr_clock_monotonic_ns() - startNs
        rb_post_quit(shared)
        var status = gr_exit_status_t()
        gr_process_reap(child.pidfd, true, &status)
        alarm(0)
        results.dropEmptyRun()
        let entry = HistoryEntry(
            suite: "ring", fingerprint: Fingerprint(placement: "a core each", dataHash: ""), series: results.measures.map(\.series))
        guard entry.isKept(options) else { return false }
        return report(
            results, driver.heapCalls, driver.records, elapsedNs, host, judgesSpeed: !options.quick, json: options.json)
    }

    private static var specification: RegionSpecification {
        RegionSpecification(
            instanceID: InstanceID(high: 0, low: gr_clock_realtime_ns()),
            rings: [
                RingSpecification(kind: .market, of: rb_record64_t.self, capacity: ringCapacity),
                RingSpecification(kind: .intent, of: rb_record64_t.self, capacity: ringCapacity),
                RingSpecification(kind: .report, of: rb_record128_t.self, capacity: ringCapacity),
                RingSpecification(kind: .remediation, of: rb_record128_t.self, capacity: ringCapacity),
            ])
    }

    private static func spawnPeer(region: Int32, mailbox: Int32) -> gr_spawn_result_t {
        let descriptors = [
            gr_fd_mapping_t(source: region, target: Int32(GR_REGION_FD)),
            gr_fd_mapping_t(source: mailbox, target: RingPeer.sharedDescriptor),
        ]
        return "grinder-bench".withCString { name in
            RingPeer.argument.withCString { argument in
                let argv: [UnsafeMutablePointer<CChar>?] = [
                    UnsafeMutablePointer(mutating: name), UnsafeMutablePointer(mutating: argument), nil,
                ]
                return gr_spawn("/proc/self/exe", argv, nil, descriptors, descriptors.count)
            }
        }
    }
}

private func rb_post_quit(_ shared: OpaquePointer) { rb_post(shared, Slice.quit.rawValue, 0) }

/// Runs slices from the parent's side and keeps the operation counts near the wanted
/// slice length.
struct Driver: ~Copyable {
    private let shared: OpaquePointer
    private let sliceNs: Double
    private var out64: RingProducer<rb_record64_t>
    private var back64: RingConsumer<rb_record64_t>
    private var out128: RingProducer<rb_record128_t>
    private var back128: RingConsumer<rb_record128_t>
    /// Last seen nanoseconds per operation, by slice.
    private var lastNs: [Double]
    private(set) var heapCalls: UInt64 = 0
    private(set) var records: UInt64 = 0

    init(region: InstanceRegion, shared: OpaquePointer, sliceNs: Double) throws(RegionError) {
        let out64 = try region.producer(.market, of: rb_record64_t.self)
        let back64 = try region.consumer(.intent, of: rb_record64_t.self)
        let out128 = try region.producer(.report, of: rb_record128_t.self)
        let back128 = try region.consumer(.remediation, of: rb_record128_t.self)
        self.out64 = out64
        self.back64 = back64
        self.out128 = out128
        self.back128 = back128
        self.shared = shared
        self.sliceNs = sliceNs
        lastNs = Slice.allCases.map { $0.isRoundTrip ? 400 : 30 }
    }

    /// A first, unreported turn: warms caches and learns the speed of each slice.
    mutating func calibrate() {
        _ = turn(rotatedBy: 0)
        heapCalls = 0
        records = 0
    }

    /// Each kind of slice once; nanoseconds per operation by slice.
    mutating func turn(rotatedBy offset: Int) -> [Double] {
        let order = Slice.allCases.dropFirst()
        var result = [Double](repeating: 0, count: Slice.allCases.count)
        for position in 0..<order.count {
            let slice = order[order.startIndex + (position + offset) % order.count]
            result[Int(slice.rawValue)] = time(slice)
        }
        return result
    }

    private mutating func time(_ slice: Slice) -> Double {
        let speed = lastNs[Int(slice.rawValue)]
        let count = UInt64(max(500, min(2_000_000, sliceNs / speed)))
        let heapBefore = ac_allocations() + ac_frees()
        rb_post(shared, slice.rawValue, count)
        let start = gr_clock_monotonic_ns()
        perform(slice, count)
        let answer = rb_await(shared)
        let ns = Double(gr_clock_monotonic_ns() - start) / Double(count)
        heapCalls += ac_allocations() + ac_frees() - heapBefore + answer.allocations
        records += count
        check(slice, count, answer.checksum)
        lastNs[Int(slice.rawValue)] = max(1, ns)
        return ns
    }

    private mutating func perform(_ slice: Slice, _ count: UInt64) {
        switch slice {
        case .quit: break
        case .rawPingPong: rb_ping(shared, count)
        case .roundTrip64: ping(&out64, &back64, count: count)
        case .roundTrip128: ping(&out128, &back128, count: count)
        case .queue64: rb_produce64(shared, count)
        case .queue128: rb_produce128(shared, count)
        case .ring64, .ring64Batched: produce(&out64, count: count)
        case .ring128, .ring128Batched: produce(&out128, count: count)
        }
    }

    private func check(_ slice: Slice, _ count: UInt64, _ checksum: UInt64) {
        switch slice {
        case .quit, .rawPingPong, .roundTrip64, .roundTrip128: break
        case .queue64, .ring64, .ring64Batched:
            precondition(checksum == expectedSum(count: count, payload: 7), "\(slice): corrupt records")
        case .queue128, .ring128, .ring128Batched:
            precondition(checksum == expectedSum(count: count, payload: 15), "\(slice): corrupt records")
        }
    }
}

/// The ratios of the suite, filled turn by turn.
struct Results {
    /// Subject and baseline of each measure; a throughput ratio is baseline over subject.
    private static let pairs: [(Slice, Slice)] = [
        (.roundTrip64, .rawPingPong), (.roundTrip128, .rawPingPong),
        (.ring64, .queue64), (.ring128, .queue128),
        (.ring64Batched, .queue64), (.ring128Batched, .queue128),
    ]
    var measures: [Measure] = [
        Measure(name: "64 B round trip / raw line ping-pong", goal: .atMost(must: 1.0, aim: 0.8)),
        Measure(name: "128 B round trip / raw line ping-pong", goal: .atMost(must: 1.1, aim: 0.9)),
        Measure(name: "64 B throughput x C queue", goal: .atLeast(must: 1.3, aim: 2)),
        Measure(name: "128 B throughput x C queue", goal: .atLeast(must: 1.3, aim: 2)),
        Measure(name: "64 B throughput, commit/256, x C queue", goal: .atLeast(must: 1.3, aim: 2)),
        Measure(name: "128 B throughput, commit/256, x C queue", goal: .atLeast(must: 1.3, aim: 2)),
    ]

    mutating func beginRun() {
        for index in measures.indices { measures[index].runs.append([]) }
    }

    /// When the time budget ended a run before its first slice.
    mutating func dropEmptyRun() {
        for index in measures.indices where measures[index].runs.last?.isEmpty == true {
            measures[index].runs.removeLast()
        }
    }

    mutating func add(_ ns: [Double]) {
        for (index, pair) in Self.pairs.enumerated() {
            let subject = ns[Int(pair.0.rawValue)]
            let baseline = ns[Int(pair.1.rawValue)]
            let ratio = pair.0.isRoundTrip ? subject / baseline : baseline / subject
            let last = measures[index].runs.count - 1
            measures[index].runs[last].append(ratio)
            measures[index].subjectNs.append(subject)
            measures[index].baselineNs.append(baseline)
        }
    }
}

private func report(
    _ results: Results, _ heapCalls: UInt64, _ records: UInt64, _ elapsedNs: UInt64, _ host: Host, judgesSpeed: Bool,
    json: Bool
) -> Bool {
    let slices = results.measures[0].runs.map(\.count)
    let passed = heapCalls == 0 && (!judgesSpeed || results.measures.allSatisfy(\.meetsMust))
    if json {
        print(
            "{\"suite\":\"ring\",\(host.json),"
                + "\"slices_per_run\":[\(slices.map(String.init).joined(separator: ","))],"
                + "\"records\":\(records),\"heap_calls\":\(heapCalls),\"seconds\":\(fixed(Double(elapsedNs) / 1e9, 2)),"
                + "\"measures\":[\(results.measures.map(\.json).joined(separator: ","))],\"pass\":\(passed)}")
        return passed
    }
    print("\(host.summary); two pinned processes, \(ringCapacity) slots")
    print(
        "median of \(slices.count) run medians, slices per run \(slices), "
            + "\(fixed(Double(elapsedNs) / 1e9, 1)) s; min and max over runs; ns are this machine at this moment")
    printMeasures(results.measures)
    print("heap calls (malloc, calloc, realloc, memalign, free) over \(records) records, both processes: \(heapCalls)")
    print(passed ? "PASS" : "FAIL")
    return passed
}
