// Drawdown guard v0: how far equity fell from its high-water mark, latched at a limit. Gating
// specification, section 7. It only measures; what a trigger means is the caller's decision.

import DecimalArithmetic
import Domain

/// A number of percent. Prints like basis points: what was given as an integer stays one.
public typealias Percent = BasisPoints

/// Why a guard cannot be made or reset.
public enum DrawdownGuardParameterError: Error, Equatable, Sendable {
    case initialCapitalNotPositive
    /// 100 itself is accepted, although the reference's text says otherwise.
    case drawdownPctOutOfRange
}

public struct DrawdownGuard: Sendable {
    public let drawdownPctMax: Percent
    public private(set) var initialCapital: Decimal
    /// The highest equity so far, at least the initial capital.
    public private(set) var highWaterMark: Decimal
    /// Equity and drawdown at the moment of the trigger.
    public private(set) var trigger: DrawdownTrigger?

    /// - Parameters:
    ///   - initialCapital: above 0, quote currency.
    ///   - drawdownPctMax: above 0, at most 100.
    public init(
        initialCapital: Decimal, drawdownPctMax: Percent = Percent(5)
    ) throws(DrawdownGuardParameterError) {
        guard Self.isPositive(initialCapital) else { throw .initialCapitalNotPositive }
        guard drawdownPctMax.value > 0, drawdownPctMax.value <= 100 else { throw .drawdownPctOutOfRange }
        self.initialCapital = initialCapital
        self.drawdownPctMax = drawdownPctMax
        highWaterMark = initialCapital
    }

    public var isTriggered: Bool { trigger != nil }

    /// Takes the equity of a tick. O(1); on an error nothing changed.
    public mutating func update(equity: Decimal) throws(DecimalError) -> DrawdownCheck {
        let mark = try equity.isGreater(than: highWaterMark) ? equity : highWaterMark
        let drawdownPct = try Self.drawdownPct(equity: equity, highWaterMark: mark)
        highWaterMark = mark
        var details = trigger.map { DrawdownCheck.Details.previouslyTriggered($0) }
        if trigger == nil, drawdownPct >= drawdownPctMax.value {
            let now = DrawdownTrigger(equity: equity, drawdownPct: drawdownPct)
            trigger = now
            details = .triggeredNow(now)
        }
        return DrawdownCheck(
            equity: equity, highWaterMark: mark, drawdownPct: drawdownPct, thresholdPct: drawdownPctMax,
            details: details)
    }

    /// Clears the latch; a new capital replaces the initial one.
    public mutating func reset(capital: Decimal? = nil) throws(DrawdownGuardParameterError) {
        if let capital {
            guard Self.isPositive(capital) else { throw .initialCapitalNotPositive }
            initialCapital = capital
        }
        highWaterMark = initialCapital
        trigger = nil
    }

    /// (mark − equity) ÷ mark × 100, at least 0. The decimal operations come first, the double last.
    public static func drawdownPct(equity: Decimal, highWaterMark: Decimal) throws(DecimalError) -> Double {
        let percent = try ((highWaterMark - equity) / highWaterMark * Decimal(100)).doubleValue
        return percent > 0 ? percent : 0
    }

    /// NaN cannot be compared and is not positive.
    private static func isPositive(_ value: Decimal) -> Bool {
        do { return try value.isGreater(than: .zero) } catch { return false }
    }
}

/// The moment at which the guard latched.
public struct DrawdownTrigger: Sendable, BitwiseCopyable {
    public var equity: Decimal
    public var drawdownPct: Double

    public init(equity: Decimal, drawdownPct: Double) {
        self.equity = equity
        self.drawdownPct = drawdownPct
    }
}

/// The answer to one equity.
public struct DrawdownCheck: Sendable, BitwiseCopyable {
    public enum Details: Sendable, BitwiseCopyable {
        case triggeredNow(DrawdownTrigger)
        case previouslyTriggered(DrawdownTrigger)
    }

    public var equity: Decimal
    public var highWaterMark: Decimal
    public var drawdownPct: Double
    public var thresholdPct: Percent
    /// nil as long as the guard never triggered.
    public var details: Details?

    public var isTriggered: Bool { details != nil }

    public init(
        equity: Decimal, highWaterMark: Decimal, drawdownPct: Double, thresholdPct: Percent, details: Details?
    ) {
        self.equity = equity
        self.highWaterMark = highWaterMark
        self.drawdownPct = drawdownPct
        self.thresholdPct = thresholdPct
        self.details = details
    }
}
