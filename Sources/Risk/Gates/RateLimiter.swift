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
        if let use = use(nowMs: nowMs) { return .allow(.rateUse(use)) }
        if let cooldown = cooldown(nowMs) { return .block(.cooldownActive, .cooldown(cooldown)) }
        let use = RateUse(currentCount: orders.count, perMinuteMax: perMinuteMax)
        return .block(
            .rateLimitExceeded, .rateLimited(use, windowStartMs: nowMs.saturatingSubtract(Self.windowMs)))
    }

    /// What `check` allows with; nil when it would block.
    @inline(__always)
    public mutating func use(nowMs: Int) -> RateUse? {
        if cooldown(nowMs) != nil { return nil }
        let windowStartMs = nowMs.saturatingSubtract(Self.windowMs)
        while !orders.isEmpty, orders.first < windowStartMs { orders.removeFirst() }
        if orders.count >= perMinuteMax { return nil }
        return RateUse(currentCount: orders.count, perMinuteMax: perMinuteMax)
    }

    @inline(__always)
    private func cooldown(_ nowMs: Int) -> Cooldown? {
        guard lastOrderMs > 0 else { return nil }
        let elapsedMs = nowMs.saturatingSubtract(lastOrderMs)
        return elapsedMs < cooldownMs ? Cooldown(elapsedMs: elapsedMs, cooldownMs: cooldownMs) : nil
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
