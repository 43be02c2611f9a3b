// A supervised run with a journal: the same digest, and everything that passed the rings in the files.

import Domain
import Foundation
import Journal
import TestSupport
import XCTest

final class JournalledRunTests: XCTestCase {
    private let supervise = ["supervise", "--pipeline", "replay", "--exit-when-done"]
    private let fixtures = PackageLayout.root.appendingPathComponent("Fixtures").path

    func testTheRunIsTheSameAndEverythingIsJournalled() throws {
        for (name, durability) in [("sample_day", "async"), ("market_day", "async"), ("sample_day_multisymbol", "before-commit")] {
            let scratch = try ScratchDirectory()
            let plain = try GrinderProcess.run(supervise + ["--fixture", "\(fixtures)/\(name)"])
            let ended = try GrinderProcess.run(
                supervise + [
                    "--fixture", "\(fixtures)/\(name)", "--journal", scratch.file("j"), "--journal-durability", durability,
                ])
            XCTAssertEqual(ended.code, 0, ended.err)
            XCTAssertEqual(ended.outLines.suffix(3), plain.outLines.suffix(3), name)
            XCTAssertTrue(ended.err.contains(" INFO WORKER_NOTE worker=journal text=\"writing through "), ended.err)
            let summary = try JournalReader(directory: scratch.file("j")).verify()
            XCTAssertNil(summary.tornTail)
            for (stream, ring) in [(JournalStream.market, "market"), (.intent, "intent"), (.report, "report")] {
                XCTAssertTrue(
                    ended.outLines.contains("ring \(ring): \(summary.positions[stream]) records"), "\(ended.out) \(summary)")
            }
            XCTAssertEqual(summary.positions[.configuration], 1)
            XCTAssertEqual(summary.positions[.result], 1)
        }
    }

    func testADirectoryThatHoldsAnotherRunIsRefused() throws {
        let scratch = try ScratchDirectory()
        let words = supervise + ["--fixture", "\(fixtures)/sample_day", "--journal", scratch.file("j")]
        XCTAssertEqual(try GrinderProcess.run(words).code, 0)
        let again = try GrinderProcess.run(words)
        XCTAssertEqual(again.code, 2)
        XCTAssertTrue(again.err.contains("holds a run already; continue it with --resume, or give a new directory"), again.err)
    }

    func testADirectoryThatCannotBeMade() throws {
        let scratch = try ScratchDirectory()
        let ended = try GrinderProcess.run(
            supervise + ["--fixture", "\(fixtures)/sample_day", "--journal", scratch.file("missing/j")])
        XCTAssertEqual(ended.code, 2)
        XCTAssertTrue(ended.err.contains("\(scratch.file("missing/j")): mkdir failed"), ended.err)
    }

    func testDurabilityAloneIsAUsageError() throws {
        let ended = try GrinderProcess.run(
            supervise + ["--fixture", "\(fixtures)/sample_day", "--journal-durability", "async"])
        XCTAssertEqual(ended.code, 2)
        XCTAssertTrue(ended.err.contains("needs --journal"), ended.err)
    }

    func testSIGTERMDrainsTheJournalLast() throws {
        let scratch = try ScratchDirectory()
        let process = try GrinderProcess(
            supervise + ["--fixture", "\(fixtures)/market_day", "--pace-us", "1000", "--journal", scratch.file("j")])
        XCTAssertTrue(
            try eventually(within: 30) {
                guard FileManager.default.fileExists(atPath: scratch.file("j/journal-0000000000000000.seg")) else { return false }
                return try JournalReader(directory: scratch.file("j")).verify().positions[.report] > 100
            })
        process.send(SIGTERM)
        XCTAssertEqual(try process.end().code, 3)
        let summary = try JournalReader(directory: scratch.file("j")).verify()
        XCTAssertNil(summary.tornTail)
        XCTAssertEqual(summary.positions[.result], 0, "the run did not come to its end")
        XCTAssertGreaterThan(summary.positions[.intent], summary.positions[.market])
    }
}
