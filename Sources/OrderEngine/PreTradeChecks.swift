// What stands between an action and the port: the L2 guard, then the quantity constraints.
// Execution specification, sections 6 and 7. The guard decides first.

import DecimalArithmetic
import Domain

/// Refuses placements into a stale, thin or expensive book. A symbol without a book passes.
public struct L2Guard: Sendable {
    public var ageMsMax: Int
    public var impactBpsLimit: Int

    public init(ageMsMax: Int = 1500, impactBpsLimit: Int = 50) {
        self.ageMsMax = ageMsMax
        self.impactBpsLimit = impactBpsLimit
    }

    /// The reason to skip, or nil. A book from the future is not stale.
    public func reason(_ side: OrderSide, at time: EventTime, _ book: BookImpact) -> SkipReason? {
        let isStale =
            if let now = time.milliseconds {
                Self.age(from: book.timeMs, to: now) > ageMsMax
            } else {
                time.doubleValue - Double(book.timeMs) > Double(ageMsMax)
            }
        if isStale { return .l2Stale }
        switch side {
        case .buy:
            if book.buyDepthInsufficient { return .l2InsufficientDepthBuy }
            if book.buyImpactBps >= impactBpsLimit { return .l2ImpactBuyHigh }
        case .sell:
            if book.sellDepthInsufficient { return .l2InsufficientDepthSell }
            if book.sellImpactBps >= impactBpsLimit { return .l2ImpactSellHigh }
        }
        return nil
    }

    /// Times come from files and may lie more than 64 bits apart: then the age is as large as can be.
    private static func age(from bookMs: Int, to nowMs: Int) -> Int {
        let (age, overflow) = nowMs.subtractingReportingOverflow(bookMs)
        guard overflow else { return age }
        return nowMs >= 0 ? .max : .min
    }
}

/// The LOT_SIZE rule of one symbol.
public struct QuantityConstraint: Sendable {
    public var step: Decimal
    public var minimum: Decimal

    public init(step: Decimal, minimum: Decimal) {
        self.step = step
        self.minimum = minimum
    }

    /// The largest multiple of the step that is not above `quantity`; a step of 0 or less changes nothing.
    public static func floor(_ quantity: Decimal, toStep step: Decimal) throws(DecimalError) -> Decimal {
        guard try step.isGreater(than: .zero) else { return quantity }
        return try (quantity / step).quantized(exponent: 0, rounding: .down) * step
    }
}

/// The checks of one placement. Absent parts are switched off.
public struct PreTradeChecks: Sendable {
    public var l2Guard: L2Guard?
    /// By symbol text; nil when constraints are off.
    public var constraints: [String: QuantityConstraint]?

    public init(l2Guard: L2Guard? = nil, constraints: [String: QuantityConstraint]? = nil) {
        self.l2Guard = l2Guard
        self.constraints = constraints
    }

    enum Verdict {
        case pass(quantity: Decimal)
        case skip(ExecutionEvent)
    }

    /// Checks one placement; the quantity that may go out, or the event that says why not.
    @inline(__always)
    func check(
        _ key: LevelKey, price: Decimal, quantity: Decimal, at time: EventTime, symbol: SymbolID,
        book: BookImpact?, _ symbols: borrowing SymbolTable
    ) throws(DecimalError) -> Verdict {
        if let l2Guard, let book, let reason = l2Guard.reason(key.side, at: time, book) {
            return .skip(.guardSkipped(reason, key, price: price, quantity: quantity))
        }
        guard let constraints, let constraint = constraints[symbols.text(symbol)] else {
            return .pass(quantity: quantity)
        }
        let rounded = try QuantityConstraint.floor(quantity, toStep: constraint.step)
        if try rounded.isLess(than: constraint.minimum) {
            return .skip(.quantitySkipped(key, original: quantity, rounded: rounded))
        }
        return .pass(quantity: rounded)
    }
}
