// `grinder tail`: the records of a running instance's ring as they come. The instance does not notice.

import Rings
import Workers

extension Command {
    static let tail = Command(
        name: "tail",
        summary: "Follow the records of a ring of a running instance, without disturbing it.",
        options: [
            Option(name: "--ring", value: ringNames.joined(separator: "|"), help: "The ring.", isRequired: true)
        ] + InstanceSelection.options + [
            Option(name: "--json", help: "Print one JSON object a record."),
            Option(name: "--from-start", help: "Begin with the oldest record that the ring still holds."),
            Option(name: "--limit", value: "N", help: "End after N records instead of with the instance."),
        ],
        run: { arguments in
            let name = try arguments.choice("--ring", of: ringNames, or: "")
            let kind = RingKind.allCases.first { "\($0)" == name } ?? .market
            let limit = try arguments.count("--limit", or: .max, atMost: .max)
            let region = try InstanceSelection.attach(arguments)
            let start: RingTail.Start = arguments.flag("--from-start") ? .oldest : .next
            var tail = try RingTail(kind, of: region, from: start)
            let shown = try follow(&tail, region.supervisorProcessID, limit, isJSON: arguments.flag("--json"))
            if shown < limit { Console.note("grinder: the instance has ended") }
            return ExitCode.success
        })

    private static let ringNames = ["market", "intent", "report"]

    /// How long to sleep when no record has come: long enough to cost nothing, short enough not to be
    /// lapped: 4,096 records in 5 ms would be 800,000 a second.
    private static let pauseMs: Int32 = 5

    /// Prints records until `limit` or the end of the instance; the number printed.
    private static func follow(
        _ tail: inout RingTail, _ supervisor: Int32, _ limit: Int, isJSON: Bool
    ) throws -> Int {
        var shown = 0
        let watch = ProcessWatch(supervisor)
        var hasEnded = false
        while shown < limit {
            switch try tail.next() {
            case .record(let record, let sequence):
                Console.write(record.line(("sequence", sequence), isJSON: isJSON))
                shown += 1
            case .missed(let count):
                Console.write(isJSON ? "{\"missed\":\(count)}\n" : "\(count) records missed\n")
            case nil:
                // Once more after the end: what came last is still there.
                if hasEnded { return shown }
                hasEnded = watch?.hasEnded(withinMs: pauseMs) ?? true
            }
        }
        return shown
    }
}
