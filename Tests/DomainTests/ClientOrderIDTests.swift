// The table of the reconcile specification, section 6.4.

import Domain
import XCTest

final class ClientOrderIDTests: XCTestCase {
    private static let standard = OrderIdentity()
    private static let anyStrategy = OrderIdentity(requiresAllowedStrategy: false)
    private static let withLegacy = OrderIdentity(allowsLegacyFormat: true)

    /// prefix, strategy, symbol, level, time and sequence with commas between; "-" when the id is none.
    private func parts(_ text: String) -> String {
        guard let id = ClientOrderID(text) else { return "-" }
        return [id.prefix, id.strategy ?? "legacy", id.symbol, id.level, id.timestamp, id.sequence]
            .joined(separator: ",")
    }

    func testTableOfTheSpecification() {
        let t = "1704067200000"
        // id, parts, ours: by default, with any strategy, with legacy ids
        let rows: [(String, String, String)] = [
            ("grinder_default_BTCUSDT_1_\(t)_1", "grinder_,default,BTCUSDT,1,\(t),1", "yyy"),
            ("grinder_momentum_BTCUSDT_1_\(t)_1", "grinder_,momentum,BTCUSDT,1,\(t),1", "nyn"),
            ("grinder_BTCUSDT_1_\(t)_1", "grinder_,legacy,BTCUSDT,1,\(t),1", "nyy"),
            ("grinder_BTCUSDT_1_2_\(t)_1", "grinder_,BTCUSDT,1,2,\(t),1", "nyn"),
            ("grinder_default_BTCUSDT_cleanup_\(t)_1", "grinder_,default,BTCUSDT,cleanup,\(t),1", "yyy"),
            ("grinder_default_BTCUSDT_a_b_\(t)_1", "grinder_,default,BTCUSDT,a_b,\(t),1", "yyy"),
            ("grinder_default_BTCUSDT_1_2_\(t)_1", "grinder_default_,BTCUSDT,1,2,\(t),1", "nnn"),
            ("grinder_default_BTCUSDT_A_2_\(t)_1", "grinder_default_,BTCUSDT,A,2,\(t),1", "nnn"),
            ("grinder_default_BTCUSDT_-1_\(t)_1", "-", "nnn"),
            ("grinder_my_strat_BTCUSDT_1_\(t)_1", "grinder_my_,strat,BTCUSDT,1,\(t),1", "nnn"),
            ("grinder_mom-v2_BTCUSDT_1_\(t)_1", "grinder_,mom-v2,BTCUSDT,1,\(t),1", "nyn"),
            ("grinder_default_btcusdt_1_\(t)_1", "-", "nnn"),
            ("grinder__BTCUSDT_1_\(t)_1", "-", "nnn"),
            ("grinder_default__1_\(t)_1", "-", "nnn"),
            ("grinder_default_BTCUSDT___\(t)_1", "grinder_,default,BTCUSDT,_,\(t),1", "yyy"),
            ("GRINDER_default_BTCUSDT_1_\(t)_1", "GRINDER_,default,BTCUSDT,1,\(t),1", "nnn"),
            ("other_default_BTCUSDT_1_\(t)_1", "other_,default,BTCUSDT,1,\(t),1", "nnn"),
            ("_default_BTCUSDT_1_\(t)_1", "-", "nnn"),
            ("grinder_default_BTCUSDT_240329_1_\(t)_1", "grinder_default_,BTCUSDT,240329,1,\(t),1", "nnn"),
            ("grinder_1000SHIBUSDT_1_\(t)_1", "grinder_,legacy,1000SHIBUSDT,1,\(t),1", "nyy"),
            ("grinder_d_BTCUSDT_007_0001_0002", "grinder_,d,BTCUSDT,007,1,2", "nyn"),
            ("grinder_A_B_C_1_2", "grinder_,A,B,C,1,2", "nyn"),
            ("grinder_ceremony_unexpected_001", "-", "nnn"), ("", "-", "nnn"), ("web_abc123", "-", "nnn"),
            (" grinder_default_BTCUSDT_1_\(t)_1", "-", "nnn"), ("grinder_default_BTCUSDT_1_\(t)_1 ", "-", "nnn"),
        ]
        for (id, expected, ours) in rows {
            XCTAssertEqual(parts(id), expected, id)
            let owners = [Self.standard, Self.anyStrategy, Self.withLegacy].map { $0.isOurs(id) ? "y" : "n" }.joined()
            XCTAssertEqual(owners, ours, id)
        }
    }

    func testUnicodeDigitsAndOneFinalLineFeedReadAsInTheReference() {
        XCTAssertEqual(parts("grinder_default_BTC_1_\u{661}\u{662}_1\n"), "grinder_,default,BTC,1,12,1")
        XCTAssertEqual(parts("grinder_default_BTC_1_00_1\n\n"), "-")
        XCTAssertEqual(parts("\u{43F}\u{440}\u{435}_s_BTC_1_00_1"), "\u{43F}\u{440}\u{435}_,s,BTC,1,0,1")
        // A superscript two is a word character and no digit.
        XCTAssertEqual(parts("grinder_default_BTC_\u{B2}_1_1"), "grinder_,default,BTC,\u{B2},1,1")
        XCTAssertEqual(parts("grinder_default_BTC_1_\u{B2}_1"), "-")
    }

    func testWrittenIDsReadBack() {
        let ceremony = OrderIdentity(prefix: "grinder_ceremony", strategy: "1", allowedStrategies: ["1"])
        let id = ceremony.makeID(symbol: "BTCUSDT", level: "1", timestampMs: 1_704_067_200_000, sequence: 1)
        XCTAssertEqual(id, "grinder_ceremony_1_BTCUSDT_1_1704067200000_1")
        XCTAssertTrue(ceremony.isOurs(id))
        XCTAssertFalse(OrderIdentity(strategy: "a", allowedStrategies: ["b"]).isOurs("grinder_a_X_1_2_3"))
        XCTAssertFalse(OrderIdentity(prefix: "").isOurs(OrderIdentity(prefix: "").makeID(
            symbol: "X", level: "1", timestampMs: 2, sequence: 3)))
    }
}
