// The deciding half of the paper pipeline, for one snapshot at a time: paper specification, section 6, in
// its exact order. A pure state machine: no clock, no I/O; the same code runs in one process and inside the
// strategy worker. What follows an execution is in `PaperStrategy+Settlement.swift`, the selection pass in
// `PaperStrategy+Selection.swift`.

import DecimalArithmetic
import Domain
import Features
import OrderEngine
import Policies
import Risk

public struct PaperStrategy: ~Copyable {
    /// What a snapshot of the trading pass comes to.
    public enum Decision: Sendable {
        /// The symbol is not traded: there is no output.
        case passedOver
        /// The output is complete.
        case complete
        /// The output's actions are to be executed, then `settle` completes it.
        case execute
    }

    public let options: PaperOptions
    var account: PaperAccount
    var gates: PaperGates
    var features: FeatureEngine?
    var controller: AdaptiveController?
    /// The newest book of each symbol.
    var books = SymbolMap<BookImpact>()
    var counters = PaperCounters()
    var selection: PaperSelection?
    var orders = SymbolMap<SymbolOrders>()
    let cycle: CycleEngine?
    /// The decision that waits for its execution.
    var open = OpenDecision()

    private let filter = HardFilter()
    private var policy: PaperPolicy
    private var reconciler: GridReconciler

    /// - Parameter symbols: takes the symbols that the options name.
    public init(_ options: PaperOptions, _ symbols: inout SymbolTable) throws {
        // Everything that can fail comes first: a strategy exists whole or not at all.
        let guardV1 = options.drawdownGuardV1Enabled
            ? try DrawdownGuardV1((options.drawdownGuardV1 ?? DrawdownBudgetOptions()).budgets(&symbols)) : nil
        let guardV0 = options.killSwitchEnabled
            ? try DrawdownGuard(initialCapital: options.initialCapital, drawdownPctMax: options.drawdownPctMax) : nil
        let features = options.featureEngineEnabled ? FeatureEngine(try options.features.configuration()) : nil
        let controller = options.controllerEnabled ? try AdaptiveController(options.controller) : nil
        let policy = try PaperPolicy(options)
        let cycle = options.cycleEnabled
            ? try CycleEngine(
                step: options.cycleStepPct, pricePrecision: options.pricePrecision,
                quantityPrecision: options.quantityPrecision) : nil
        self.options = options
        self.features = features
        self.controller = controller
        self.policy = policy
        self.cycle = cycle
        account = PaperAccount(
            initialCapital: options.initialCapital, drawdownGuard: guardV0, drawdownGuardV1: guardV1)
        gates = PaperGates(options)
        reconciler = GridReconciler(
            pricePrecision: options.pricePrecision, quantityPrecision: options.quantityPrecision)
    }

    /// Takes the newest book of a symbol.
    @inline(__always)
    public mutating func apply(_ book: BookImpact, of symbol: SymbolID) { books.set(book, for: symbol) }

    /// Decides one snapshot of the trading pass.
    @inline(__always)
    public mutating func decide(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable, into output: inout PaperOutput
    ) throws(TickFailure) -> Decision {
        let symbol = symbols.identity(event.symbol)
        let place = selection?.place(of: symbol) ?? .traded(rank: nil)
        do {
            guard case .traded(let rank) = place else {
                if place == .passedOver { return .passedOver }
                try watch(event, symbol, into: &output)
                return .complete
            }
            let decision = try process(event, symbol, into: &output)
            output.topKRank = rank
            if decision == .complete { counters.count(output) }
            return decision
        } catch {
            throw TickFailure(error)
        }
    }

    /// A snapshot of a symbol that Top-K v1 did not select: features and marks go on, nothing is decided.
    private mutating func watch(
        _ event: borrowing MarketEvent, _ symbol: SymbolID, into output: inout PaperOutput
    ) throws {
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        output.reset(time: event.time, symbol: event.symbol)
        output.notInTopK = true
        account.recordPrice(symbol, quote.midPrice)
        output.features = try features?.step(event, quote, identity: symbol)
        output.pnl = try pnl(symbol, named: event.symbol, at: event.time, quote.midPrice)
        open.midPrice = quote.midPrice
    }

    private mutating func process(
        _ event: borrowing MarketEvent, _ symbol: SymbolID, into output: inout PaperOutput
    ) throws -> Decision {
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        guard let timeMs = event.time.milliseconds else { throw TickFailure(.wrongType, field: .ts) }
        open.begin(symbol, quote.midPrice, atMs: timeMs)
        account.recordPrice(symbol, quote.midPrice)
        output.reset(time: event.time, symbol: event.symbol)
        output.features = try features?.step(event, quote, identity: symbol)
        // Whoever gets it compares it with a limit or truncates it to an integer; a gate that blocks reports
        // the exact one.
        let spreadBps = try quote.spreadBps(
            comparableWith: filter.spreadBpsMax, gates.toxicity.limits.spreadBpsMax.value)
        output.tick.filter = filter.evaluate(.assumed(spreadBps: spreadBps))
        output.pnl = try pnl(symbol, named: event.symbol, at: event.time, quote.midPrice)
        if account.killSwitch.isTriggered { return blockByKillSwitch(&output) }
        guard output.tick.filter.allowed else { return .complete }

        var multiplier: Double?
        if controller != nil {
            guard let decided = try control(symbol, quote, spreadBps) else { return pause(&output) }
            multiplier = decided
        }
        let plan = try makePlan(symbol, quote, spreadBps, multiplier, output.features, timeMs)
        output.tick.plan = plan
        gates.toxicity.recordPrice(symbol, midPrice: quote.midPrice, atMs: timeMs)
        let notional = try (plan.sizes.size(at: 0) ?? .one) * quote.midPrice
        output.gating = try gates.check(symbol, quote, spreadBps: spreadBps, notional: notional, nowMs: timeMs)
        guard output.gating.allowed else {
            output.blockedByGating = true
            counters.ordersBlocked += 1
            return .complete
        }
        if options.drawdownGuardV1Enabled,
            let decision = try account.reviewRiskIncrease(symbol, plan: plan), !decision.allowed
        {
            gates.countBlock(.drawdownLimitExceeded)
            output.blockedByDrawdownGuard = true
            output.drawdownGuardDecision = decision
            counters.ordersBlocked += 1
            return .complete
        }
        open.position = orders.position(of: symbol, or: SymbolOrders())
        let summary = try reconciler.reconcile(plan, orders[at: open.position], into: &output.tick.actions)
        output.tick.events.append(summary)
        return .execute
    }

    /// The symbol's PnL at `midPrice`, under the name that the event gave it.
    /// Inlined, because a call would copy the whole strategy.
    @inline(__always)
    func pnl(
        _ symbol: SymbolID, named name: SymbolID, at time: EventTime, _ midPrice: Decimal
    ) throws(DecimalError) -> PnLSnapshot {
        var snapshot = try account.ledger.snapshot(symbol, price: midPrice, at: time)
        snapshot.symbol = name
        return snapshot
    }

    private mutating func blockByKillSwitch(_ output: inout PaperOutput) -> Decision {
        gates.countBlock(.killSwitchActive)
        output.gating = .block(.killSwitchActive, .killSwitch(account.killSwitch.state))
        output.blockedByGating = true
        output.killSwitchTriggered = true
        return .complete
    }

    private mutating func pause(_ output: inout PaperOutput) -> Decision {
        output.blockedByGating = true
        counters.ordersBlocked += 1
        return .complete
    }

    /// The controller's spacing multiplier; nil when it pauses the symbol.
    private mutating func control(
        _ symbol: SymbolID, _ quote: Quote, _ spreadBps: Double
    ) throws(DecimalError) -> Double? {
        try controller!.record(symbol, midPrice: quote.midPrice, spreadBps: spreadBps)
        let decision = try controller!.decide(symbol)
        return decision.mode == .pause ? nil : decision.spacingMultiplier
    }

    private mutating func makePlan(
        _ symbol: SymbolID, _ quote: Quote, _ spreadBps: Double, _ multiplier: Double?,
        _ features: FeatureSnapshot?, _ timeMs: Int
    ) throws -> GridPlan {
        guard policy.isAdaptive else { return try policy.plan(midPrice: quote.midPrice, spacingMultiplier: multiplier) }
        // The adaptive policy asks the toxicity gate first, so the price is recorded twice.
        gates.toxicity.recordPrice(symbol, midPrice: quote.midPrice, atMs: timeMs)
        let toxicity = try gates.toxicityWord(symbol, quote, spreadBps: spreadBps, nowMs: timeMs)
        let conditions = PolicyConditions(
            killSwitchActive: account.killSwitch.isTriggered, toxicity: toxicity, book: books[symbol])
        return try policy.plan(PolicyFeatures(quote.midPrice, features), conditions)
    }
}

/// What a run counts.
struct PaperCounters: Sendable {
    var ordersPlaced = 0
    var ordersBlocked = 0
    /// Outputs that a gate blocked.
    var eventsGated = 0
    var fillsBought = 0

    /// Counts an output that is complete.
    @inline(__always)
    mutating func count(_ output: borrowing PaperOutput) {
        if output.blockedByGating { eventsGated += 1 }
        for index in output.fills.indices where output.fills[index].side == .buy { fillsBought += 1 }
    }
}

/// What a decision's settlement needs again.
struct OpenDecision: Sendable, BitwiseCopyable {
    var symbol = SymbolID(0)
    var midPrice = Decimal.zero
    var timeMs = 0
    /// Of the symbol's orders; of a decision that is to be executed.
    var position = 0
    /// Whether the execution's orders were taken over.
    var keepsOrders = false

    @inline(__always)
    mutating func begin(_ symbol: SymbolID, _ midPrice: Decimal, atMs timeMs: Int) {
        self.symbol = symbol
        self.midPrice = midPrice
        self.timeMs = timeMs
        keepsOrders = false
    }
}

extension ToxicityWord {
    /// What the regime classifier hears of a toxicity check.
    init(_ result: GatingResult) {
        self = result.allowed ? .allowed : result.reason == .priceImpactHigh ? .blockedByPriceImpact : .blocked
    }
}

extension PolicyFeatures {
    /// What a policy hears of the features. v1 leaves out their time and symbol, so that the regime is
    /// never classified from them (policies specification, section 3.2).
    init(_ midPrice: Decimal, _ features: FeatureSnapshot?) {
        guard let inputs = features?.policyInputs else {
            self.init(midPrice: midPrice)
            return
        }
        self.init(
            midPrice: inputs.midPrice, thinL1: inputs.thinL1, spreadBps: inputs.spreadBps, natrBps: inputs.natrBps,
            netReturnBps: inputs.netReturnBps, rangeScore: inputs.rangeScore, warmupBars: inputs.warmupBars)
    }
}
