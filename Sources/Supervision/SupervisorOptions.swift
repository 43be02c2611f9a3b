// What an operator decides about a supervised run, beside what is run.

import Journal
import Logging
import Observability
import Workers

public struct SupervisorOptions: Sendable {
    public var fixturePath: String
    public var configuration: RunConfiguration
    /// Where the rings are journalled; nil: not at all, and then no worker can be brought back.
    public var journalPath: String?
    public var journalDurability = JournalDurability.async
    public var journalSegmentBytes = JournalOptions().segmentBytes
    /// What the journal's directory may take; nil: what the device has.
    public var journalBytesMax: UInt64?
    /// How long the journal may be impossible to write before the run is given up.
    public var journalWaitNsMax: UInt64 = 30_000_000_000
    /// Go on with the run in that journal, if it holds one.
    public var resumes = false
    /// Where changes of the permit words are written down, one JSON object a line.
    public var auditPath: String?
    /// Where health, metrics and the status page are served; nil: nowhere.
    public var httpAddress: HTTPAddress?
    /// There is no other instance to share a lease with: the role is active as long as the lease lasts.
    public var isStandalone = false
    public var restarts = RestartPolicy()
    /// A worker whose heartbeat is older is killed.
    public var stallNsMax: UInt64 = 5_000_000_000
    /// The same for a worker that has not handled a record yet: it may have a lot to load.
    public var startNsMax: UInt64 = 120_000_000_000
    /// How long an ordered drain may take before it is forced.
    public var drainNsMax: UInt64 = 5_000_000_000
    /// How long the workers may act without the supervisor; nil: for ever, because nothing real is at stake.
    public var leaseNs: UInt64?

    /// How workers log; asked when one is started.
    public var log: @Sendable () -> Log.Options = { Log.Options() }

    public init(fixturePath: String, configuration: RunConfiguration) {
        self.fixturePath = fixturePath
        self.configuration = configuration
    }
}

extension SupervisorOptions {
    var pipelineName: String {
        switch configuration.pipeline {
        case .replay: "replay"
        case .paper: "paper"
        }
    }
}

/// What became of a reload.
public struct ReloadOutcome: Sendable {
    /// Whether the new configuration is in force, as far as it can be without a restart.
    public var isTaken: Bool
    /// For people: what changed, or what is wrong.
    public var lines: [String]

    public init(_ lines: [String], isTaken: Bool = true) {
        self.lines = lines
        self.isTaken = isTaken
    }
}

/// What a supervisor tells while it runs.
public enum SupervisorEvent: Sendable {
    case workerDied(String)
    case workerStalled(String)
    case workerRestarted(String)
    case killSwitch(String)
    case draining(String)
    case resumed(String)
    case reloaded(String)
    case warning(String)

    public var text: String {
        switch self {
        case .workerDied(let text), .workerStalled(let text), .workerRestarted(let text), .killSwitch(let text),
            .draining(let text), .resumed(let text), .reloaded(let text), .warning(let text):
            text
        }
    }
}
