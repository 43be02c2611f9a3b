// The log of a long-running command, as the settings say; and the configuration that such a command
// starts with: checked, and its secrets gone from the environment that children inherit.

import CGrinder
import Configuration
import Domain
import Glibc
import Logging
import Supervision

enum ProcessLog {
    static let options = [
        Option(name: "--log-level", value: "LEVEL", help: "debug, info, warning or error (default: GRINDER_LOG_LEVEL, or info)."),
        Option(name: "--log-format", value: "text|json", help: "Lines for people or for programs (default: GRINDER_LOG_FORMAT, or text)."),
    ]

    /// The checked configuration of this process. Throws with all its errors; warnings come with the log.
    static func settings(_ arguments: Arguments) throws(SettingsError) -> EffectiveConfiguration {
        let flags = [("GRINDER_LOG_LEVEL", "--log-level"), ("GRINDER_LOG_FORMAT", "--log-format")].compactMap { name, option in
            arguments.value(option).map { (name: name, value: $0) }
        }
        let settings = ConfigurationLoader.load(environment: .current(), flags: flags)
        ProcessEnvironment.wipeSecrets()
        guard settings.isUsable else { throw SettingsError(problems: settings.problems.filter { $0.severity == .error }) }
        return settings
    }

    /// A log on standard error.
    static func make(_ settings: EffectiveConfiguration) -> Log {
        var options = Log.Options()
        options.level = settings.text("GRINDER_LOG_LEVEL").flatMap(LogLevel.init) ?? .info
        options.format = settings.text("GRINDER_LOG_FORMAT").flatMap(LogFormat.init) ?? .text
        options.marksPriority = Log.isJournal(ProcessEnvironment.current()["JOURNAL_STREAM"])
        let log = Log(
            options, redactor: Redactor(settings.secrets),
            clock: Log.Clock(realtimeNs: { gr_clock_realtime_ns() }, monotonicNs: { gr_clock_monotonic_ns() }))
        for problem in settings.problems { log.warning("CONFIGURATION", ["text": .text("\(problem)")]) }
        return log
    }
}

/// A configuration that nothing may start with.
struct SettingsError: Error, CustomStringConvertible {
    let problems: [ConfigurationProblem]
    var description: String { problems.map { "\($0)" }.joined(separator: "\ngrinder: ") }
}

extension Log {
    /// What the supervisor tells, as an event of its own for each kind.
    func write(_ event: SupervisorEvent) {
        let text: JSONValue = .text(event.text)
        switch event {
        case .workerDied: error("WORKER_DIED", ["text": text])
        case .workerStalled: error("WORKER_STALLED", ["text": text])
        case .workerRestarted: warning("WORKER_RESTARTED", ["text": text])
        case .killSwitch: error("KILL_SWITCH", ["text": text])
        case .draining: info("DRAINING", ["text": text])
        case .warning: warning("SUPERVISOR", ["text": text])
        default: info("SUPERVISOR", ["text": text])
        }
    }
}
