// The latch that stops trading: gating specification, section 8. The first trip wins; only a reset clears it.
// `Details` is what the tripping side wants to remember, a plain value.

import DecimalArithmetic
import Domain

public enum KillSwitchReason: String, StableName {
    case drawdownLimit = "DRAWDOWN_LIMIT"
    case manual = "MANUAL"
    case error = "ERROR"
    public static var caseCount: Int { 3 }
}

/// Why and when the switch tripped.
public struct KillSwitchTrip<Details: Sendable>: Sendable {
    public var reason: KillSwitchReason
    /// Time of the event that tripped it.
    public var timeMs: Int
    public var details: Details?

    public init(reason: KillSwitchReason, timeMs: Int, details: Details?) {
        self.reason = reason
        self.timeMs = timeMs
        self.details = details
    }
}

/// The state as it is reported: nil trip means not triggered.
public struct KillSwitchState<Details: Sendable>: Sendable {
    public private(set) var trip: KillSwitchTrip<Details>?

    public init(_ trip: KillSwitchTrip<Details>? = nil) { self.trip = trip }

    @inlinable @inline(__always)
    public var isTriggered: Bool { trip != nil }
}

public struct KillSwitch<Details: Sendable>: Sendable {
    public private(set) var state = KillSwitchState<Details>()

    public init() {}

    @inlinable @inline(__always)
    public var isTriggered: Bool { state.isTriggered }

    /// Latches unless it is latched already; returns the state that holds now.
    @discardableResult
    public mutating func trip(
        _ reason: KillSwitchReason, atMs timeMs: Int, details: Details? = nil
    ) -> KillSwitchState<Details> {
        if !isTriggered { state = KillSwitchState(KillSwitchTrip(reason: reason, timeMs: timeMs, details: details)) }
        return state
    }

    public mutating func reset() { state = KillSwitchState() }
}

/// What a drawdown leaves behind when it trips the switch: paper specification, section 8.
public struct DrawdownTrip: Sendable, BitwiseCopyable {
    public var equity: Decimal
    public var highWaterMark: Decimal
    public var drawdownPct: Double
    public var thresholdPct: Percent

    public init(_ check: borrowing DrawdownCheck) {
        equity = check.equity
        highWaterMark = check.highWaterMark
        drawdownPct = check.drawdownPct
        thresholdPct = check.thresholdPct
    }

    public init(equity: Decimal, highWaterMark: Decimal, drawdownPct: Double, thresholdPct: Percent) {
        self.equity = equity
        self.highWaterMark = highWaterMark
        self.drawdownPct = drawdownPct
        self.thresholdPct = thresholdPct
    }
}
