// Lets an event through a few times in a window and counts the rest, so that a fault that repeats
// thousands of times a second neither fills the disk nor hides what else happens.

struct RepeatLimit {
    /// Lines of one event in a window.
    let burst: Int
    let windowNs: UInt64

    private struct Count {
        var windowStartNs: UInt64
        var passed: Int
        var suppressed: Int
    }

    /// By event: the events are fixed words of the source, so the table is small.
    private var counts: [String: Count] = [:]

    init(burst: Int, windowNs: UInt64) {
        precondition(burst > 0 && windowNs > 0)
        self.burst = burst
        self.windowNs = windowNs
    }

    /// nil: not now. Otherwise the number of its like that were kept back before this one.
    mutating func admit(_ event: StaticString, nowNs: UInt64) -> Int? {
        let key = "\(event)"
        var count = counts[key] ?? Count(windowStartNs: nowNs, passed: 0, suppressed: 0)
        defer { counts[key] = count }
        if nowNs &- count.windowStartNs >= windowNs {
            count.windowStartNs = nowNs
            count.passed = 0
        }
        guard count.passed < burst else {
            count.suppressed += 1
            return nil
        }
        count.passed += 1
        defer { count.suppressed = 0 }
        return count.suppressed
    }

    /// What is still kept back, by event in order; counted from zero again.
    mutating func drain() -> [(event: String, suppressed: Int)] {
        let kept = counts.filter { $0.value.suppressed > 0 }.map { ($0.key, $0.value.suppressed) }.sorted { $0.0 < $1.0 }
        counts.removeAll()
        return kept
    }
}
