// The order engine put together as a pipeline does: reconciler, gateway, the symbols' orders.

import Domain
import OrderEngine
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

func decimal(_ text: String, line: UInt = #line) -> Decimal {
    do { return try Decimal(text) } catch { preconditionFailure("\(text), line \(line): \(error)") }
}

/// A plan in the words of the specification's tables.
func plan(
    _ center: String = "100", spacing: Double = 10, up: Int = 1, down: Int = 1, sizes: [String] = ["1"],
    skew: Double = 0, mode: GridMode = .bilateral, reset: ResetAction = .none
) -> GridPlan {
    GridPlan(
        mode: mode, centerPrice: decimal(center), spacingBps: BasisPoints(spacing), levelsUp: up, levelsDown: down,
        sizes: .listed(sizes.map { decimal($0) }), skewBps: BasisPoints(skew), reset: reset)
}

struct Evaluation: Equatable {
    /// `PLACE SELL:1@100.10x1.000 RECONCILE_ADD` or `CANCEL <id> <reason>`.
    var actions: [String]
    /// `RECONCILE 4 0 NONE`, or a skip with its details.
    var events: [String]
}

struct EngineUnderTest {
    private var reconciler: GridReconciler
    private(set) var gateway: OrderGateway<StubPort>
    private(set) var orders: [SymbolID: SymbolOrders] = [:]
    private var symbols = SymbolTable()

    init(pricePrecision: Int = 2, quantityPrecision: Int = 3, checks: PreTradeChecks = PreTradeChecks()) {
        reconciler = GridReconciler(pricePrecision: pricePrecision, quantityPrecision: quantityPrecision)
        gateway = OrderGateway(checks: checks, port: StubPort())
    }

    private mutating func symbol(_ name: String) -> SymbolID {
        guard let symbol = symbols.intern(text: name) else { preconditionFailure("the table is full") }
        return symbol
    }

    /// One evaluation. An error leaves the symbol's orders as they were.
    mutating func evaluate(_ plan: GridPlan, _ name: String = "X", ts: Int, book: BookImpact? = nil) throws -> Evaluation {
        let symbol = symbol(name), time = EventTime(milliseconds: ts)
        var state = orders[symbol] ?? SymbolOrders()
        var actions: [ExecutionAction] = []
        var events = [try reconciler.reconcile(plan, state, into: &actions)]
        var outcomes: [OrderOutcome] = []
        try gateway.execute(
            actions, symbol: symbol, at: time, book: book, symbols, outcomes: &outcomes, events: &events)
        state.commit(actions, outcomes)
        orders[symbol] = state
        return Evaluation(actions: actions.map { text($0) }, events: events.map { text($0) })
    }

    /// Puts orders into a symbol's state that no plan asked for, and spends ticks.
    mutating func seed(symbol name: String = "X", _ placements: [(LevelKey, String, String)], ticks: Int = 1, ts: Int = 1) {
        let symbol = symbol(name), time = EventTime(milliseconds: ts)
        var state = orders[symbol] ?? SymbolOrders()
        let actions = placements.map { key, price, quantity in
            ExecutionAction.place(key, price: decimal(price), quantity: decimal(quantity), .reconcileAdd)
        }
        let outcomes = placements.enumerated().map { index, placement in
            OrderOutcome.placed(
                OrderID(symbol: symbol, time: time, level: placement.0.level, side: placement.0.side, number: 1001 + index),
                quantity: decimal(placement.2))
        }
        state.commit(actions, outcomes)
        for _ in 1..<ticks { state.commit([], []) }
        orders[symbol] = state
    }

    mutating func fill(_ number: Int, _ name: String = "X") {
        let symbol = symbol(name)
        guard let order = orders[symbol]?.resting.first(where: { $0.id.number == number }) else {
            preconditionFailure("no order \(number)")
        }
        orders[symbol]?.fill(order.id)
    }

    /// `id price quantity tick` of every resting order.
    mutating func resting(_ name: String = "X") -> [String] {
        let symbol = symbol(name)
        return (orders[symbol]?.resting ?? []).map { "\(text($0.id)) \($0.price) \($0.quantity) \($0.placedTick)" }
    }

    mutating func tick(_ name: String = "X") -> Int { orders[symbol(name)]?.tickCounter ?? 0 }

    mutating func count(_ state: OrderState, _ name: String = "X") -> Int { orders[symbol(name)]?.count(in: state) ?? 0 }

    mutating func portOrders(_ name: String = "X") -> [String] {
        let symbol = symbol(name)
        return gateway.port.openOrders(symbol).map { text($0.id) }
    }

    func text(_ id: OrderID) -> String {
        var buffer = ByteBuffer()
        buffer.append(id, symbols)
        return buffer.string
    }

    private func text(_ action: ExecutionAction) -> String {
        switch action {
        case .place(let key, let price, let quantity, let reason):
            "PLACE \(key.side.rawValue):\(key.level)@\(price)x\(quantity) \(reason.rawValue)"
        case .cancel(let id, let reason): "CANCEL \(text(id)) \(reason.rawValue)"
        }
    }

    private func text(_ event: ExecutionEvent) -> String {
        switch event {
        case .summary(let kind, let placed, let cancelled, let reset):
            "\(kind.rawValue) \(placed) \(cancelled) \(reset.rawValue)"
        case .guardSkipped(let reason, let key, let price, let quantity):
            "\(reason.rawValue) \(key.side.rawValue):\(key.level)@\(price)x\(quantity)"
        case .quantitySkipped(let key, let original, let rounded):
            "EXEC_QTY_BELOW_MIN_QTY \(key.side.rawValue):\(key.level) \(original) \(rounded)"
        }
    }
}
