import Domain
import Risk

extension VectorComponents {
    static let rateLimiter = VectorComponent("rate_limiter") { input in
        let config = try input.member("config")
        let defaults = RateLimiter()
        var limiter = RateLimiter(
            perMinuteMax: config["max_orders_per_minute"]?.integerValue ?? defaults.perMinuteMax,
            cooldownMs: config["cooldown_ms"]?.integerValue ?? defaults.cooldownMs)
        return try steps(of: input) { step in
            let timeMs = try step.integer(1)
            switch try step.operation {
            case "record":
                limiter.recordOrder(atMs: timeMs)
                return .null
            case "check":
                let result = limiter.check(nowMs: timeMs)
                return gatingDocument(result, adding: "orders_in_window", limiter.ordersInWindow)
            default: throw VectorFault.malformed("an unknown step")
            }
        }
    }
}
