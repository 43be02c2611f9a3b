// `grinder kill-switch`: stops new risk from outside. It stores into the instance's memory, so it works while
// workers are stopped or hang, and while the supervisor does.

import Domain
import Risk
import Rings
import Workers

extension Command {
    private static let options = InstanceSelection.options + [Option(name: "--json", help: "Print one JSON object.")]

    static let killSwitchTrip = Command(
        name: "kill-switch trip", summary: "Stop new risk at once: no order that adds risk leaves until a reset.",
        options: options,
        run: { arguments in
            let region = try InstanceSelection.attach(arguments, .readWrite)
            let tripped = region.permits.tripKillSwitch(reason: KillSwitchWord.word(.manual), by: .ofThisProcess())
            try report(region, arguments, did: tripped ? "tripped" : "was tripped already")
            return ExitCode.success
        })

    static let killSwitchReset = Command(
        name: "kill-switch reset", summary: "Permit new risk again.", options: options,
        run: { arguments in
            let region = try InstanceSelection.attach(arguments, .readWrite)
            let cleared = region.permits.clearKillSwitch(by: .ofThisProcess())
            try report(region, arguments, did: cleared ? "reset" : "was not tripped")
            return ExitCode.success
        })

    static let killSwitchStatus = Command(
        name: "kill-switch status", summary: "Say whether the kill switch is tripped; exit code 1 when it is.",
        options: options,
        run: { arguments in
            let region = try InstanceSelection.attach(arguments, .readOnly)
            try report(region, arguments, did: nil)
            return region.permits.killSwitch == 0 ? ExitCode.success : ExitCode.failure
        })

    private static func report(_ region: InstanceRegion, _ arguments: Arguments, did: String?) throws {
        let permits = region.permits
        let word = permits.killSwitch
        let reason = KillSwitchWord.reason(word)?.rawValue ?? "unknown"
        let change = permits.lastKillSwitchChange
        guard arguments.flag("--json") else {
            let state = word == 0 ? "clear" : "TRIPPED (\(reason))"
            let by = change.map { ", last changed by user \($0.userID), process \($0.processID)" } ?? ""
            return Console.line("kill switch of instance \(region.supervisorProcessID): \(did ?? state)\(did == nil ? by : "")")
        }
        Console.line(
            JSONValue.object(
                JSONObject([
                    ("pid", .integer(Int(region.supervisorProcessID))), ("tripped", .bool(word != 0)),
                    ("reason", word == 0 ? .null : .text(reason)), ("did", did.map { .text($0) } ?? .null),
                    ("changed_by_user", change.map { .integer(Int($0.userID)) } ?? .null),
                    ("changed_by_pid", change.map { .integer(Int($0.processID)) } ?? .null),
                    ("changed_ts_ms", change.map { .integer(Int($0.realtimeNs / 1_000_000)) } ?? .null),
                ])
            ).prettyText())
    }
}
