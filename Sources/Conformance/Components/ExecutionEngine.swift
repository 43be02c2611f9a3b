// The order engine over a list of plans: actions, events, and the orders that rest after each.

import DecimalArithmetic
import Domain
import OrderEngine

extension VectorComponents {
    static let executionEngine = VectorComponent("execution_engine") { input in
        var run = try ExecutionEngineRun(
            input.member("config"), constraints: QuantityConstraint.table(input["symbol_constraints"]))
        return .array(try input.array("steps").map { try run.step($0) })
    }
}

/// State that persists from step to step.
private struct ExecutionEngineRun {
    private var engine: GridOrderEngine<StubPort>
    private var symbols = SymbolTable()
    /// Both by symbol index.
    private var orders: [SymbolOrders] = []
    private var books: [BookImpact?] = []

    init(_ config: JSONValue, constraints: [String: QuantityConstraint]?) throws {
        var checks = PreTradeChecks()
        if config["l2_execution_guard_enabled"]?.isTruthy ?? false {
            checks.l2Guard = L2Guard(
                ageMsMax: try config.integerIfPresent("l2_execution_max_age_ms") ?? 1500,
                impactBpsLimit: try config.integerIfPresent("l2_execution_impact_threshold_bps") ?? 50)
        }
        if config["constraints_enabled"]?.isTruthy ?? false { checks.constraints = constraints }
        engine = GridOrderEngine(
            pricePrecision: try config.integerIfPresent("price_precision") ?? 2,
            quantityPrecision: try config.integerIfPresent("quantity_precision") ?? 3,
            checks: checks, port: StubPort())
    }

    /// Runs one step; its document, or the class of the error that the order engine raised.
    mutating func step(_ step: JSONValue) throws -> JSONValue {
        let symbol = try intern(step.text("symbol"))
        if let books = step["l2"]?.objectValue {
            for (name, features) in books.members {
                let index = Int(try intern(String(decoding: name, as: UTF8.self)).index)
                self.books[index] = try BookImpact(features)
            }
        }
        for place in try step["fill_levels"] == nil ? [] : step.array("fill_levels") { try fill(place, symbol) }
        let plan = try GridPlan(step.member("plan"))
        let time = EventTime(milliseconds: try step.integer("ts"))
        do throws(OrderEngineError) {
            try engine.evaluate(
                plan, symbol: symbol, &orders[Int(symbol.index)], at: time, book: books[Int(symbol.index)], symbols)
        } catch {
            guard let name = VectorOutcome.className(of: error) else { throw error }
            return .members([("error", .text(name))])
        }
        return document(plan, symbol, time)
    }

    private mutating func intern(_ name: String) throws -> SymbolID {
        guard let symbol = symbols.intern(text: name) else { throw VectorFault.malformed("too many symbols") }
        while orders.count < symbols.count {
            orders.append(SymbolOrders())
            books.append(nil)
        }
        return symbol
    }

    /// The first resting order of a side and level is filled completely.
    private mutating func fill(_ place: JSONValue, _ symbol: SymbolID) throws {
        guard let parts = place.arrayValue, parts.count == 2, let side = parts[0].stringValue.flatMap(OrderSide.init),
            let level = parts[1].integerValue
        else { throw VectorFault.malformed("a fill level is [side, level]") }
        let key = LevelKey(side: side, level: Int32(level))
        guard let order = orders[Int(symbol.index)].resting.first(where: { $0.key == key }) else { return }
        orders[Int(symbol.index)].fill(order.id)
    }

    private func document(_ plan: GridPlan, _ symbol: SymbolID, _ time: EventTime) -> JSONValue {
        let state = orders[Int(symbol.index)]
        let counts = OrderState.allCases.map { ($0.rawValue, state.count(in: $0)) }.filter { $0.1 > 0 }
        return .members([
            ("actions", .array(engine.actions.map { .document($0, symbol: symbol, symbols) })),
            ("events", .array(engine.events.map { .document($0, at: time, symbol: symbol, symbols) })),
            ("plan_digest", .text(plan.digest.short)),
            ("tick_counter", .integer(state.tickCounter)),
            ("open", .array(state.resting.map { open($0) })),
            ("state_counts", .members(counts.map { ($0.0, .integer($0.1)) })),
        ])
    }

    private func open(_ order: OrderRecord) -> JSONValue {
        var id = ByteBuffer(capacity: 64)
        id.append(order.id, symbols)
        return .array([
            .text(id.string), .decimal(order.price), .decimal(order.quantity), .integer(order.placedTick),
        ])
    }
}
