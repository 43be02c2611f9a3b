import struct DecimalArithmetic.Decimal
import enum DecimalArithmetic.DecimalError
import Domain
import Policies
import XCTest

final class RegimeClassifierTests: XCTestCase {
    private func features(_ change: (inout RegimeFeatures) -> Void = { _ in }) -> RegimeFeatures {
        var features = RegimeFeatures(
            thinL1: dec("10"), spreadBps: 5, natrBps: 100, netReturnBps: 0, rangeScore: 10, warmupBars: 20)
        change(&features)
        return features
    }

    private func check(
        _ features: RegimeFeatures?, kill: Bool = false, toxicity: ToxicityWord = .absent, _ regime: Regime,
        _ reason: RegimeReason, _ confidence: Int, line: UInt = #line
    ) throws {
        let decision = try RegimeClassifier().classify(features, killSwitchActive: kill, toxicity: toxicity)
        XCTAssertEqual(decision, RegimeDecision(regime, reason, confidence: confidence), line: line)
    }

    func testEveryRule() throws {
        try check(nil, kill: true, .emergency, .killSwitch, 100)
        try check(nil, toxicity: .blocked, .toxic, .spreadSpike, 100)
        try check(nil, toxicity: .blockedByPriceImpact, .toxic, .priceImpact, 100)
        try check(nil, .range, .warmup, 50)
        try check(nil, toxicity: .allowed, .range, .warmup, 50)
        try check(features { $0.thinL1 = dec("0.0999") }, .thinBook, .thinLiquidity, 90)
        try check(features { $0.spreadBps = 101 }, .thinBook, .wideSpread, 90)
        try check(features { $0.natrBps = 501 }, .volatilityShock, .highVolatility, 85)
        try check(features { $0.netReturnBps = 201; $0.rangeScore = 3 }, .trendUp, .trendDetected, 75)
        try check(features { $0.netReturnBps = -201; $0.rangeScore = 3 }, .trendDown, .trendDetected, 75)
        try check(features(), .range, .standard, 80)
    }

    func testFirstRuleWins() throws {
        let worst = features {
            $0.thinL1 = dec("0.01")
            $0.spreadBps = 500
            $0.natrBps = 501
            $0.netReturnBps = 300
            $0.rangeScore = 0
        }
        try check(worst, kill: true, toxicity: .blocked, .emergency, .killSwitch, 100)
        try check(worst, toxicity: .blocked, .toxic, .spreadSpike, 100)
        try check(worst, .thinBook, .thinLiquidity, 90)
        try check(features { $0.spreadBps = 500; $0.natrBps = 501 }, .thinBook, .wideSpread, 90)
        try check(
            features { $0.natrBps = 501; $0.netReturnBps = 300; $0.rangeScore = 0 },
            .volatilityShock, .highVolatility, 85)
    }

    func testThresholdsThemselvesDoNotTrip() throws {
        try check(features { $0.thinL1 = dec("0.1") }, .range, .standard, 80)
        try check(features { $0.spreadBps = 100 }, .range, .standard, 80)
        try check(features { $0.natrBps = 500 }, .range, .standard, 80)
        try check(features { $0.netReturnBps = 200; $0.rangeScore = 3 }, .range, .standard, 80)
        try check(features { $0.netReturnBps = 201; $0.rangeScore = 4 }, .range, .standard, 80)
        try check(features { $0.warmupBars = 15 }, .range, .standard, 80)
        try check(features { $0.warmupBars = 14 }, .range, .standard, 60)
    }

    func testExtremesDoNotTrap() throws {
        try check(features { $0.netReturnBps = .min; $0.rangeScore = .min }, .trendDown, .trendDetected, 75)
        var config = RegimeConfig()
        config.trendReturnBps = -1
        let still = try RegimeClassifier(config).classify(features { $0.rangeScore = 0 })
        XCTAssertEqual(still.regime, .trendDown)
        XCTAssertThrowsError(try RegimeClassifier().classify(features { $0.thinL1 = .nan })) {
            XCTAssertEqual($0 as? DecimalError, .invalidOperation)
        }
    }

    func testPlanRegimes() {
        XCTAssertEqual(
            Regime.allCases.map(\.planRegime.rawValue),
            ["RANGE", "TREND_UP", "TREND_DOWN", "VOL_SHOCK", "THIN_BOOK", "THIN_BOOK", "THIN_BOOK", "THIN_BOOK"])
        // What a plan never names although the domain has a word for it (v1).
        XCTAssertEqual(
            Set(MarketRegime.allCases).subtracting(Regime.allCases.map(\.planRegime)), [.toxic, .paused])
        XCTAssertEqual(Regime.allCases.map { "REGIME_" + $0.rawValue }, Regime.allCases.map(\.planReason.rawValue))
        XCTAssertEqual(Regime.allCases.filter(\.pausesGrid), [.toxic, .paused, .emergency])
    }
}
