import enum DecimalArithmetic.DecimalError
import Policies
import XCTest

final class AdaptiveMathTests: XCTestCase {
    /// natr, regime, step, width up, width down, levels up, levels down: policies specification, section 3.3.
    private let table: [(Int, Regime, Int, Int, Int, Int, Int)] = [
        (0, .range, 5, 20, 20, 4, 4), (0, .trendUp, 5, 26, 20, 6, 4), (0, .trendDown, 5, 20, 26, 4, 6),
        (9, .thinBook, 5, 138, 138, 20, 20), (9, .trendUp, 5, 179, 138, 20, 20), (10, .thinBook, 6, 154, 154, 20, 20),
        (16, .volatilityShock, 7, 246, 246, 20, 20), (16, .thinBook, 9, 246, 246, 20, 20),
        (17, .trendUp, 5, 340, 262, 20, 20), (33, .range, 9, 500, 500, 20, 20), (33, .trendUp, 9, 650, 500, 20, 20),
        (55, .thinBook, 33, 500, 500, 16, 16), (56, .volatilityShock, 25, 500, 500, 20, 20),
        (100, .range, 30, 500, 500, 17, 17), (100, .trendDown, 30, 500, 650, 17, 20),
        (200, .trendUp, 60, 650, 500, 11, 9), (500, .thinBook, 300, 500, 500, 2, 2),
        (1000, .trendDown, 300, 500, 650, 2, 3), (3000, .volatilityShock, 1350, 500, 500, 2, 2),
        (-10, .range, 5, 20, 20, 4, 4), (-10, .trendUp, 5, 26, 20, 6, 4),
        (100, .toxic, 60, 500, 500, 9, 9), (100, .paused, 30, 500, 500, 17, 17),
        (100, .emergency, 30, 500, 500, 17, 17),
    ]

    func testTableOfTheSpecification() throws {
        let math = AdaptiveMath(AdaptiveGridConfig())
        for (natr, regime, step, up, down, levelsUp, levelsDown) in table {
            XCTAssertEqual(try math.stepBps(natrBps: natr, regime), step, "step \(natr) \(regime)")
            let widths = try math.widths(natrBps: natr, regime)
            XCTAssertEqual([widths.upBps, widths.downBps], [up, down], "width \(natr) \(regime)")
            XCTAssertEqual(try math.levels(widthBps: up, stepBps: step), levelsUp, "up \(natr) \(regime)")
            XCTAssertEqual(try math.levels(widthBps: down, stepBps: step), levelsDown, "down \(natr) \(regime)")
        }
    }

    func testHorizon() throws {
        for (horizon, interval, width) in [(30, 5, 244), (0, 1, 100), (1, 5, 100), (60, -1, 100)] {
            var config = AdaptiveGridConfig()
            config.horizonMinutes = horizon
            config.barIntervalMinutes = interval
            XCTAssertEqual(try AdaptiveMath(config).widths(natrBps: 50, .range).upBps, width)
        }
    }

    func testLevelsRoundUpWithinTheBounds() throws {
        let math = AdaptiveMath(AdaptiveGridConfig())
        let cases = [
            (20, 5, 4), (21, 5, 5), (20, 7, 3), (500, 5, 20), (101, 5, 20), (100, 5, 20), (95, 5, 19), (10, 20, 2),
            (20, 0, 4), (20, -3, 4),
        ]
        for (width, step, levels) in cases {
            XCTAssertEqual(try math.levels(widthBps: width, stepBps: step), levels, "\(width)/\(step)")
        }
    }

    func testZeroBarIntervalFailsOnlyWhenAWidthIsAsked() throws {
        var config = AdaptiveGridConfig()
        config.barIntervalMinutes = 0
        let math = AdaptiveMath(config)
        XCTAssertEqual(try math.stepBps(natrBps: 100, .range), 30)
        XCTAssertThrowsError(try math.widths(natrBps: 100, .range)) {
            XCTAssertEqual($0 as? DecimalError, .divisionByZero)
        }
    }

    func testNumbersBeyond64BitsAreErrors() {
        let math = AdaptiveMath(AdaptiveGridConfig())
        for natr in [Int.max, Int.min, Int.max / 200] {
            XCTAssertThrowsError(try math.stepBps(natrBps: natr, .thinBook)) {
                XCTAssertEqual($0 as? DecimalError, .integerOverflow)
            }
            XCTAssertThrowsError(try math.widths(natrBps: natr, .range)) {
                XCTAssertEqual($0 as? DecimalError, .integerOverflow)
            }
        }
        XCTAssertThrowsError(try math.levels(widthBps: Int.max, stepBps: 2)) {
            XCTAssertEqual($0 as? DecimalError, .integerOverflow)
        }
    }
}
