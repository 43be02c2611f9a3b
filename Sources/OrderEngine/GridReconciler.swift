// Compares a plan with the resting orders and says what to do: execution specification, section 4.
// Pure: it reads the orders, writes actions, and touches no port.

import DecimalArithmetic
import Domain

public struct GridReconciler: Sendable {
    private var pricer: GridPricer
    private var levels: [GridLevel] = []
    /// Which keys rest already: SELL levels, then BUY levels.
    private var covered: [Bool] = []

    public init(pricePrecision: Int, quantityPrecision: Int) {
        pricer = GridPricer(pricePrecision: pricePrecision, quantityPrecision: quantityPrecision)
    }

    /// Appends the actions that bring the resting orders to the plan, and returns the summary event.
    /// O(levels + resting orders); without allocation when nothing is to be done.
    @inline(__always)
    public mutating func reconcile(
        _ plan: borrowing GridPlan, _ orders: borrowing SymbolOrders, into actions: inout [ExecutionAction]
    ) throws(OrderEngineError) -> ExecutionEvent {
        switch plan.mode {
        case .pause:
            return Self.cancelAll(orders, .modePause, .cancelAllPause, plan.reset, &actions)
        case .emergency:
            return Self.cancelAll(orders, .modeEmergency, .cancelAllEmergency, plan.reset, &actions)
        case .bilateral, .uniLong, .uniShort, .throttle:
            break
        }
        if plan.reset == .hard { return try replaceAll(plan, orders, &actions) }
        return try adjust(plan, orders, &actions)
    }

    private static func cancelAll(
        _ orders: borrowing SymbolOrders, _ reason: ActionReason, _ kind: SummaryKind, _ reset: ResetAction,
        _ actions: inout [ExecutionAction]
    ) -> ExecutionEvent {
        for order in orders.resting { actions.append(.cancel(order.id, reason)) }
        return .summary(kind, placed: 0, cancelled: orders.resting.count, reset: reset)
    }

    private mutating func replaceAll(
        _ plan: borrowing GridPlan, _ orders: borrowing SymbolOrders, _ actions: inout [ExecutionAction]
    ) throws(OrderEngineError) -> ExecutionEvent {
        try pricer.price(plan, into: &levels)
        for order in orders.resting { actions.append(.cancel(order.id, .hardReset)) }
        for level in levels {
            actions.append(.place(level.key, price: level.price, quantity: level.quantity, .hardReset))
        }
        return .summary(.hardReset, placed: levels.count, cancelled: orders.resting.count, reset: .hard)
    }

    @inline(__always)
    private mutating func adjust(
        _ plan: borrowing GridPlan, _ orders: borrowing SymbolOrders, _ actions: inout [ExecutionAction]
    ) throws(OrderEngineError) -> ExecutionEvent {
        if try isComplete(plan, orders) {
            return .summary(.reconcile, placed: 0, cancelled: 0, reset: plan.reset)
        }
        return try adjustLevelByLevel(plan, orders, &actions)
    }

    /// Whether every level has exactly one resting order and nothing else rests, so that with reset
    /// NONE there is nothing to do. Still fails where pricing or sizing would fail.
    @inline(__always)
    private func isComplete(
        _ plan: borrowing GridPlan, _ orders: borrowing SymbolOrders
    ) throws(OrderEngineError) -> Bool {
        let counts = GridPricer.levelCounts(plan)
        guard plan.reset == .none, counts.sell + counts.buy > 0,
            orders.coverage.isExactly(sellLevels: counts.sell, buyLevels: counts.buy),
            case .uniform = plan.sizes, pricer.pricingCannotFail(plan)
        else { return false }
        _ = try pricer.quantity(plan, level: 1)
        return true
    }

    private mutating func adjustLevelByLevel(
        _ plan: borrowing GridPlan, _ orders: borrowing SymbolOrders, _ actions: inout [ExecutionAction]
    ) throws(OrderEngineError) -> ExecutionEvent {
        try pricer.price(plan, into: &levels)
        let counts = GridPricer.levelCounts(plan)
        covered.removeAll(keepingCapacity: true)
        for _ in 0..<levels.count { covered.append(false) }
        var placed = 0
        var cancelled = 0
        for order in orders.resting {
            guard let position = Self.position(of: order.key, counts) else {
                actions.append(.cancel(order.id, .reconcileRemove))
                cancelled += 1
                continue
            }
            covered[position] = true
            let level = levels[position]
            if plan.reset == .soft, order.price != level.price || order.quantity != level.quantity {
                actions.append(.cancel(order.id, .softResetReplace))
                actions.append(
                    .place(level.key, price: level.price, quantity: level.quantity, .softResetReplace))
                cancelled += 1
                placed += 1
            }
        }
        for (position, level) in levels.enumerated() where !covered[position] {
            actions.append(.place(level.key, price: level.price, quantity: level.quantity, .reconcileAdd))
            placed += 1
        }
        return .summary(.reconcile, placed: placed, cancelled: cancelled, reset: plan.reset)
    }

    /// Where a key stands among the levels; nil when the plan has no such level.
    private static func position(of key: LevelKey, _ counts: (sell: Int, buy: Int)) -> Int? {
        let level = Int(key.level)
        switch key.side {
        case .sell: return 1...max(counts.sell, 1) ~= level && counts.sell > 0 ? level - 1 : nil
        case .buy: return 1...max(counts.buy, 1) ~= level && counts.buy > 0 ? counts.sell + level - 1 : nil
        }
    }
}
