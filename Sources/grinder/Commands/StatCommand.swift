// `grinder stat`: what a running instance says about itself, whatever its processes do.

import Domain
import Rings

extension Command {
    static let stat = Command(
        name: "stat",
        summary: "Show workers, rings, stage latencies and permits of a running instance, without disturbing it.",
        options: InstanceSelection.options + [
            Option(name: "--json", help: "Print JSON (schema grinder.stat/1); with --watch one object a line."),
            Option(
                name: "--watch", value: "SECONDS", isValueOptional: true,
                help: "Go on until the instance ends; latencies are those of each interval (default 1)."),
        ],
        run: { arguments in
            let intervalMs = try watchMs(arguments)
            let region = try InstanceSelection.attach(arguments)
            let isJSON = arguments.flag("--json")
            var last = InstanceSnapshot(of: region)
            guard let intervalMs else {
                if isJSON {
                    Console.line(StatDocument(snapshot: last, latencies: last.latencies, intervalNs: nil).document.prettyText())
                } else {
                    Console.write(StatText(snapshot: last, latencies: last.latencies, intervalNs: nil).text)
                }
                return ExitCode.success
            }
            show(last, last.latencies, nil, isJSON)
            guard let supervisor = ProcessWatch(last.supervisorProcessID) else { return ExitCode.success }
            while !supervisor.hasEnded(withinMs: intervalMs) {
                let now = InstanceSnapshot(of: region)
                show(now, now.latencies(since: last), now.monotonicNs - last.monotonicNs, isJSON)
                last = now
            }
            Console.note("grinder: the instance has ended")
            return ExitCode.success
        })

    private static func watchMs(_ arguments: Arguments) throws(UsageError) -> Int32? {
        guard let text = arguments.value("--watch") else { return nil }
        guard !text.isEmpty else { return 1000 }
        guard let seconds = Double(text), (0.01...86_400).contains(seconds) else {
            throw UsageError("option '--watch' needs a number of seconds from 0.01 to 86400, not '\(text)'.")
        }
        return Int32(seconds * 1000)
    }

    private static func show(
        _ snapshot: InstanceSnapshot, _ latencies: [LatencySnapshot], _ intervalNs: UInt64?, _ isJSON: Bool
    ) {
        if isJSON {
            var buffer = ByteBuffer()
            buffer.appendCompact(
                StatDocument(snapshot: snapshot, latencies: latencies, intervalNs: intervalNs).document)
            Console.line(buffer.string)
        } else {
            Console.page(StatText(snapshot: snapshot, latencies: latencies, intervalNs: intervalNs).text)
        }
    }
}
