// The adaptive controller v0: widens, tightens or pauses the grid of a symbol by what its last few ticks
// did. Policies specification, section 5. The window counts ticks, not time, so no timestamp is kept.
//
// v1 quirks that are kept: the first tick of a symbol is always TIGHTEN, and a wide first spread is only
// noticed with the second tick.

import DecimalArithmetic
import Domain

public enum ControllerMode: String, StableName {
    case base = "BASE"
    case widen = "WIDEN"
    case tighten = "TIGHTEN"
    case pause = "PAUSE"
    public static var caseCount: Int { 4 }
}

public enum ControllerReason: String, StableName {
    case normal = "NORMAL"
    case highVolatility = "HIGH_VOL"
    case lowVolatility = "LOW_VOL"
    case wideSpread = "WIDE_SPREAD"
    public static var caseCount: Int { 4 }
}

public struct ControllerDecision: Sendable, Equatable, BitwiseCopyable {
    public var mode: ControllerMode
    public var reason: ControllerReason
    /// Factor on the base spacing.
    public var spacingMultiplier: Double
    /// Sum of the window's absolute moves.
    public var volatilityBps: Int
    public var spreadBpsMax: Int
    /// Ticks in the window.
    public var windowSize: Int
}

public struct ControllerConfig: Sendable, Equatable {
    /// Ticks per symbol.
    public var windowSize = 10
    public var spreadPauseBps = 50
    public var volatilityWidenBps = 300
    public var volatilityTightenBps = 50
    public var widenMultiplier = 1.5
    public var tightenMultiplier = 0.8

    public init() {}
}

public struct AdaptiveController: Sendable {
    public let config: ControllerConfig
    private var windows: PriceWindows

    public init(_ config: ControllerConfig = ControllerConfig()) throws(ParameterError) {
        self.config = config
        windows = try PriceWindows(capacity: config.windowSize, moves: .whenRecorded)
    }

    /// Symbols in the order in which they were first recorded.
    public var symbols: [SymbolID] { windows.symbols }

    /// Takes one tick; the spread is truncated towards zero. O(1).
    /// - Parameter symbol: the identity under which the symbol's state is kept.
    /// - Throws: `notANumber` or `integerOverflow` for a spread that is no integer.
    public mutating func record(_ symbol: SymbolID, midPrice: Decimal, spreadBps: Double) throws(DecimalError) {
        if spreadBps.isNaN { throw .notANumber }
        guard let whole = Int(exactly: spreadBps.rounded(.towardZero)) else { throw .integerOverflow }
        windows.record(symbol, price: midPrice, spreadBps: whole)
    }

    /// The decision for a symbol, also for one that was never recorded. O(window).
    /// - Throws: when a price of the window cannot be computed with.
    public func decide(_ symbol: SymbolID) throws(DecimalError) -> ControllerDecision {
        let window = try windows.summary(symbol)
        var decision = ControllerDecision(
            mode: .base, reason: .normal, spacingMultiplier: 1, volatilityBps: window.volatilityBps,
            spreadBpsMax: window.spreadBpsMax, windowSize: window.count)
        if window.spreadBpsMax > config.spreadPauseBps {
            decision.mode = .pause
            decision.reason = .wideSpread
        } else if window.volatilityBps > config.volatilityWidenBps {
            decision.mode = .widen
            decision.reason = .highVolatility
            decision.spacingMultiplier = config.widenMultiplier
        } else if window.volatilityBps < config.volatilityTightenBps {
            decision.mode = .tighten
            decision.reason = .lowVolatility
            decision.spacingMultiplier = config.tightenMultiplier
        }
        return decision
    }
}

extension ControllerDecision {
    /// The members in the order of the specification.
    public var document: JSONObject {
        JSONObject([
            ("mode", .text(mode.rawValue)), ("reason", .text(reason.rawValue)),
            ("spacing_multiplier", .double(spacingMultiplier)), ("vol_bps", .integer(volatilityBps)),
            ("spread_bps_max", .integer(spreadBpsMax)), ("window_size", .integer(windowSize)),
        ])
    }
}
