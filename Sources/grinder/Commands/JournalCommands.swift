// `grinder journal`: checks a journal, shows its records, runs it again.

import CGrinder
import Domain
import Journal
import Workers

extension Command {
    static let journalVerify = Command(
        name: "journal verify", summary: "Check every byte of a journal.", operands: "DIR",
        options: [Option(name: "--json", help: "Print one JSON object instead of text.")],
        run: { arguments in
            let summary = try JournalReader(directory: try directory(arguments)).verify()
            if arguments.flag("--json") {
                Console.line(document(summary).prettyText())
            } else {
                Console.line("segments \(summary.segments), batches \(summary.batches), bytes \(summary.bytes)")
                for stream in JournalStream.allCases where summary.positions[stream] > 0 {
                    Console.line("\(stream): \(summary.positions[stream]) records")
                }
                Console.line("journal is intact")
            }
            if let tail = summary.tornTail { noteTornTail(tail) }
            return ExitCode.success
        })

    static let journalDump = Command(
        name: "journal dump", summary: "Show the records of a journal, one a line.", operands: "DIR",
        options: [
            Option(name: "--ring", value: rings.joined(separator: "|"), help: "The ring whose records to show (default market)."),
            Option(name: "--from", value: "N", help: "Position of the first record to show (default 0)."),
            Option(name: "--limit", value: "N", help: "Show at most this many records."),
            Option(name: "--json", help: "Print one JSON object a line."),
        ],
        run: { arguments in
            let ring = try arguments.choice("--ring", of: rings, or: rings[0])
            let first = UInt64(try arguments.count("--from", or: 0, atMost: .max))
            let limit = UInt64(try arguments.count("--limit", or: .max, atMost: .max))
            let stream = JournalStream.allCases.first { "\($0)" == ring } ?? .market
            // From the first record on: later ones refer to symbols defined there.
            var cursor = try JournalReader(directory: try directory(arguments)).cursor(of: stream)
            var describer = RecordDescriber()
            let isJSON = arguments.flag("--json")
            var output = DumpOutput()
            while let record = try cursor.next(as: gr_record_t.self) {
                let position = cursor.position - 1
                guard position < first || position - first < limit else { break }
                let description = describer.describe(record.pointee)
                if position >= first { output.append(description.line(("position", position), isJSON: isJSON)) }
            }
            output.flush()
            if let tail = cursor.tornTail { noteTornTail(tail) }
            return ExitCode.success
        })

    static let journalReplay = Command(
        name: "journal replay", summary: "Run a journalled run again and compare the digests.", operands: "DIR",
        options: [Option(name: "--json", help: "Print one JSON object instead of text.")],
        run: { arguments in
            let replay = try JournalReplay.run(try directory(arguments))
            if let tail = replay.tornTail { noteTornTail(tail) }
            if arguments.flag("--json") {
                Console.line(document(replay).prettyText())
            } else {
                Console.line("Replay completed. Events processed: \(replay.result.eventsProcessed)")
                Console.line("Output digest: \(replay.result.digest.short)")
                Console.line(verdict(replay))
            }
            return replay.isIdentical == false ? ExitCode.failure : ExitCode.success
        })

    private static let rings = ["market", "intent", "report"]

    private static func directory(_ arguments: Arguments) throws(UsageError) -> String {
        guard arguments.operands.count == 1 else { throw UsageError("one directory is needed.") }
        return arguments.operands[0]
    }

    private static func noteTornTail(_ tail: TornTail) {
        Console.note(
            "grinder: torn tail in \(tail.segment) at offset \(tail.offset): \(tail.reason); it is left out, and cut when the journal is written again")
    }

    private static func verdict(_ replay: JournalReplay) -> String {
        switch (replay.isIdentical, replay.recorded) {
        case (true, _): "identical to the recorded run"
        case (_, let recorded?):
            "DIFFERENT from the recorded run: digest \(recorded.digest.short), \(recorded.outputs) outputs of \(recorded.eventsProcessed) events"
        default: "the run left no result to compare with: it did not come to its end"
        }
    }
}

// MARK: - Documents

extension Command {
    private static func document(_ summary: JournalSummary) -> JSONValue {
        let streams = JournalStream.allCases.map { ("\($0)", JSONValue.integer(Int(summary.positions[$0]))) }
        let tail = summary.tornTail.map {
            JSONValue.object(
                JSONObject([
                    ("segment", .text($0.segment)), ("offset", .integer(Int($0.offset))), ("reason", .text($0.reason)),
                ]))
        }
        return .object(
            JSONObject([
                ("segments", .integer(summary.segments)), ("batches", .integer(Int(summary.batches))),
                ("bytes", .integer(Int(summary.bytes))), ("records", .object(JSONObject(streams))),
                ("torn_tail", tail ?? .null),
            ]))
    }

    private static func document(_ replay: JournalReplay) -> JSONValue {
        .object(
            JSONObject([
                ("events_processed", .integer(replay.result.eventsProcessed)),
                ("outputs", .integer(replay.result.outputs)),
                ("digest", .text(replay.result.digest.short)), ("sha256", .text(replay.result.digest.text)),
                ("errors", .array(replay.result.failures.map { .text($0.message(replay.symbols)) })),
                ("is_complete", .bool(replay.isComplete)),
                ("recorded_digest", replay.recorded.map { .text($0.digest.short) } ?? .null),
                ("is_identical", replay.isIdentical.map { .bool($0) } ?? .null),
            ]))
    }
}

/// Lines in blocks, so that a million records are not a million system calls.
private struct DumpOutput {
    private var block = ""

    mutating func append(_ line: String) {
        block += line
        if block.utf8.count > 1 << 16 { flush() }
    }

    mutating func flush() {
        guard !block.isEmpty else { return }
        Console.write(block)
        block = ""
    }
}
