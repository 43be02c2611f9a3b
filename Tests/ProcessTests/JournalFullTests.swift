// A run whose journal finds no space: it waits, is given up in order, leaves a journal that is intact, and goes on
// from there to the result of an undisturbed run once there is space.

import Domain
import Foundation
import Journal
import Supervision
import TestSupport
import XCTest

final class JournalFullTests: XCTestCase {
    private let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path

    private func words(_ pipeline: String, _ journal: String? = nil, _ options: [String] = []) -> [String] {
        ["supervise", "--pipeline", pipeline, "--fixture", fixture, "--exit-when-done", "--json", "--lenient"]
            + (journal.map { ["--journal", $0, "--journal-segment-kib", "64"] } ?? []) + options
    }

    private func digest(_ ended: GrinderProcess.Ended) throws -> String {
        try XCTUnwrap(JSONParser.parse(text: ended.out)["sha256"]?.stringValue)
    }

    /// The journal replays to the run's digest, no order left twice and no intent got lost.
    private func assertIntactAndIdentical(_ journal: String, line: UInt = #line) throws {
        let audit = try OrderAudit(journal: journal)
        XCTAssertGreaterThan(audit.placed, 0, line: line)
        XCTAssertEqual(audit.duplicates, 0, line: line)
        XCTAssertEqual(audit.lost, 0, line: line)
        let replay = try GrinderProcess.run(["journal", "replay", journal])
        XCTAssertEqual(replay.code, 0, replay.err, line: line)
        XCTAssertTrue(replay.out.hasSuffix("identical to the recorded run\n"), replay.out, line: line)
    }

    func testWithoutSpaceTheRunIsGivenUpAndGoesOnLater() throws {
        for pipeline in ["replay", "paper"] {
            let scratch = try ScratchDirectory()
            let (journal, audit) = (scratch.file("j"), scratch.file("audit"))
            let undisturbed = try GrinderProcess.run(words(pipeline), within: 120)
            let limit = ["--journal-max-kib", "320", "--journal-wait-ms", "400", "--audit", audit]
            // The second finds what the first left, and no more space than it.
            for options in [limit, limit + ["--resume"]] {
                let full = try GrinderProcess.run(words(pipeline, journal, options), within: 120)
                XCTAssertEqual(full.code, 3, full.err)
                XCTAssertTrue(full.err.contains("the journal could not be written for "), full.err)
                XCTAssertTrue(full.err.contains("Make space and go on with --resume"), full.err)
                XCTAssertTrue(full.err.contains("--journal-max-kib allows 327680"), full.err)
                let trips = try String(contentsOfFile: audit, encoding: .utf8)
                XCTAssertTrue(trips.contains("kill_switch_tripped"), trips)
                let verified = try GrinderProcess.run(["journal", "verify", journal])
                XCTAssertEqual(verified.code, 0, verified.err)
                XCTAssertEqual(try JournalReader(directory: journal).verify().segments, 5)
            }
            let ended = try GrinderProcess.run(words(pipeline, journal, ["--resume"]), within: 120)
            XCTAssertEqual(ended.code, 0, ended.err)
            XCTAssertEqual(try digest(ended), try digest(undisturbed), pipeline)
            try assertIntactAndIdentical(journal)
        }
    }

    func testSpaceThatIsMadeInTimeIsUsedAndNobodyNotices() throws {
        let scratch = try ScratchDirectory()
        let journal = scratch.file("j")
        try FileManager.default.createDirectory(atPath: journal, withIntermediateDirectories: false)
        // The limit counts every file of the directory.
        let ballast = try scratch.write("j/ballast", "")
        XCTAssertEqual(truncate(ballast, 64 << 20), 0)
        let run = try GrinderProcess(words("replay", journal, ["--journal-max-kib", "65664"]))
        XCTAssertTrue(try eventually(within: 60) { try run.complained().contains("--journal-max-kib allows") })
        XCTAssertEqual(unlink(ballast), 0)
        let ended = try run.end(within: 120)
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(try digest(ended), try digest(GrinderProcess.run(words("replay"), within: 120)))
        try assertIntactAndIdentical(journal)
    }

    /// On a device of its own that really is full, with workers killed while it is: once it has space the run ends as
    /// if nothing had been.
    func testWorkersKilledOnAFullDevice() throws {
        let scratch = try ScratchDirectory()
        let device = try scratch.makeDirectory("device")
        let script = """
            mount -t tmpfs -o size=1m tmpfs "$1" || exit 77
            "$2" supervise --pipeline "$3" --fixture "$4" --journal "$1/j" --journal-segment-kib 64 --restart-limit 1000/1 \
                --restart-backoff-ms 1/5 --exit-when-done --json --lenient >"$1.out" 2>"$1.err" &
            run=$!
            waited=0
            until grep -q "No space left" "$1.err"; do
                sleep 0.05; waited=$((waited + 1)); [ $waited -lt 1200 ] || exit 78
            done
            kills=0
            while [ $kills -lt 12 ]; do
                for worker in $(pgrep -P $run); do kill -9 $worker && kills=$((kills + 1)); sleep 0.03; done
            done
            mount -o remount,size=256m "$1" || exit 79
            wait $run; code=$?
            "$2" journal replay "$1/j" >"$1.replay" || exit 80
            cp -r "$1/j" "$1.journal"
            exit $code
            """
        for pipeline in ["replay", "paper"] {
            let ended = try PrivateNamespace.run(
                script, [device, try XCTUnwrap(PackageLayout.grinder), pipeline, fixture], mounts: true,
                refusal: "grants no mount namespace")
            let complaints = try String(contentsOfFile: device + ".err", encoding: .utf8)
            XCTAssertEqual(ended.status, 0, ended.errorText + complaints)
            let run = try JSONParser.parse(text: String(contentsOfFile: device + ".out", encoding: .utf8))
            XCTAssertEqual(run["sha256"]?.stringValue, try digest(GrinderProcess.run(words(pipeline), within: 120)), pipeline)
            let replay = try String(contentsOfFile: device + ".replay", encoding: .utf8)
            XCTAssertTrue(replay.hasSuffix("identical to the recorded run\n"), replay)
            let audit = try OrderAudit(journal: device + ".journal")
            XCTAssertEqual(audit.duplicates + audit.lost, 0)
            try FileManager.default.removeItem(atPath: device + ".journal")
        }
    }

    func testBadOptions() throws {
        for options in [["--journal-max-kib", "9"], ["--journal-wait-ms", "9"], ["--journal-segment-kib", "64"]] {
            let ended = try GrinderProcess.run(words("replay") + options)
            XCTAssertEqual(ended.code, 2)
            XCTAssertTrue(ended.err.contains("'\(options[0])' needs --journal"), ended.err)
        }
        let scratch = try ScratchDirectory()
        let small = try GrinderProcess.run(
            ["supervise", "--pipeline", "replay", "--fixture", fixture, "--journal", scratch.file("j"), "--journal-segment-kib", "63"])
        XCTAssertEqual(small.code, 2)
        XCTAssertTrue(small.err.contains("needs a whole number of 64"), small.err)
    }
}
