// The log of a long-running command, as the settings say; and the configuration that such a command
// starts with: checked, and its secrets gone from the environment that children inherit.

import CGrinder
import Configuration
import Domain
import Glibc
import Logging
import Supervision

enum ProcessLog {
    /// Where the configuration of this process comes from: what a reload reads again. Takes the secrets out of the
    /// environment.
    static func source(_ arguments: Arguments) throws(UsageError) -> SettingsSource {
        defer { ProcessEnvironment.wipeSecrets() }
        return SettingsSource(environment: .current(), flags: try SettingFlags.given(arguments))
    }

    /// The log of a command whose words or environment ask for JSON, for what it has to say before its settings are
    /// known; nil when a person reads it, and for a command that keeps no log.
    static func announced(_ command: Command, _ words: [String]) -> Log? {
        guard command.keepsLog, let name = SettingTable.named("GRINDER_LOG_FORMAT")?.flag?.name else { return nil }
        let given = words.firstIndex { $0 == name || $0.hasPrefix(name + "=") }.map { index in
            words[index] == name ? words.dropFirst(index + 1).first ?? "" : String(words[index].dropFirst(name.count + 1))
        }
        let environment = ProcessEnvironment.current()
        guard (given ?? environment["GRINDER_LOG_FORMAT"]).flatMap(LogFormat.init) == .json else { return nil }
        return log(format: .json, level: .info, Redactor())
    }

    /// The settings of a command that keeps a log. From here on the log says whatever is wrong, in the form that they
    /// ask for.
    static func settings(_ source: SettingsSource) throws(SettingsError) -> (EffectiveConfiguration, Log) {
        let settings = source.read()
        let log = make(settings)
        Console.log = log.options.format == .json ? log : nil
        try source.check(settings)
        for problem in settings.problems { log.warning("CONFIGURATION", ["text": .text("\(problem)")]) }
        return (settings, log)
    }

    /// A log on standard error.
    private static func make(_ settings: EffectiveConfiguration) -> Log {
        log(
            format: settings.text("GRINDER_LOG_FORMAT").flatMap(LogFormat.init) ?? .text,
            level: settings.text("GRINDER_LOG_LEVEL").flatMap(LogLevel.init) ?? .info, Redactor(settings.secrets))
    }

    private static func log(format: LogFormat, level: LogLevel, _ redactor: Redactor) -> Log {
        var options = Log.Options()
        options.level = level
        options.format = format
        options.marksPriority = Log.isJournal(ProcessEnvironment.current()["JOURNAL_STREAM"])
        return Log(
            options, redactor: redactor,
            clock: Log.Clock(realtimeNs: { gr_clock_realtime_ns() }, monotonicNs: { gr_clock_monotonic_ns() }))
    }
}

struct SettingsSource {
    let environment: ProcessEnvironment
    let flags: [(name: String, value: String)]

    /// The checked configuration. Throws with all its errors; warnings come with the log.
    func load() throws(SettingsError) -> EffectiveConfiguration {
        let settings = read()
        try check(settings)
        return settings
    }

    /// Whatever can be read, with the problems met.
    func read() -> EffectiveConfiguration {
        let file = flags.first { $0.name == "GRINDER_CONFIG" }?.value
        return ConfigurationLoader.load(environment: environment, file: file, flags: flags)
    }

    func check(_ settings: EffectiveConfiguration) throws(SettingsError) {
        guard settings.isUsable else { throw SettingsError(problems: settings.problems.filter { $0.severity == .error }) }
    }
}

/// What SIGHUP does: the configuration is read again, what differs is told, and what can be taken over is.
final class SettingsReload {
    private let source: SettingsSource
    private var settings: EffectiveConfiguration
    private let log: Log

    init(_ source: SettingsSource, _ settings: EffectiveConfiguration, _ log: Log) {
        self.source = source
        self.settings = settings
        self.log = log
    }

    /// One line a change. A configuration with errors changes nothing.
    func reload() -> ReloadOutcome {
        let new: EffectiveConfiguration
        do throws(SettingsError) {
            new = try source.load()
        } catch {
            return ReloadOutcome(["the configuration is left as it was: \(error)"], isTaken: false)
        }
        let changes = settings.changes(to: new)
        if let level = new.text("GRINDER_LOG_LEVEL").flatMap(LogLevel.init) { log.level = level }
        settings = new
        return ReloadOutcome(changes.isEmpty ? ["nothing has changed"] : changes.map { "\($0)" })
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
        case .resumed: info("RESUMED", ["text": text])
        case .reloaded: warning("RELOADED", ["text": text])
        case .warning: warning("SUPERVISOR", ["text": text])
        }
    }
}
