// The counts that `summary.replay` of a case records beside the digest. What is absent is not checked.

import Domain
import Engine

struct CaseSummary {
    var eventsProcessed: Int?
    var outputs: Int?
    var errorsCount: Int?
    /// Times of the events that failed, in order, as JSON texts.
    var errorTimes: [String]?
    var placeActions: Int?
    var cancelActions: Int?
    /// The fixture is noted as empty.
    var hasNoEvents = false
    private static let noEventsNote = "NO_EVENTS"

    init() {}

    /// Reads the summary; a member that it does not know or cannot read is refused, so that nothing
    /// recorded goes unchecked.
    init(_ document: JSONValue?, _ file: String) throws(ConformanceError) {
        for (key, value) in document?.objectValue?.members ?? [] {
            let name = String(decoding: key, as: UTF8.self)
            switch name {
            case "events_processed": eventsProcessed = try Self.count(value, name, file)
            case "outputs": outputs = try Self.count(value, name, file)
            case "errors_count": errorsCount = try Self.count(value, name, file)
            case "actions_place": placeActions = try Self.count(value, name, file)
            case "actions_cancel": cancelActions = try Self.count(value, name, file)
            case "error_ts":
                guard let times = value.arrayValue else { throw Self.malformed(file, "'error_ts' is not a list") }
                errorTimes = times.map(\.canonicalText)
            case "error_note":
                guard value.stringValue == Self.noEventsNote else { throw Self.malformed(file, "'error_note' is unknown") }
                hasNoEvents = true
            default: throw Self.malformed(file, "'summary.replay' has the unknown member '\(name)'")
            }
        }
    }

    private static func count(_ value: JSONValue, _ name: String, _ file: String) throws(ConformanceError) -> Int {
        guard let count = value.integerValue else { throw malformed(file, "'\(name)' is not an integer") }
        return count
    }

    private static func malformed(_ file: String, _ reason: String) -> ConformanceError {
        ConformanceError(.malformed, file: file, reason, remedy: "Restore the file, or teach this tool to check it.")
    }

    /// What differs. O(failed events).
    func problems(_ run: CaseRun) -> [String] {
        let result = run.result
        var problems: [String] = []
        func check(_ name: String, _ expected: Int?, _ got: Int) {
            if let expected, expected != got { problems.append("\(name): expected \(expected), got \(got)") }
        }
        check("events_processed", eventsProcessed, result.eventsProcessed)
        check("outputs", outputs, result.outputs)
        check("errors_count", errorsCount, result.errorCount)
        if let actions = result.actions {
            check("actions_place", placeActions, actions.place)
            check("actions_cancel", cancelActions, actions.cancel)
        }
        if hasNoEvents, result.eventsProcessed > 0 { problems.append("error_note: expected a fixture without events") }
        let runTimes = run.errorTimes
        if let errorTimes, errorTimes != runTimes {
            let shown = TextDifference.excerpts(
                errorTimes.joined(separator: ","), runTimes.joined(separator: ","))
            problems.append("error_ts: expected [\(shown.expected)], got [\(shown.got)]")
        }
        return problems
    }
}
