// Gating specification, section 6.

import Domain
import Risk
import XCTest

final class GatingMetricsTests: XCTestCase {
    func testTheSampleOfTheSpecification() {
        var metrics = GatingMetrics()
        metrics.record(.toxicityGate, .allow())
        metrics.recordAllowed(.rateLimiter)
        metrics.recordAllowed(.rateLimiter)
        metrics.record(.riskGate, .block(.maxNotionalExceeded))
        metrics.recordBlocked(.rateLimiter, .rateLimitExceeded)
        metrics.recordBlocked(.rateLimiter, .cooldownActive)
        metrics.recordBlocked(.rateLimiter, .cooldownActive)
        XCTAssertEqual(
            exposition(metrics),
            """
            # HELP grinder_gating_allowed_total Total allowed gating decisions
            # TYPE grinder_gating_allowed_total counter
            grinder_gating_allowed_total{gate="rate_limiter"} 2
            grinder_gating_allowed_total{gate="toxicity_gate"} 1
            # HELP grinder_gating_blocked_total Total blocked gating decisions
            # TYPE grinder_gating_blocked_total counter
            grinder_gating_blocked_total{gate="rate_limiter",reason="COOLDOWN_ACTIVE"} 2
            grinder_gating_blocked_total{gate="rate_limiter",reason="RATE_LIMIT_EXCEEDED"} 1
            grinder_gating_blocked_total{gate="risk_gate",reason="MAX_NOTIONAL_EXCEEDED"} 1

            """)
        XCTAssertEqual(metrics.blockedCount(.rateLimiter), 3)
        XCTAssertEqual(metrics.blockedCount(.rateLimiter, .cooldownActive), 2)
        XCTAssertEqual(metrics.blockedCount(.toxicityGate, .spreadSpike), 0)
        XCTAssertEqual(
            metrics.document.prettyText(),
            """
            {
              "grinder_gating_allowed_total": {
                "{gate='toxicity_gate'}": 1,
                "{gate='rate_limiter'}": 2
              },
              "grinder_gating_blocked_total": {
                "{gate='risk_gate',reason='MAX_NOTIONAL_EXCEEDED'}": 1,
                "{gate='rate_limiter',reason='RATE_LIMIT_EXCEEDED'}": 1,
                "{gate='rate_limiter',reason='COOLDOWN_ACTIVE'}": 2
              }
            }
            """)
        metrics.reset()
        XCTAssertEqual(exposition(metrics).split(separator: "\n").count, 4, "only the head lines")
        XCTAssertEqual(metrics.allowedCount(.rateLimiter), 0)
    }

    private func exposition(_ metrics: GatingMetrics) -> String {
        var buffer = ByteBuffer()
        buffer.appendExposition(metrics)
        return buffer.string
    }
}
