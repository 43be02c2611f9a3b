// What a campaign does with a journal that finds its device full: strikes go on for a while, and then either space is
// made in time and the run goes on, or none is, the run is given up, and it is resumed later.

import Domain
import Rings
import Scenarios

public struct FullJournalReport: Sendable {
    public var kind: JournalSpace.Kind
    /// Times that a journal was found full.
    public var phases = 0
    /// Times that space was made in time.
    public var rescues = 0
    /// Times that the run was given up, and resumed.
    public var surrenders = 0
    /// Strikes that fell while the device was full.
    public var strikes = 0
}

struct FullJournal {
    /// How long a supervisor waits for space. Longer than the journaller's pause between two attempts.
    static let waitMs = 1000

    private var space: JournalSpace
    private var random: SplitMix64
    private(set) var report: FullJournalReport
    private var phase: Phase?
    /// Strikes that still fall before the device is full, so that not all are spent on the way there.
    private var strikesBefore = 0

    private struct Phase {
        /// Strikes that still fall in it.
        var strikes: Int
        var isRescued: Bool
    }

    init(_ kind: JournalSpace.Kind, in directory: String, seed: UInt64) throws(SupervisionError) {
        space = try JournalSpace(kind, in: directory)
        report = FullJournalReport(kind: kind)
        // Of its own, so that the strikes of a seed do not depend on it.
        random = SplitMix64(seed: ~seed)
    }

    var journal: String { space.journal }
    var words: [String] { space.words + ["--journal-wait-ms", "\(Self.waitMs)"] }

    /// An empty place, too small for what comes.
    mutating func begin() throws(SupervisionError) {
        leavePhase()
        // Often not even the first segment fits: a short run needs no other.
        try space.begin(segments: max(random.below(8) - 5, 0), rest: UInt64(random.below(16)) << 12)
    }

    func end() throws(SupervisionError) { try space.end() }
    func finish() { space.removeRoot() }

    /// Whether a strike may fall now: only so many do, so that the device gets full and the run comes to an end.
    var allowsStrike: Bool { (phase?.strikes ?? strikesBefore) > 0 }

    mutating func struck() {
        guard phase != nil else { return strikesBefore -= 1 }
        report.strikes += 1
        phase?.strikes -= 1
    }

    /// Looks whether the device is full, and makes space when it is time.
    mutating func tend(_ region: InstanceRegion, isLast: Bool) throws(SupervisionError) {
        if phase == nil, region.worker(.journal).detailCode != 0, space.isSpent {
            phase = Phase(strikes: random.below(9), isRescued: random.below(2) == 0)
            report.phases += 1
        }
        guard let phase, phase.isRescued, phase.strikes <= 0 || isLast else { return }
        report.rescues += 1
        try grow(1 + random.below(24))
    }

    /// The run was given up. It is resumed with more space, now and then with no more than it had.
    mutating func surrendered() throws(SupervisionError) {
        report.surrenders += 1
        try grow(random.below(4) == 0 ? 0 : 1 + random.below(24))
    }

    private mutating func grow(_ segments: Int) throws(SupervisionError) {
        try space.grow(segments: segments)
        leavePhase()
    }

    private mutating func leavePhase() {
        phase = nil
        strikesBefore = random.below(9)
    }

    /// Whether the journal waits for space; no run comes to its end meanwhile.
    var isFull: Bool { phase != nil }
}
