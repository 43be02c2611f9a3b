// The paper pipeline for one snapshot at a time: paper specification, section 6, in its exact order.
// A pure state machine: no clock, no I/O. The two passes over a fixture are in `PaperRun.swift`.
//
// On an error the tick yields no output and what was already changed stays changed; the digests of
// later ticks depend on it.

import DecimalArithmetic
import Domain
import Features
import OrderEngine
import Policies
import Risk

public struct PaperEngine: ~Copyable {
    public let options: PaperOptions
    var account: PaperAccount
    var gates: PaperGates
    var features: FeatureEngine?
    var controller: AdaptiveController?
    /// The newest book of each symbol.
    var books = SymbolMap<BookImpact>()
    var counters = PaperCounters()

    private let filter = HardFilter()
    private var policy: PaperPolicy
    private var reconciler: GridReconciler
    private var gateway: OrderGateway<StubPort>
    private var orders = SymbolMap<SymbolOrders>()
    private let immediateFills: ImmediateFills
    private var pendingFills: PendingFills
    private let cycle: CycleEngine?
    private var outcomes: [OrderOutcome] = []

    /// - Parameters:
    ///   - constraints: quantity constraints by symbol text; nil when they are off.
    ///   - symbols: takes the symbols that the options name.
    public init(
        _ options: PaperOptions, constraints: [String: QuantityConstraint]?, _ symbols: inout SymbolTable
    ) throws {
        // Everything that can fail comes first: an engine exists whole or not at all.
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
        gateway = OrderGateway(
            checks: PreTradeChecks(
                l2Guard: options.l2GuardEnabled ? options.l2Guard : nil, constraints: constraints),
            port: StubPort())
        immediateFills = ImmediateFills(options.fillMode)
        pendingFills = PendingFills(afterTicks: options.fillAfterTicks)
    }

    /// Forgets what the selection pass of Top-K v1 left behind; bars, books and guards stay.
    mutating func beginTrading() {
        gates.reset()
        account.resetLedger()
        orders.removeAll()
        counters = PaperCounters()
    }

    /// Decides one snapshot.
    mutating func process(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable, into output: inout PaperOutput
    ) throws {
        let symbol = symbols.identity(event.symbol)
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        guard let timeMs = event.time.milliseconds else { throw TickFailure(.wrongType, field: .ts) }
        account.recordPrice(symbol, quote.midPrice)
        output.reset(time: event.time, symbol: event.symbol)
        output.features = try features?.step(event, quote, identity: symbol)
        let spreadBps = try quote.spreadBps
        output.tick.filter = filter.evaluate(.assumed(spreadBps: spreadBps))
        output.pnl = try pnl(symbol, event, quote)
        if account.killSwitch.isTriggered { return blockByKillSwitch(&output) }
        guard output.tick.filter.allowed else { return }

        var multiplier: Double?
        if controller != nil {
            guard let decided = try control(symbol, quote, spreadBps) else { return pause(&output) }
            multiplier = decided
        }
        let plan = try makePlan(symbol, quote, spreadBps, multiplier, output.features, timeMs)
        output.tick.plan = plan
        gates.toxicity.recordPrice(symbol, midPrice: quote.midPrice, atMs: timeMs)
        let notional = try (plan.sizes.size(at: 0) ?? .one) * quote.midPrice
        output.gating = try gates.check(
            symbol, spreadBps: spreadBps, midPrice: quote.midPrice, notional: notional, nowMs: timeMs)
        guard output.gating.allowed else {
            output.blockedByGating = true
            counters.ordersBlocked += 1
            return
        }
        if let decision = try account.reviewRiskIncrease(symbol, plan: plan), !decision.allowed {
            output.blockedByDrawdownGuard = true
            output.drawdownGuardDecision = decision
            counters.ordersBlocked += 1
            return
        }
        try trade(plan, symbol, event, quote, timeMs, symbols, &output)
    }

    // MARK: - Before the gates

    /// The symbol's PnL at this tick's mid price, under the name that the event gives it.
    func pnl(
        _ symbol: SymbolID, _ event: borrowing MarketEvent, _ quote: Quote
    ) throws(DecimalError) -> PnLSnapshot {
        var snapshot = try account.ledger.snapshot(symbol, price: quote.midPrice, at: event.time)
        snapshot.symbol = event.symbol
        return snapshot
    }

    private func blockByKillSwitch(_ output: inout PaperOutput) {
        output.gating = .block(.killSwitchActive, .killSwitch(account.killSwitch.state))
        output.blockedByGating = true
        output.killSwitchTriggered = true
    }

    private mutating func pause(_ output: inout PaperOutput) {
        output.blockedByGating = true
        counters.ordersBlocked += 1
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
        let calm = try gates.toxicity.check(
            symbol, spreadBps: BasisPoints(spreadBps), midPrice: quote.midPrice, nowMs: timeMs)
        let conditions = PolicyConditions(
            killSwitchActive: account.killSwitch.isTriggered, toxicity: ToxicityWord(calm), book: books[symbol])
        guard let plan = try policy.plan(PolicyFeatures(quote.midPrice, features), conditions) else {
            preconditionFailure("an adaptive engine has an adaptive policy")
        }
        return plan
    }

    // MARK: - Behind the gates

    private mutating func trade(
        _ plan: GridPlan, _ symbol: SymbolID, _ event: borrowing MarketEvent, _ quote: Quote, _ timeMs: Int,
        _ symbols: borrowing SymbolTable, _ output: inout PaperOutput
    ) throws {
        let position = orders.position(of: symbol, or: SymbolOrders())
        let summary = try reconciler.reconcile(plan, orders[at: position], into: &output.tick.actions)
        output.tick.events.append(summary)
        if !outcomes.isEmpty { outcomes.removeAll(keepingCapacity: true) }
        try gateway.execute(
            output.tick.actions, symbol: event.symbol, at: event.time, book: books[symbol], symbols,
            outcomes: &outcomes, events: &output.tick.events)
        try gates.record(output.tick.actions, symbol: symbol, atMs: timeMs, placed: &counters.ordersPlaced)
        orders[at: position].commit(output.tick.actions, outcomes)
        try fill(position, event, quote, symbols, &output)
        try account.apply(output.fills)
        output.pnl = try pnl(symbol, event, quote)
        if let cycle, !output.fills.isEmpty {
            _ = try cycle.process(output.fills, addsAllowed: true, into: &output.cycleIntents)
        }
        if let (check, tripped) = try account.checkDrawdown(atMs: timeMs) {
            output.drawdownCheck = check
            output.killSwitchTriggered = tripped
        }
    }

    private mutating func fill(
        _ position: Int, _ event: borrowing MarketEvent, _ quote: Quote, _ symbols: borrowing SymbolTable,
        _ output: inout PaperOutput
    ) throws(DecimalError) {
        if options.fillAfterTicks == 0 {
            return try immediateFills.simulate(
                output.tick.actions, symbol: event.symbol, at: event.time, midPrice: quote.midPrice,
                into: &output.fills)
        }
        try pendingFills.simulate(
            orders[at: position].resting, tick: orders[at: position].tickCounter, at: event.time,
            midPrice: quote.midPrice, symbols, into: &output.fills)
        for fill in output.fills {
            if case .order(let id) = fill.origin { orders[at: position].fill(id) }
        }
    }
}

/// What a run counts.
struct PaperCounters: Sendable {
    var ordersPlaced = 0
    var ordersBlocked = 0
}

/// Why one tick failed.
struct TickFailure: Error {
    var fault: EventFault
    var field: SnapshotField?

    init(_ fault: EventFault, field: SnapshotField? = nil) {
        self.fault = fault
        self.field = field
    }

    /// The failure that an error of any stage amounts to.
    init(_ error: any Error) {
        switch error {
        case let failure as TickFailure: self = failure
        case let error as DecimalError: self.init(EventFault(error))
        case let error as OrderEngineError: self.init(error.fault)
        case let error as FeatureError: self.init(error.fault)
        case let error as PolicyError: self.init(error.fault)
        case DrawdownGuardError.decimal(let error): self.init(EventFault(error))
        case is DrawdownGuardError: self.init(.negativeEquity)
        default: self.init(.outOfRange)
        }
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
