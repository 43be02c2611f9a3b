// What a chaos campaign does to a supervised run, over and over: kill or stop its processes at random instants.

public struct ChaosOptions: Sendable {
    /// Who is struck.
    public enum Target: String, CaseIterable, Sendable {
        /// A worker, any of those that live.
        case workers
        /// The supervisor; the run is then taken up again from the journal.
        case supervisor
    }

    /// What with.
    public enum Strike: String, CaseIterable, Sendable {
        /// SIGKILL.
        case kill
        /// SIGSTOP, and SIGCONT a moment later.
        case stop
    }

    public var fixturePath: String
    /// Of `grinder supervise`.
    public var pipeline: String
    public var strikes = 500
    public var seed: UInt64 = 1
    public var target = Target.workers
    public var strike = Strike.kill
    /// Mean time between two strikes.
    public var gapUs = 5000
    /// Least time between two events of the source.
    public var paceUs = 0
    /// Without lockstep: what is decided depends on time then, and each run is held against the replay of its own
    /// journal.
    public var isFreeRunning = false
    /// Where journals find no space, again and again; nil: they have all they need.
    public var fullJournal: JournalSpace.Kind?
    /// Where the journals of the runs go, one directory a run; each is removed after a run that went well.
    public var directory: String

    public init(fixturePath: String, pipeline: String, directory: String) {
        self.fixturePath = fixturePath
        self.pipeline = pipeline
        self.directory = directory
    }
}

/// What a campaign amounts to.
public struct ChaosReport: Sendable {
    /// Completed runs.
    public var runs = 0
    /// Strikes that hit a living process, by its role, and what it was doing.
    public var hits: [String: Int] = [:]
    public var states: [String: Int] = [:]
    /// The digest of the undisturbed run; with free-running workers of the last run.
    public var expectedDigest = ""
    /// Orders that the ports took, over all runs; client order ids that left twice; intents that got lost.
    public var placed = 0
    public var duplicates = 0
    public var lost = 0
    /// Free-running: events that gave way to newer ones.
    public var conflated = 0
    /// With journals that find no space.
    public var fullJournal: FullJournalReport?
    /// What went wrong, one line each, with the run's number.
    public var problems: [String] = []

    public var strikes: Int { hits.values.reduce(0, +) }
}
