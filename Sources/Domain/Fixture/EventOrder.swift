// The order of event times as the reference sorts them: numbers (absent counts as 0, booleans as
// 0 and 1) among themselves, texts among themselves, and nothing across.

struct EventOrder {
    private enum Family { case number, text, null }

    private var family: Family?
    private var last = EventTime.absent
    /// Whether all times so far are integers in ascending order: the usual file needs no sorting.
    private(set) var isSorted = true

    /// Takes the next time; an explanation when it cannot be ordered with those before.
    @inline(__always)
    mutating func note(_ time: EventTime, previous count: Int) -> String? {
        if time.kind == .milliseconds, family == .number, last.kind == .milliseconds {
            if time.payload < last.payload { isSorted = false }
            last = time
            return nil
        }
        return noteLoosely(time, previous: count)
    }

    private mutating func noteLoosely(_ time: EventTime, previous count: Int) -> String? {
        let newFamily: Family =
            switch time.kind {
            case .milliseconds, .double, .boolean, .absent: .number
            case .text: .text
            case .null: .null
            }
        defer {
            family = newFamily
            last = time
        }
        guard let family else { return nil }
        isSorted = isSorted && time.kind == .milliseconds && last.kind == .milliseconds && last.payload <= time.payload
        if family != newFamily { return "times of different types cannot be put in order" }
        if newFamily == .null { return "more than one event without a time (null)" }
        return nil
    }

    /// Whether `a` comes strictly before `b`.
    static func precedes(_ a: EventTime, _ b: EventTime, _ symbols: borrowing SymbolTable) -> Bool {
        switch (a.kind, b.kind) {
        case (.text, .text):
            let left = symbols.name(SymbolID(UInt32(a.payload)))
            let right = symbols.name(SymbolID(UInt32(b.payload)))
            return left.lexicographicallyPrecedes(right)
        case (.double, .double): return a.doubleValue < b.doubleValue
        case (.double, _): return isLess(a.doubleValue, than: b.payload)
        case (_, .double): return isLess(a.payload, than: b.doubleValue)
        default: return a.payload < b.payload
        }
    }

    /// Exact, also beyond 2^53.
    private static func isLess(_ integer: Int64, than double: Double) -> Bool {
        if double >= 0x1p63 { return true }
        if double < -0x1p63 { return false }
        let floor = Int64(double.rounded(.down))
        return integer < floor || (integer == floor && double > double.rounded(.down))
    }

    private static func isLess(_ double: Double, than integer: Int64) -> Bool {
        if double >= 0x1p63 { return false }
        if double < -0x1p63 { return true }
        return Int64(double.rounded(.down)) < integer
    }
}
