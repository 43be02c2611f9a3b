// What the paper suite runs: the option sets whose digests and speeds were recorded from the reference, and
// the walk through an engine that takes no digest.

import CAllocationCounter
import CGrinder
import DecimalArithmetic
import Domain
import Engine

/// One way to run a fixture through the paper pipeline.
enum PaperWorkload: String, CaseIterable {
    case defaults
    /// Nothing is gated: every event decides, orders and fills.
    case allSymbols = "all symbols"
    /// The same with features and the adaptive policy.
    case adaptive

    var options: PaperOptions {
        var options = PaperOptions()
        if self == .defaults { return options }
        options.riskLimits.notionalPerSymbolMax = Decimal(1_000_000_000)
        options.riskLimits.notionalTotalMax = Decimal(1_000_000_000)
        options.ordersPerMinuteMax = 1_000_000
        options.cooldownMs = 0
        options.topK.k = 5
        options.featureEngineEnabled = self == .adaptive
        options.adaptivePolicyEnabled = self == .adaptive
        return options
    }

    /// Events per second of the reference implementation on `bench/five_symbols_20k`, on a machine of CI's kind.
    var referenceEventsPerSecond: Double {
        switch self {
        case .defaults: 17_010
        case .allSymbols: 6_732
        case .adaptive: 2_392
        }
    }

    /// What must hold on that fixture, in times the reference.
    var goal: Goal? {
        switch self {
        case .defaults: .atLeast(must: 60, aim: 100)
        case .allSymbols: nil
        case .adaptive: .atLeast(must: 200, aim: 400)
        }
    }

    /// Digests of the reference on that fixture: of the decisions, and over all members.
    var referenceDigests: (digest: String, full: String) {
        switch self {
        case .defaults: ("6389309125735ddb", "1073766cd5f0a58c")
        case .allSymbols: ("60787ddba6abb2ca", "d40cdeeb0a0a4347")
        case .adaptive: ("0405096adf414327", "c5b69697e91dff1c")
        }
    }
}

/// Heap calls of the trading pass without digest, once every structure has its size.
struct PaperSteadyState {
    private(set) var events = 0
    private(set) var heapCalls: UInt64 = 0
    /// Orders placed in the part that was counted.
    private(set) var orders = 0
    private(set) var failures = 0

    /// Decides all of `fixture`; the first half is warm-up, the second is counted.
    init(_ fixture: Fixture, _ options: PaperOptions) throws {
        var symbols = fixture.symbols
        var engine = try PaperEngine(options, constraints: nil, &symbols)
        try engine.strategy.beginSelection()
        for index in fixture.events.indices { try engine.strategy.observe(fixture.events[index], symbols) }
        try engine.strategy.beginTrading(symbols)
        var output = PaperOutput()
        let warm = fixture.events.count / 2
        for index in 0..<warm { step(&engine, fixture.events[index], symbols, &output) }
        orders = 0
        events = fixture.events.count - warm
        let before = ac_allocations() + ac_frees()
        // Whatever would be freed after its last use lives until the count is taken.
        withExtendedLifetime((fixture, symbols)) {
            for index in warm..<fixture.events.count { step(&engine, fixture.events[index], symbols, &output) }
            heapCalls = ac_allocations() + ac_frees() - before
        }
    }

    @inline(__always)
    private mutating func step(
        _ engine: inout PaperEngine, _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable,
        _ output: inout PaperOutput
    ) {
        guard event.kind == .snapshot else { return }
        do throws(TickFailure) {
            if try engine.process(event, symbols, into: &output) { orders += output.tick.actions.count }
        } catch {
            failures += 1
        }
    }
}
