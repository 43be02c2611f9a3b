// What a case's files say about one run: `expected.json`, `tick_digests.json`, `config.json`.
// The conformance README, sections 1 and 4, describes them.

import Domain
import Engine

struct CaseExpectation {
    var name: String
    var directory: String
    /// First 16 hexadecimal digits; nil when the input must be refused.
    var digest: String?
    var summary: CaseSummary
    /// First four bytes of each output's SHA-256, where they are recorded.
    var ticks: [UInt32]?
    /// Later ones win.
    var optionOverrides: [JSONObject]

    /// The options of the run; throws what the engine refuses.
    func options() throws -> ReplayOptions {
        var options = ReplayOptions()
        for overrides in optionOverrides { try options.apply(overrides) }
        return options
    }

    /// The replay runs of the case in `directory`: one, or those that its `runs` list names.
    static func replayRuns(_ directory: String) throws(ConformanceError) -> [CaseExpectation] {
        let file = directory + "/expected.json"
        let expected = try JSONFile.read(file)
        let config = try JSONFile.read(directory + "/config.json")
        try checkEvents(directory)
        let overrides = config["replay_options"]?.objectValue.map { [$0] } ?? []
        if let runs = expected["runs"] { return try benchRuns(runs, expected, file, directory, overrides) }
        return [
            CaseExpectation(
                name: directory, directory: directory, digest: try digest(expected, "replay_digest", file),
                summary: try CaseSummary(expected["summary"]?["replay"], file), ticks: try ticks(directory, "replay"),
                optionOverrides: overrides)
        ]
    }

    private static func benchRuns(
        _ runs: JSONValue, _ expected: JSONValue, _ file: String, _ directory: String, _ overrides: [JSONObject]
    ) throws(ConformanceError) -> [CaseExpectation] {
        var expectations: [CaseExpectation] = []
        for run in runs.arrayValue ?? [] where run["mode"]?.stringValue == "replay" {
            var summary = CaseSummary()
            summary.eventsProcessed = expected["events"]?.integerValue
            summary.outputs = run["outputs"]?.integerValue
            expectations.append(
                CaseExpectation(
                    name: directory + " " + (run["run"]?.stringValue ?? "replay"), directory: directory,
                    digest: try digest(run, "digest", file), summary: summary, ticks: nil,
                    optionOverrides: overrides + (run["engine_options"]?.objectValue.map { [$0] } ?? [])))
        }
        guard !expectations.isEmpty else {
            throw malformed(file, "'runs' names no run of mode replay", "Leave this folder out, or add the run.")
        }
        return expectations
    }

    // MARK: - Files

    /// The tool does not decompress; a case whose events are only there compressed is no empty case.
    private static func checkEvents(_ directory: String) throws(ConformanceError) {
        let events = directory + "/events.jsonl"
        guard !fileExists(events), !fileExists(directory + "/events.json") else { return }
        for compressed in [events + ".gz", directory + "/../events.jsonl.gz"] where fileExists(compressed) {
            throw ConformanceError(
                .unreadable, file: events, "is missing; the events are compressed in \(compressed)",
                remedy: "Decompress them: gunzip -c \(compressed) > \(events)")
        }
    }

    /// The recorded tick digests of one pipeline; nil where none are recorded.
    static func ticks(_ directory: String, _ pipeline: String) throws(ConformanceError) -> [UInt32]? {
        let file = directory + "/tick_digests.json"
        guard fileExists(file) else { return nil }
        guard let texts = try JSONFile.read(file)[pipeline]?.arrayValue else {
            throw malformed(file, "has no list '\(pipeline)'", "Restore the file.")
        }
        var ticks: [UInt32] = []
        for (index, text) in texts.enumerated() {
            guard let digits = text.stringValue, digits.utf8.count == 8, let tick = UInt32(digits, radix: 16) else {
                throw malformed(file, "tick \(index) is not eight hexadecimal digits", "Restore the file.")
            }
            ticks.append(tick)
        }
        return ticks
    }

    private static func digest(
        _ object: JSONValue, _ name: String, _ file: String
    ) throws(ConformanceError) -> String? {
        switch object[name] {
        case .null?: return nil
        case .string(let bytes)? where bytes.count == 16: return String(decoding: bytes, as: UTF8.self)
        default: throw malformed(file, "'\(name)' is neither 16 hexadecimal digits nor null", "Restore the file.")
        }
    }

    private static func malformed(_ file: String, _ reason: String, _ remedy: String) -> ConformanceError {
        ConformanceError(.malformed, file: file, reason, remedy: remedy)
    }
}
