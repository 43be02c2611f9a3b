// The oracle of the reconciler's property test. It shares no code with the reconciler: every product
// starts from the centre, every look-up is a search.

import DecimalArithmetic
import Domain
import OrderEngine

/// Execution specification, sections 3 and 4, word for word: everything is priced on every tick.
enum SpecifiedReconciler {
    enum Result {
        case done(Evaluation)
        case failed(OrderEngineError)
    }

    private struct Level {
        var key: LevelKey
        var price: Decimal
        var quantity: Decimal
        var text: String { "PLACE \(key.side.rawValue):\(key.level)@\(price)x\(quantity)" }
    }

    static func evaluate(_ plan: GridPlan, _ current: [OrderRecord], _ precisions: (price: Int, quantity: Int)) -> Result {
        func cancelAll(_ reason: String) -> [String] { current.map { "CANCEL \($0.id.number) \(reason)" } }
        switch plan.mode {
        case .pause:
            return .done(Evaluation(actions: cancelAll("MODE_PAUSE"), events: ["CANCEL_ALL_PAUSE 0 \(current.count) \(plan.reset.rawValue)"]))
        case .emergency:
            return .done(Evaluation(actions: cancelAll("MODE_EMERGENCY"), events: ["CANCEL_ALL_EMERGENCY 0 \(current.count) \(plan.reset.rawValue)"]))
        default: break
        }
        let levels: [Level]
        do { levels = try self.levels(plan, precisions) } catch let error as DecimalError {
            return .failed(.decimal(error))
        } catch { return .failed(.emptySizeSchedule) }
        if plan.reset == .hard {
            return .done(
                Evaluation(
                    actions: cancelAll("HARD_RESET") + levels.map { "\($0.text) HARD_RESET" },
                    events: ["HARD_RESET \(levels.count) \(current.count) HARD"]))
        }
        var actions: [String] = []
        for order in current {
            guard let level = levels.first(where: { $0.key == order.key }) else {
                actions.append("CANCEL \(order.id.number) RECONCILE_REMOVE")
                continue
            }
            if plan.reset == .soft, order.price != level.price || order.quantity != level.quantity {
                actions += ["CANCEL \(order.id.number) SOFT_RESET_REPLACE", "\(level.text) SOFT_RESET_REPLACE"]
            }
        }
        for level in levels where !current.contains(where: { $0.key == level.key }) {
            actions.append("\(level.text) RECONCILE_ADD")
        }
        let cancelled = actions.count { $0.hasPrefix("CANCEL") }
        return .done(
            Evaluation(actions: actions, events: ["RECONCILE \(actions.count - cancelled) \(cancelled) \(plan.reset.rawValue)"]))
    }

    private struct EmptySchedule: Error {}

    private static func levels(_ plan: GridPlan, _ precisions: (price: Int, quantity: Int)) throws -> [Level] {
        let center = try plan.centerPrice * Decimal(shortest: 1 + plan.skewBps.value / 10_000)
        var levels: [Level] = []
        func add(_ side: OrderSide, _ count: Int, _ factor: Decimal) throws {
            for level in 0..<count {
                var price = center
                for _ in 0...level { price = try price * factor }
                price = try price.quantized(exponent: -precisions.price, rounding: .down)
                levels.append(Level(key: LevelKey(side: side, level: Int32(level + 1)), price: price, quantity: .zero))
            }
        }
        if plan.mode != .uniLong { try add(.sell, plan.levelsUp, Decimal(shortest: 1 + plan.spacingBps.value / 10_000)) }
        if plan.mode != .uniShort { try add(.buy, plan.levelsDown, Decimal(shortest: 1 - plan.spacingBps.value / 10_000)) }
        var sizes: [Decimal] = []
        switch plan.sizes {
        case .uniform(let size, let count): sizes = Array(repeating: size, count: count)
        case .listed(let list): sizes = list
        }
        for index in levels.indices {
            guard !sizes.isEmpty else { throw EmptySchedule() }
            let size = sizes[min(Int(levels[index].key.level) - 1, sizes.count - 1)]
            levels[index].quantity = try size.quantized(exponent: -precisions.quantity, rounding: .down)
        }
        return levels
    }
}
