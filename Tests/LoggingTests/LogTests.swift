// Lines, levels, repeats and redaction, with a clock of the test's own.

import Domain
import Synchronization
import XCTest

@testable import Logging

final class LogTests: XCTestCase {
    /// What a log wrote, and the time it is told.
    private final class Recorder: Sendable {
        let lines = Mutex<[String]>([])
        let nowNs = Mutex<UInt64>(0)
        let works = Mutex(true)

        func log(_ options: Log.Options = Log.Options(), secrets: [Secret] = []) -> Log {
            Log(
                options, redactor: Redactor(secrets),
                clock: Log.Clock(
                    realtimeNs: { 1_795_773_600_123_456_789 }, monotonicNs: { [self] in nowNs.withLock { $0 } }),
                sink: { [self] line in
                    guard works.withLock({ $0 }) else { return false }
                    lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
                    return true
                })
        }

        func taken() -> [String] { lines.withLock { lines in defer { lines = [] }; return lines } }
        func advance(seconds: UInt64) { nowNs.withLock { $0 += seconds * 1_000_000_000 } }
    }

    private let recorder = Recorder()

    func testText() {
        recorder.log().info("WORKER_STARTED", ["role": "feed", "pid": 12, "note": "two words", "empty": "", "quote": "a\"b", "line": "a\nb"])
        XCTAssertEqual(
            recorder.taken(),
            ["2026-11-27T10:00:00.123Z INFO WORKER_STARTED role=feed pid=12 note=\"two words\" empty=\"\" quote=\"a\\\"b\" line=\"a\\nb\"\n"])
    }

    func testJSON() throws {
        var options = Log.Options()
        options.format = .json
        recorder.log(options).warning("RECONCILE_MISMATCH", ["symbol": "BTCUSDT", "count": 2, "text": "a\nb"])
        let lines = recorder.taken()
        XCTAssertEqual(
            lines,
            [#"{"time":"2026-11-27T10:00:00.123Z","level":"warning","event":"RECONCILE_MISMATCH","symbol":"BTCUSDT","count":2,"text":"a\nb"}"# + "\n"])
        XCTAssertEqual(try JSONParser.parse(text: String(lines[0].dropLast()))["count"]?.integerValue, 2)
    }

    func testLevels() {
        for level in LogLevel.allCases {
            var options = Log.Options()
            options.level = level
            let log = recorder.log(options)
            log.debug("A")
            log.info("A")
            log.warning("A")
            log.error("A")
            XCTAssertEqual(recorder.taken().count, LogLevel.allCases.filter { $0 >= level }.count, level.rawValue)
        }
    }

    func testPriorities() {
        var options = Log.Options()
        options.level = .debug
        options.marksPriority = true
        let log = recorder.log(options)
        log.debug("A")
        log.info("A")
        log.warning("A")
        log.error("A")
        XCTAssertEqual(recorder.taken().map { String($0.prefix(4)) }, ["<7>2", "<6>2", "<4>2", "<3>2"])
        XCTAssertFalse(Log.isJournal(nil))
        XCTAssertFalse(Log.isJournal("0:0"))
        var status = stat()
        XCTAssertEqual(fstat(STDERR_FILENO, &status), 0)
        XCTAssertTrue(Log.isJournal("\(status.st_dev):\(status.st_ino)"))
    }

    func testRepeatsAreCountedAndTheCountIsTold() {
        var options = Log.Options()
        options.burst = 2
        let log = recorder.log(options)
        for _ in 0..<10 { log.warning("NOISE") }
        log.warning("OTHER")
        XCTAssertEqual(recorder.taken().count, 3, "one event does not silence another")
        recorder.advance(seconds: 10)
        log.warning("NOISE")
        XCTAssertEqual(recorder.taken().map { $0.hasSuffix("NOISE suppressed=8\n") }, [true])
        for _ in 0..<5 { log.warning("NOISE") }
        XCTAssertEqual(recorder.taken().count, 1)
        log.flush()
        XCTAssertEqual(recorder.taken().map { $0.hasSuffix("INFO REPEATS_SUPPRESSED of=NOISE suppressed=4\n") }, [true])
        log.flush()
        XCTAssertEqual(recorder.taken(), [])
    }

    func testNoSecretIsWritten() {
        let secrets = ["planted", "planted-and-longer", "quo\"te\\d", "p\u{e4}ss"].map(Secret.init)
        for format in LogFormat.allCases {
            var options = Log.Options()
            options.format = format
            let log = recorder.log(options, secrets: secrets)
            log.error("A", ["url": "https://x/?a=planted-and-longer&b=1", "header": "quo\"te\\d", "planted": 1, "list": ["planted"], "text": "p\u{e4}ss"])
            log.error("B", ["api_key": "unknown", "Signature": "unknown", "x_token_y": 7, "secret": .text("\(Secret("unknown"))")])
            let text = recorder.taken().joined()
            for word in ["planted", "longer", "quo", "u00e4", "unknown", "7,", "7\n"] { XCTAssertFalse(text.contains(word), "\(word) in \(text)") }
            XCTAssertTrue(text.contains(Secret.redacted), text)
        }
    }

    func testASecretTellsNothingHoweverItIsShown() {
        let secret = Secret("planted")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(describing: secret), String(reflecting: secret), dumped, "\([secret])", "\(Optional(secret) as Any)"] {
            XCTAssertFalse(text.contains("planted"), text)
        }
        XCTAssertEqual(secret.reveal { $0 }, "planted")
    }

    func testLinesThatCannotBeWrittenAreCounted() {
        let log = recorder.log()
        recorder.works.withLock { $0 = false }
        log.info("A")
        log.info("A")
        XCTAssertEqual(log.lostLines, 2)
    }

    func testTimes() {
        let times: [(UInt64, String)] = [
            (0, "1970-01-01T00:00:00.000Z"), (951_782_399_999, "2000-02-28T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_709_251_200_000, "2024-03-01T00:00:00.000Z"), (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
        ]
        for (milliseconds, text) in times { XCTAssertEqual(UTCTime.text(milliseconds * 1_000_000), text) }
    }
}
