// The edge fixtures of the replay specification, section 7.5, as data: the files, and what a run over
// them gives. The same table is run in one process and through the workers.

public struct EdgeFixture: Sendable {
    public enum Outcome: Sendable, Equatable {
        /// Events, outputs, actions, events that failed, digest.
        case completed(events: Int, outputs: Int, actions: Int, failures: Int, digest: String)
        /// The whole run is refused.
        case aborted
    }

    public let name: String
    public let files: [(name: String, content: String)]
    public let outcome: Outcome

    private init(_ name: String, _ files: [(String, String)], _ outcome: Outcome) {
        self.name = name
        self.files = files
        self.outcome = outcome
    }

    private static func lines(_ name: String, _ text: String, _ outcome: Outcome) -> EdgeFixture {
        EdgeFixture(name, [("events.jsonl", text)], outcome)
    }

    private static func lines(_ name: String, _ lines: [SnapshotLine], _ outcome: Outcome) -> EdgeFixture {
        Self.lines(name, lines.map { $0.json + "\n" }.joined(), outcome)
    }

    /// One line, one output, ten placements.
    private static func places(_ name: String, _ line: SnapshotLine, _ digest: String) -> EdgeFixture {
        lines(name, [line], ran(1, 1, 10, digest))
    }

    /// One line that fails.
    private static func fails(_ name: String, _ line: SnapshotLine) -> EdgeFixture {
        lines(name, [line], ran(1, 0, 0, failures: 1, emptyDigest))
    }

    private static func ran(
        _ events: Int, _ outputs: Int, _ actions: Int, failures: Int = 0, _ digest: String
    ) -> Outcome {
        .completed(events: events, outputs: outputs, actions: actions, failures: failures, digest: digest)
    }

    public static let emptyDigest = "4f53cda18c2baa0c"
    private static let base = SnapshotLine(1000)
    private static let baseDigest = "bb92f2f39e6a0fe0"
    /// B(2000) alone.
    private static let secondDigest = "fce2bb749b0dad45"

    public static let all: [EdgeFixture] = layouts + prices + precisions + members + times + symbols + arrays

    private static let layouts: [EdgeFixture] = [
        places("B(1000)", base, baseDigest),
        lines("empty file", "", ran(0, 0, 0, emptyDigest)),
        lines("blank lines around", "\n \t\n\u{3000}\n\(base.json)\n\n  \n", ran(1, 1, 10, baseDigest)),
        lines("CRLF line ends", "\r\n\(base.json)\r\n\r\n", ran(1, 1, 10, baseDigest)),
        lines("CR line ends", "\r\(base.json)\r", ran(1, 1, 10, baseDigest)),
        lines("no final newline", base.json, ran(1, 1, 10, baseDigest)),
        lines("then {bad", base.json + "\n{bad\n", .aborted),
        lines("then 5", base.json + "\n5\n", .aborted),
        lines("then []", base.json + "\n[]\n", .aborted),
    ]

    private static let prices: [EdgeFixture] = [
        places("bid NaN", base.with("bid_price", "\"NaN\""), "17220a4124ed1109"),
        places("bid bare NaN", base.with("bid_price", "NaN"), "17220a4124ed1109"),
        fails("bid sNaN", base.with("bid_price", "\"sNaN\"")),
        fails("ask Infinity", base.with("ask_price", "\"Infinity\"")),
        places("zero prices", base.quoted(bid: "0", ask: "0"), "0c0cf4e100c3e333"),
        places("crossed", base.quoted(bid: "101", ask: "100"), "62a9975b704e03cf"),
        places("negative", base.quoted(bid: "-2", ask: "-1"), "d44a59b71ec1815c"),
        places("integers", base.with("bid_price", "100").with("ask_price", "100"), "26eeaa742000b2a4"),
        places("doubles", base.with("bid_price", "100.1").with("ask_price", "100.2"), "cad5566ee9bf5a82"),
        places("booleans", base.with("bid_price", "true").with("ask_price", "true"), "911014cf7cd1c934"),
        fails("bid null", base.with("bid_price", "null")),
        places("triple", base.with("bid_price", "[0,[1,0,0],0]").with("ask_price", "\"100\""), "26eeaa742000b2a4"),
        fails("bid abc", base.with("bid_price", "\"abc\"")),
        fails("bid_qty abc", base.with("bid_qty", "\"abc\"")),
        places("spaces and underscores", base.with("bid_price", "\" 1_00.00 \""), baseDigest),
        lines("too wide", [base.quoted(bid: "66.6", ask: "66.7")], ran(1, 1, 0, "657b20d7d654a051")),
        lines(
            "faults around a good one",
            [base.with("bid_price", "\"abc\""), SnapshotLine(2000), SnapshotLine(3000).with("bid_price", "\"x\"")],
            ran(3, 1, 10, failures: 2, secondDigest)),
    ]

    private static let precisions: [EdgeFixture] = [
        fails("1E+26", base.quoted(bid: "1E+26", ask: "1E+26")),
        places("9E+25", base.quoted(bid: "9E+25", ask: "9E+25"), "9040bbaf85772a94"),
        places("0.00100", base.quoted(bid: "0.00100", ask: "0.00100"), "4e7a4f62b6a7ed9c"),
        places("0.01", base.quoted(bid: "0.01", ask: "0.01"), "56b670a379853bed"),
        places("0.0100/0.01001", base.quoted(bid: "0.0100", ask: "0.01001"), "631359e423f4c30b"),
        places("exactly 15 bps", base.quoted(bid: "9992.5", ask: "10007.5"), "8b459dcc6b4fddd5"),
        places(
            "above 15 bps by less than a double",
            base.quoted(bid: "9992.49999999999999999999", ask: "10007.50000000000000000001"), "530c233a14fbb348"),
        places(
            "31 digits",
            base.quoted(bid: "1.234567890123456789012345678901", ask: "1.234567890123456789012345678903"),
            "8292c08574a4c76b"),
        places("1E+3", base.quoted(bid: "1E+3", ask: "1E+3"), "5e0f99743590d471"),
    ]

    private static let members: [EdgeFixture] = [
        lines(
            "without last_qty", [base.without("last_qty"), SnapshotLine(2000)],
            ran(2, 1, 10, failures: 1, secondDigest)),
        lines(
            "without symbol", [base.without("symbol"), SnapshotLine(2000)], ran(2, 1, 10, failures: 1, secondDigest)),
        lines("without ts", [base.without("ts"), SnapshotLine(2000)], ran(2, 1, 10, failures: 1, secondDigest)),
        lines("without type", [base.without("type"), SnapshotLine(2000)], ran(2, 1, 10, secondDigest)),
        lines(
            "type BOOK_TICKER", [base.with("type", "\"BOOK_TICKER\""), SnapshotLine(2000)],
            ran(2, 1, 10, secondDigest)),
        lines("type snapshot", [base.with("type", "\"snapshot\""), SnapshotLine(2000)], ran(2, 1, 10, secondDigest)),
        places("extra keys", base.with("foo", "1").with("venue", "\"v\""), baseDigest),
        places(
            "duplicate keys", base.preceded(by: "ts", "1").preceded(by: "bid_price", "\"1\""), baseDigest),
        lines(
            "l2_snapshot",
            "{\"type\":\"l2_snapshot\",\"v\":0,\"ts_ms\":100,\"symbol\":\"X\",\"venue\":\"v\",\"depth\":0,\"bids\":[],\"asks\":[],\"meta\":{}}\n",
            ran(1, 0, 0, emptyDigest)),
    ]

    private static let times: [EdgeFixture] = [
        lines("out of order", [3000, 1000, 2000].map { SnapshotLine($0) }, ran(3, 3, 10, "9ff9bedf12634100")),
        lines("1000.5 and 1000", [SnapshotLine(ts: "1000.5"), base], ran(2, 2, 10, "60e83c08851f15d0")),
        places("ts text", SnapshotLine(ts: "\"1000\""), "121f15e23af1ab34"),
        lines("ts text, then number", [SnapshotLine(ts: "\"1000\""), base], .aborted),
        places("ts null", SnapshotLine(ts: "null"), "e8eb7614fab2d5b3"),
        lines("negative ts", [SnapshotLine(-5), SnapshotLine(0)], ran(2, 2, 10, "2004ee4c0e3c163b")),
        places("ts true", SnapshotLine(ts: "true"), "8bddf81ee5f1872f"),
    ]

    private static let symbols: [EdgeFixture] = [
        lines(
            "symbols B, A, C", ["B", "A", "C"].map { base.with("symbol", "\"\($0)\"") },
            ran(3, 3, 30, "edd460a2e88f90a7")),
        places("symbol \u{e9} and a face", base.with("symbol", "\"\u{e9}\u{1F600}\""), "788ccc81da5620d9"),
        places("symbol 5", base.with("symbol", "5"), "687b76e1f3bb2926"),
        places("symbol empty", base.with("symbol", "\"\""), "37c889c3006c55be"),
        fails("symbol array", base.with("symbol", "[\"a\"]")),
        lines(
            "symbols A, B, A",
            [base.with("symbol", "\"A\""), SnapshotLine(2000).with("symbol", "\"B\""),
                SnapshotLine(3000).with("symbol", "\"A\"")],
            ran(3, 3, 20, "a5102aa596725546")),
    ]

    private static let array = "[\(SnapshotLine(2000).json), \(base.json)]"

    private static let arrays: [EdgeFixture] = [
        EdgeFixture("events.json", [("events.json", array)], ran(2, 2, 10, "d45ca0fb5ff102fa")),
        EdgeFixture(
            "events.jsonl wins", [("events.json", array), ("events.jsonl", base.json + "\n")],
            ran(1, 1, 10, baseDigest)),
        EdgeFixture("events.json is an object", [("events.json", "{}")], .aborted),
        EdgeFixture("no files", [], ran(0, 0, 0, emptyDigest)),
    ]

    /// Writes the files into `directory`.
    public func write(to directory: ScratchDirectory) throws {
        for file in files { try directory.write(file.name, file.content) }
    }
}
