// Notices when the wall clock is set at once: it then has gone another way than the clock that nobody can set. Pure: the
// clocks are parameters.

struct ClockWatch {
    /// A smaller difference is no step.
    static let stepNsMin: Int64 = 50_000_000
    /// A time service may make the clock go faster or slower by at most one part in this many (chrony: 12).
    private static let slewDivisor: Int64 = 10

    private var last: (offsetNs: Int64, boottimeNs: UInt64)?

    /// How far the clock was set since the last look, in nanoseconds; nil when it was not. The first look only remembers.
    ///
    /// - Parameter readingNs: what may have gone by between the readings of the two clocks.
    mutating func look(realtimeNs: UInt64, boottimeNs: UInt64, readingNs: UInt64 = 0) -> Int64? {
        let offsetNs = Int64(bitPattern: realtimeNs &- boottimeNs)
        defer { last = (offsetNs, boottimeNs) }
        guard let last else { return nil }
        let stepNs = offsetNs &- last.offsetNs
        let elapsedNs = Int64(clamping: boottimeNs - min(last.boottimeNs, boottimeNs))
        let slackNs = Self.stepNsMin + elapsedNs / Self.slewDivisor + Int64(clamping: readingNs)
        return stepNs.magnitude > slackNs.magnitude ? stepNs : nil
    }
}
