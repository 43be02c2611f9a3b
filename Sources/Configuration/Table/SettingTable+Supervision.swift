// Settings of `grinder supervise`: what is run, and how the run is looked after. Each is a flag of that command too.

extension SettingTable {
    private static let hourUs = 3_600_000_000
    private static let hourMs = 3_600_000

    static let supervisedRun: [Setting] = [
        Setting(
            "GRINDER_FIXTURE", .text, unit: "path", flag: SettingFlag("--fixture", "DIR"),
            "Directory with events.jsonl or events.json; a run needs one."),
        Setting(
            "GRINDER_PIPELINE", .choice(["replay", "paper"]), flag: SettingFlag("--pipeline", "replay|paper"),
            "The pipeline to run; a run needs one."),
        Setting(
            "GRINDER_USE_CONFIG", .flag, or: "0", flag: SettingFlag("--use-config"),
            "Paper: take the options from the fixture's config.json instead of the defaults."),
        Setting(
            "GRINDER_PACE_US", .integer(0...hourUs), unit: "us", or: "0", flag: SettingFlag("--pace-us", "N"),
            "Least time between two events, in microseconds."),
        Setting(
            "GRINDER_SPEED", .amount, flag: SettingFlag("--speed", "X"),
            "Send the events at X times the speed of their own times; absent: as fast as possible."),
        Setting(
            "GRINDER_REPEAT", .integer(1...1_000_000), or: "1", flag: SettingFlag("--repeat", "N"),
            "Send the fixture N times, each behind the last in its own time."),
        Setting(
            "GRINDER_FREE_RUNNING", .flag, or: "0", flag: SettingFlag("--free-running"),
            "The feed does not wait for the strategy: the newest snapshot of each symbol wins, and the others are counted."),
        Setting(
            "GRINDER_EXIT_WHEN_DONE", .flag, or: "0", flag: SettingFlag("--exit-when-done"),
            "End after the last event instead of waiting for SIGTERM."),
        Setting(
            "GRINDER_RESULT_PATH", .text, unit: "path", flag: SettingFlag("--out", "FILE"),
            "Write the complete result as JSON; absent: it is not kept."),
        Setting(
            "GRINDER_RESULT_JSON", .flag, or: "0", flag: SettingFlag("--json"), "Print one JSON object instead of text."),
        Setting(
            "GRINDER_RESULT_DETAILS", .flag, or: "0", flag: SettingFlag("--verbose", short: "-v"),
            "Also print counts and every event's error."),
        Setting(
            "GRINDER_LENIENT", .flag, or: "0", flag: SettingFlag("--lenient"),
            "Exit 0 as the reference does when events failed or the fixture is empty."),
    ]

    static let supervision: [Setting] = [
        Setting(
            "GRINDER_JOURNAL_DIR", .text, unit: "path", flag: SettingFlag("--journal", "DIR"),
            "Journal the run in this directory, made if it is missing; absent: no journal, and no worker can be brought back."),
        Setting(
            "GRINDER_JOURNAL_DURABILITY", .choice(["async", "before-commit"]), or: "async",
            flag: SettingFlag("--journal-durability", "async|before-commit"),
            "When a record counts as journalled: when the kernel has it, or the device."),
        Setting(
            "GRINDER_JOURNAL_SEGMENT_KIB", .integer(64...1 << 30), unit: "KiB", or: "65536", flag: SettingFlag("--journal-segment-kib", "N"),
            "Size of a segment of the journal, reserved when it begins."),
        Setting(
            "GRINDER_JOURNAL_MAX_KIB", .integer(0...1 << 40), unit: "KiB", flag: SettingFlag("--journal-max-kib", "N"),
            "What the journal's directory may take; absent: what the device has."),
        Setting(
            "GRINDER_JOURNAL_WAIT_MS", .integer(1...hourMs), unit: "ms", or: "30000", flag: SettingFlag("--journal-wait-ms", "N"),
            "How long the journal may be impossible to write before the run is given up."),
        Setting(
            "GRINDER_RESUME", .flag, or: "0", flag: SettingFlag("--resume"),
            "Go on with the run that the journal holds, if it holds one."),
        Setting(
            "GRINDER_IDLE", .choice(["spin", "backoff", "park"]), flag: SettingFlag("--idle", "spin|backoff|park"),
            "How workers wait; absent: as the number of cores suggests."),
        Setting(
            "GRINDER_PIN", .text, or: "none", flag: SettingFlag("--pin", "none|auto|ROLE=CPU,..."),
            "Cores that workers stay on; auto: one each, or all on one when cores are few."),
        Setting(
            "GRINDER_HTTP_ADDRESS", .text, unit: "[host:]port", flag: SettingFlag("--http", "[HOST:]PORT"),
            "Serve health, metrics and the status page; on loopback without a host; port 0 takes a free one; absent: nowhere."),
        Setting(
            "GRINDER_STANDALONE", .permission, or: "0", flag: SettingFlag("--standalone"),
            "No other instance shares the lease: the role is active, so that /readyz can say ready."),
        Setting(
            "GRINDER_KILL_SWITCH_AUDIT_PATH", .text, unit: "path", flag: SettingFlag("--audit", "FILE"),
            "Write every change of the kill switch to this file."),
        Setting(
            "GRINDER_RESTART_LIMIT", .pair(0...1_000_000), unit: "restarts/s", or: "20/60", flag: SettingFlag("--restart-limit", "N/SECONDS"),
            "Restarts of workers that may fall into that time before the run is given up."),
        Setting(
            "GRINDER_RESTART_BACKOFF_MS", .pair(0...1_000_000), unit: "ms/ms", or: "10/5000",
            flag: SettingFlag("--restart-backoff-ms", "N/MAX"),
            "Delay of a restart that follows one without progress, doubled up to the maximum."),
        Setting(
            "GRINDER_STALL_MS", .integer(1...hourMs), unit: "ms", or: "5000", flag: SettingFlag("--stall-ms", "N"),
            "Silence after which a worker is killed."),
        Setting(
            "GRINDER_DRAIN_MS", .integer(1...hourMs), unit: "ms", or: "5000", flag: SettingFlag("--drain-ms", "N"),
            "Time for an ordered end after SIGTERM."),
        Setting(
            "GRINDER_LEASE_MS", .integer(1...hourMs), unit: "ms", flag: SettingFlag("--lease-ms", "N"),
            "Orders leave for that long after the supervisor's last sign of life; absent: for ever."),
    ]

    /// The settings that are flags too, in the order in which a command lists them.
    public static let flagged: [Setting] = (supervisedRun + supervision + program).filter { $0.flag != nil }
}
