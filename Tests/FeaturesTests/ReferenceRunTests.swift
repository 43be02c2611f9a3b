// The features that the reference recorded in complete paper outputs, and the two tables of the features
// specification, section 5.

import DecimalArithmetic
import Domain
import Features
import TestSupport
import XCTest

final class ReferenceRunTests: XCTestCase {
    /// Cases with the feature engine on and complete outputs.
    func testFeaturesOfWholeRuns() throws {
        for (name, count) in [
            ("adaptive_001", 133), ("event_errors_002", 15), ("ext_autosize_000", 42), ("ext_everything_002", 55),
            ("l2_gating_002", 18), ("ml_001", 81), ("topk_v1_002", 183), ("topk_v1_tie_000", 204), ("toxic_001", 36),
        ] {
            let folder = "conformance/cases/\(name)"
            let expected = try document("\(folder)/expected.json")
            let options = try XCTUnwrap(expected["engine_options"]?["paper"])
            let failedTimes = Set(
                (expected["summary"]?["paper"]?["error_ts"]?.arrayValue ?? []).compactMap(\.integerValue))
            let outputs = try XCTUnwrap(document("\(folder)/expected_outputs_paper_full.json").arrayValue)
            let recorded = outputs.compactMap { $0["features"]?.canonicalText }
            XCTAssertEqual(recorded.count, count, name)

            var engine = FeatureEngine(try configuration(options))
            let fixture = try Fixture.load(directory: SharedCorpus.shared(folder))
            if options["topk_v1_enabled"]?.boolValue == true { _ = run(fixture, &engine, without: []) }
            XCTAssertEqual(run(fixture, &engine, without: failedTimes), recorded, name)
        }
    }

    func testWarmUpOfTheAdaptiveDay() throws {
        let rows = [
            "960000 100.46 9 0.09428571428571428571428571429 132 32 4 15",
            "1020000 100.39 10 0.09642857142857142857142857143 135 35 3 16",
            "1080000 100.51 10 0.09785714285714285714285714286 137 33 4 17",
            "1140000 100.43 10 0.09928571428571428571428571429 139 35 3 18",
            "1200000 100.56 10 0.10 140 34 4 19",
        ]
        var engine = FeatureEngine()
        let fixture = try Fixture.load(
            directory: SharedCorpus.shared("conformance/reference_fixtures/sample_day_adaptive"))
        var printed: [String] = []
        for (bars, event) in fixture.events.enumerated() {
            let features = try step(event, fixture.symbols, &engine)
            XCTAssertEqual(features.warmupBars, bars)
            XCTAssertEqual(features.l1.spreadBps, 1)
            XCTAssertEqual(features.l1.imbalanceBps, 0)
            XCTAssertEqual(features.l1.thinQuantity.description, "1000.0")
            if bars < 15 { XCTAssertNil(features.indicators.atr) } else { printed.append(print(features)) }
        }
        XCTAssertEqual(printed, rows)
    }

    func testEndOfTheTopKDay() throws {
        var engine = FeatureEngine()
        let fixture = try Fixture.load(
            directory: SharedCorpus.shared("conformance/reference_fixtures/sample_day_topk_v1"))
        for event in fixture.events { _ = try step(event, fixture.symbols, &engine) }
        var rows: [String] = []
        for position in 0..<engine.count {
            let latest = try XCTUnwrap(engine.latest(at: position))
            let name = fixture.symbols.text(engine.identity(at: position))
            rows.append("\(name) \(latest.l1.imbalanceBps) \(latest.l1.thinQuantity) \(print(latest))")
        }
        XCTAssertEqual(
            rows,
            [
                "HIGHUSDT 360 482.0 1900000 100.26 57 0.575 803 55 14 15",
                "MEDUSDT 250 195.0 1900000 50.04 25 0.1257142857142857142857142857 352 20 16 15",
                "LOWUSDT 187 785.0 1900000 25.015 5 0.01285714285714285714285714286 72 0 72 15",
                "TRENDUSDT 2167 235.0 1900000 207.52 24 0.50 344 350 0 15",
                "THINUSDT 4000 0.3 1900000 75.13 16 0.1228571428571428571428571429 229 11 19 15",
                "WIDEUSDT 600 94.0 1900000 150.33 8 0.1214285714285714285714285714 113 7 14 15",
            ])
    }

    // MARK: - Running

    private func step(
        _ event: MarketEvent, _ symbols: SymbolTable, _ engine: inout FeatureEngine
    ) throws -> FeatureSnapshot {
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        return try engine.step(event, quote, identity: symbols.identity(event.symbol))
    }

    /// The canonical features of every snapshot, leaving out ticks at `failedTimes`, which gave no output.
    private func run(_ fixture: Fixture, _ engine: inout FeatureEngine, without failedTimes: Set<Int>) -> [String] {
        var outputs: [String] = []
        for event in fixture.events where event.kind == .snapshot {
            let time = event.time.milliseconds ?? 0
            do {
                let features = try step(event, fixture.symbols, &engine)
                if failedTimes.contains(time) { continue }
                var buffer = ByteBuffer()
                buffer.appendCanonical(features, fixture.symbols)
                outputs.append(buffer.string)
            } catch {
                XCTAssertTrue(failedTimes.contains(time), "unexpected failure at \(time): \(error)")
            }
        }
        return outputs
    }

    private func print(_ features: FeatureSnapshot) -> String {
        let indicators = features.indicators
        let atr = indicators.atr?.description ?? "null"
        return "\(features.time.milliseconds ?? -1) \(features.midPrice) \(indicators.natrBps) \(atr) "
            + "\(indicators.sumAbsReturnsBps) \(indicators.netReturnBps) \(indicators.rangeScore) \(features.warmupBars)"
    }

    private func configuration(_ options: JSONValue) throws -> FeatureConfiguration {
        func value(_ name: String) throws -> Int { try XCTUnwrap(options[name]?.integerValue, name) }
        return try FeatureConfiguration(
            barIntervalMs: value("feature_bar_interval_ms"), atrPeriod: value("feature_atr_period"),
            rangeHorizon: value("feature_range_horizon"), barsMax: value("feature_max_bars"))
    }

    private func document(_ relative: String) throws -> JSONValue {
        let file = try MappedFile(path: SharedCorpus.shared(relative))
        return try JSONParser.parse(file.bytes)
    }
}
