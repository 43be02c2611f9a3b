// Limits how often orders go out: gating specification, section 3. One instance serves all symbols.
// `check` asks, `recordOrder` tells; only `check` forgets old orders, and not while cooling down.

public struct RateLimiter: Sendable {
    public let perMinuteMax: Int
    public let cooldownMs: Int
    /// Orders older than this no longer count; one exactly as old still does.
    public static let windowMs = 60_000

    private var orders = TimeWindow<Int>()
    /// 0 means none, as in the reference: an order at or before time 0 starts no cooldown.
    private var lastOrderMs = 0

    public init(perMinuteMax: Int = 60, cooldownMs: Int = 100) {
        self.perMinuteMax = perMinuteMax
        self.cooldownMs = cooldownMs
    }

    /// Whether an order may go out at `nowMs`. Amortised O(1).
    @inline(__always)
    public mutating func check(nowMs: Int) -> GatingResult {
        if lastOrderMs > 0 {
            let elapsedMs = nowMs.saturatingSubtract(lastOrderMs)
            if elapsedMs < cooldownMs {
                return .block(.cooldownActive, .cooldown(Cooldown(elapsedMs: elapsedMs, cooldownMs: cooldownMs)))
            }
        }
        let windowStartMs = nowMs.saturatingSubtract(Self.windowMs)
        while !orders.isEmpty, orders.first < windowStartMs { orders.removeFirst() }
        let use = RateUse(currentCount: orders.count, perMinuteMax: perMinuteMax)
        if use.currentCount >= perMinuteMax {
            return .block(.rateLimitExceeded, .rateLimited(use, windowStartMs: windowStartMs))
        }
        return .allow(.rateUse(use))
    }

    /// Notes an order that went out, even one that is earlier than the last.
    @inline(__always)
    public mutating func recordOrder(atMs timeMs: Int) {
        orders.append(timeMs)
        lastOrderMs = timeMs
    }

    public mutating func reset() {
        orders.removeAll()
        lastOrderMs = 0
    }

    /// Orders not yet forgotten: as of the last check that looked.
    public var ordersInWindow: Int { orders.count }
}
