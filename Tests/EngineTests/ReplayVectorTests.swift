// The replay pipeline against what the reference recorded: replay specification, section 7.

import Domain
import Engine
import Scenarios
import TestSupport
import XCTest

final class ReplayVectorTests: XCTestCase {
    /// Section 7.1: events, outputs, refused by the filter, actions, canonical bytes, SHA-256.
    private static let fixtures: [(name: String, counts: [Int], digest: String)] = [
        ("sample_day", [5, 5, 0, 20, 5535], "453ebd0f655e4920b6148882d04c4c6b32e513f20de7ff9cdfe84441dad5fae4"),
        ("sample_day_adaptive", [20, 20, 0, 10, 11807], "eff22d500f13e542b929d4694a9de9453207012ba841d6b07a488337072ec781"),
        ("sample_day_allowed", [5, 5, 0, 20, 5509], "03253d84cd2604e72297f203ba4af8f884dd04a1efa4e80e2ba894c6a86fbe6a"),
        ("sample_day_constraints", [3, 3, 0, 10, 3003], "080f6d192a2c4d146ebf8612db4ab247f8355d7f03f6777e0ae590350e664733"),
        ("sample_day_controller", [15, 15, 0, 30, 12213], "d10809d9587bee21fa3d98736610c9c00440ebb2c8f41998f51820e32334daa0"),
        ("sample_day_drawdown", [24, 24, 0, 30, 16628], "5481fd98ceebe3183301ddb8cf66453fe8f4a36d38f7c85da9574d6a8ef0494a"),
        ("sample_day_l2_exec_guard", [3, 2, 0, 10, 2494], "4ff7e25bbc0f9d9db3dfc05db8b33d2000c946e52a9e94591b8f80fe805f7507"),
        ("sample_day_l2_gating", [4, 3, 0, 10, 3003], "080f6d192a2c4d146ebf8612db4ab247f8355d7f03f6777e0ae590350e664733"),
        ("sample_day_ml_multisignal_basic", [3, 3, 0, 10, 3027], "d902f6e8c8745239d8430fe0b621c68261013fe01a99073b5048c733c65c9f13"),
        ("sample_day_ml_multisignal_no_prior", [2, 2, 0, 10, 2518], "72acf8f2fb965b3b47a1a593c767ed65527d8c533499b3efd9dd07ccce485c69"),
        ("sample_day_multisymbol", [25, 25, 0, 50, 19976], "28b24c869100a4c88c73d51f03ea4c280de2a862c78611086fe0d479fb731e4a"),
        ("sample_day_topk_v1", [96, 96, 16, 50, 50963], "cb103e477044bec90126d7e706eac7efed1c316aa5e4804066c9ef6b18fe45c2"),
        ("sample_day_toxic", [5, 5, 0, 10, 4016], "000b1986e29aa2fda22908fe14b52afe3400ed6101995a30d140410935dacfdf"),
    ]

    private func fixture(_ name: String) throws -> Fixture {
        let directory = try ScratchDirectory()
        for file in files(of: try XCTUnwrap(ScenarioCatalogue.find(name))) { try directory.write(file.path, file.bytes) }
        return try Fixture.load(directory: directory.path)
    }

    private func run(_ fixture: Fixture, _ overrides: [(String, JSONValue)] = []) throws -> RunResult {
        var options = ReplayOptions()
        try options.apply(JSONObject(overrides))
        var engine = try ReplayEngine(options)
        var kept = OutputSink.Options()
        kept.keepsDocuments = true
        kept.keepsTickDigests = true
        return engine.run(fixture, kept)
    }

    func testFixtureDigests() throws {
        for expected in Self.fixtures {
            let result = try run(fixture(expected.name))
            let refused = result.documents.count { $0["prefilter_result"]?["allowed"]?.boolValue == false }
            let actions = result.documents.reduce(0) { $0 + ($1["actions"]?.arrayValue?.count ?? 0) }
            let text = JSONValue.array(result.documents).canonicalText
            XCTAssertEqual(
                [result.eventsProcessed, result.outputs, refused, actions, text.utf8.count], expected.counts, expected.name)
            XCTAssertEqual(result.digest.text, expected.digest, expected.name)
            XCTAssertEqual(SHA256.hash(Array(text.utf8)).text, expected.digest, "\(expected.name): the documents say the same")
            XCTAssertTrue(result.failures.isEmpty)
        }
    }

    func testPerTickDigests() throws {
        XCTAssertEqual(RecordedTicks.digests.count, Self.fixtures.count)
        for (name, digests) in RecordedTicks.digests {
            let expected = digests.split(whereSeparator: \.isWhitespace).map(String.init)
            let result = try run(fixture(name))
            XCTAssertEqual(result.documents.map { SHA256.hash(Array($0.canonicalText.utf8)).short }, expected, name)
            let firstWords = expected.map { UInt32($0.prefix(8), radix: 16) }
            XCTAssertEqual(result.tickDigests.map(Optional.some), firstWords, name)
        }
    }

    func testCompleteDocuments() throws {
        XCTAssertEqual(RecordedTicks.documents.count, 5)
        for expected in RecordedTicks.documents {
            let result = try run(fixture(expected.fixture))
            XCTAssertEqual(result.documents[expected.number - 1].canonicalText, expected.text)
        }
    }

    func testParameterVariations() throws {
        let variations: [([(String, JSONValue)], String)] = [
            ([("spacing_bps", .double(20)), ("levels", .integer(3))], "715db48db104b383"),
            ([("price_precision", .integer(4))], "786bdb6048c471d0"),
            ([("quantity_precision", .integer(0))], "b47b3dcd332af6c2"),
            ([("size_per_level", .text("0.0005"))], "1781dd621929583e"),
            (
                [("spacing_bps", .double(7.3)), ("levels", .integer(2)), ("size_per_level", .text("1.5")),
                    ("price_precision", .integer(8)), ("quantity_precision", .integer(8))], "a8a05e3c3f7695c7"
            ),
            (
                [("spacing_bps", .double(131)), ("levels", .integer(1)), ("price_precision", .integer(8))],
                "85ec6043ea9f2158"
            ),
            ([("spacing_bps", .integer(10))], "870978fb863ee641"),
        ]
        for (overrides, digest) in variations {
            XCTAssertEqual(try run(fixture("sample_day"), overrides).digest.short, digest, "\(overrides)")
        }
    }

    func testOptionsThatCannotBeUsed() throws {
        let refused: [(String, JSONValue)] = [
            ("spacing_bps", .integer(0)), ("spacing_bps", .double(-1)), ("spacing_bps", .double(.nan)), ("spacing_bps", .text("10")),
            ("levels", .integer(0)), ("levels", .integer(-1)), ("levels", .double(1)), ("size_per_level", .text("0")),
            ("size_per_level", .text("-1")), ("size_per_level", .text("NaN")), ("size_per_level", .text("x")),
            ("size_per_level", .integer(1)), ("price_precision", .text("2")), ("spacing", .integer(1)),
        ]
        for (name, value) in refused {
            XCTAssertThrowsError(try run(fixture("sample_day"), [(name, value)]), "\(name) \(value)") {
                XCTAssertEqual(($0 as? ParameterError)?.parameter, name)
            }
        }
    }

    func testASecondRunContinuesTheFirst() throws {
        let fixture = try fixture("sample_day")
        var engine = try ReplayEngine()
        XCTAssertEqual(engine.run(fixture).digest.short, "453ebd0f655e4920")
        XCTAssertEqual(engine.run(fixture).digest.short, "a33e94ca4dfedaf4")
        var fresh = try ReplayEngine()
        XCTAssertEqual(fresh.run(fixture).digest.short, "453ebd0f655e4920")
    }

    func testNothingToKeepUnlessAskedFor() throws {
        var engine = try ReplayEngine()
        let result = engine.run(try fixture("sample_day"))
        XCTAssertTrue(result.documents.isEmpty)
        XCTAssertTrue(result.tickDigests.isEmpty)
    }
}
