// From settings to what a supervisor takes: file, environment and flags are the same to it.

import Configuration
import Domain
import Engine
import Journal
import Logging
import Observability
import Rings
import Supervision
import Workers

struct SuperviseSettings {
    private let settings: EffectiveConfiguration
    private let arguments: Arguments
    /// The fixture's directory.
    let path: String

    init(_ settings: EffectiveConfiguration, _ arguments: Arguments) throws(UsageError) {
        self.settings = settings
        self.arguments = arguments
        path = Fixture.normalised(try Self.required("GRINDER_FIXTURE", settings))
        _ = try Self.required("GRINDER_PIPELINE", settings)
    }

    // MARK: - What the command itself does

    var isJSON: Bool { settings.flag("GRINDER_RESULT_JSON") }
    var isVerbose: Bool { settings.flag("GRINDER_RESULT_DETAILS") }
    var isLenient: Bool { settings.flag("GRINDER_LENIENT") }
    var exitsWhenDone: Bool { settings.flag("GRINDER_EXIT_WHEN_DONE") }
    /// Where the result is written; nil: nowhere.
    var out: String? { settings.text("GRINDER_RESULT_PATH") }

    // MARK: - The run

    func configuration() throws -> RunConfiguration {
        var configuration = RunConfiguration(try pipeline())
        configuration.paceUs = settings.integer("GRINDER_PACE_US")
        configuration.repeats = settings.integer("GRINDER_REPEAT")
        configuration.isFreeRunning = settings.flag("GRINDER_FREE_RUNNING")
        configuration.speed = try speed()
        configuration.placements = try WorkerPlacementOptions.placements(
            idle: settings.text("GRINDER_IDLE"), pin: settings.text("GRINDER_PIN") ?? "none", named: SettingFlags.spelled("GRINDER_PIN", settings))
        configuration.keepsDocuments = out != nil
        return configuration
    }

    private func pipeline() throws -> RunConfiguration.Pipeline {
        if settings.text("GRINDER_PIPELINE") == "paper" {
            return .paper(try PaperFlags.options(arguments, fixture: path, usesConfig: settings.flag("GRINDER_USE_CONFIG")))
        }
        for option in [PaperFlags.useConfig] + PaperFlags.group.options where arguments.value(option.name) != nil {
            throw UsageError("option '\(option.name)' is for --pipeline paper; replay has no such options.")
        }
        return .replay(ReplayOptions())
    }

    /// 0 when absent.
    private func speed() throws(UsageError) -> Double {
        guard let amount = settings.value("GRINDER_SPEED")?.written else { return 0 }
        guard let speed = Double(amount), speed <= 1_000_000 else {
            throw UsageError("\(SettingFlags.spelled("GRINDER_SPEED", settings)) is at most 1000000, not '\(amount)'.")
        }
        return speed
    }

    // MARK: - The supervisor

    func options(_ configuration: RunConfiguration, _ log: Log) throws(UsageError) -> SupervisorOptions {
        var options = SupervisorOptions(fixturePath: path, configuration: configuration)
        options.journalPath = settings.text("GRINDER_JOURNAL_DIR")
        options.journalDurability = settings.text("GRINDER_JOURNAL_DURABILITY").flatMap { JournalDurability(rawValue: $0) } ?? .async
        options.journalSegmentBytes = settings.integer("GRINDER_JOURNAL_SEGMENT_KIB") << 10
        if case .integer(let kib) = settings.value("GRINDER_JOURNAL_MAX_KIB") { options.journalBytesMax = UInt64(kib) << 10 }
        options.journalWaitNsMax = UInt64(settings.integer("GRINDER_JOURNAL_WAIT_MS")) * 1_000_000
        options.resumes = settings.flag("GRINDER_RESUME")
        options.httpAddress = try httpAddress()
        options.isStandalone = settings.flag("GRINDER_STANDALONE")
        options.auditPath = settings.text("GRINDER_KILL_SWITCH_AUDIT_PATH")
        let (restarts, seconds) = settings.pair("GRINDER_RESTART_LIMIT")
        let (backoffMs, backoffMsMax) = settings.pair("GRINDER_RESTART_BACKOFF_MS")
        options.restarts = RestartPolicy(
            restartsMax: restarts, windowNs: UInt64(max(seconds, 1)) * 1_000_000_000, backoffNs: UInt64(backoffMs) * 1_000_000,
            backoffNsMax: UInt64(backoffMsMax) * 1_000_000)
        options.stallNsMax = UInt64(settings.integer("GRINDER_STALL_MS")) * 1_000_000
        options.drainNsMax = UInt64(settings.integer("GRINDER_DRAIN_MS")) * 1_000_000
        if case .integer(let leaseMs) = settings.value("GRINDER_LEASE_MS") { options.leaseNs = UInt64(leaseMs) * 1_000_000 }
        options.log = { log.options }
        return options
    }

    private func httpAddress() throws(UsageError) -> HTTPAddress? {
        guard let text = settings.text("GRINDER_HTTP_ADDRESS") else { return nil }
        guard let address = HTTPAddress(text) else {
            throw UsageError(
                "\(SettingFlags.spelled("GRINDER_HTTP_ADDRESS", settings)) needs a port, or a numeric address and a port "
                    + "(127.0.0.1:9090, [::1]:9090), not '\(text)'.")
        }
        return address
    }

    private static func required(_ name: String, _ settings: EffectiveConfiguration) throws(UsageError) -> String {
        guard let text = settings.text(name) else {
            throw UsageError("option '\(SettingTable.named(name)?.flag?.name ?? name)' is missing. The setting \(name) can give it too.")
        }
        return text
    }
}
