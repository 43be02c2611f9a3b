// The completed bars of one symbol, newest last, at most `barsMax` of them.
//
// Each bar is kept with what it makes together with its predecessor (true range, absolute return), so that
// a new bar costs one step instead of a pass over all. A step is a function of two neighbours only, hence the
// sums over steps are the same decimals as a recomputation's.
// Invariant: the step of the oldest bar is never read: its predecessor is gone, or never was.

import DecimalArithmetic

public struct BarHistory: Sendable {
    /// A completed bar and its step from the bar before it. A step that cannot be computed fails when it is used.
    private struct Entry: Sendable {
        var bar: MidBar
        var trueRange: Result<Decimal, DecimalError>
        /// nil: the close before was not positive, there is no such term.
        var absoluteReturn: Result<Decimal?, DecimalError>
    }

    /// Above 0.
    public let barsMax: Int
    private var ring: [Entry] = []
    /// Where the oldest bar sits in `ring`.
    private var oldest = 0
    /// Bars ever appended.
    private var appended = 0
    /// The newest true range that could not be computed, and the value of `appended` at its bar.
    private var rangeFault: (position: Int, error: DecimalError)?

    /// Room is reserved for this many bars; a longer history grows past it by doubling.
    private static let reservedBarsMax = 4096

    /// Reserves memory for `barsMax` bars, so that appending allocates nothing.
    ///
    /// - Precondition: `barsMax > 0`; ``FeatureConfiguration`` checks what comes from outside.
    public init(barsMax: Int) {
        precondition(barsMax > 0, "a history holds at least one bar")
        self.barsMax = barsMax
        ring.reserveCapacity(min(barsMax, Self.reservedBarsMax))
    }

    /// Bars held.
    public var count: Int { ring.count }

    /// The bar with this index, 0 the oldest. O(1).
    public subscript(index: Int) -> MidBar { ring[slot(index)].bar }

    /// The newest bar; nil when there is none.
    public var last: MidBar? { ring.isEmpty ? nil : self[count - 1] }

    /// The newest `limit` bars, oldest first; all when there are fewer.
    public func newest(_ limit: Int) -> [MidBar] { (max(0, count - limit)..<count).map { self[$0] } }

    /// Appends a completed bar and drops the oldest when the history is full. O(1).
    public mutating func append(_ bar: MidBar) {
        appended += 1
        let entry = entry(for: bar)
        if case .failure(let error) = entry.trueRange { rangeFault = (appended, error) }
        if ring.count < barsMax {
            ring.append(entry)
            return
        }
        ring[oldest] = entry
        oldest = oldest + 1 == barsMax ? 0 : oldest + 1
    }

    private func entry(for bar: MidBar) -> Entry {
        guard let previous = last else {
            return Entry(bar: bar, trueRange: .success(.zero), absoluteReturn: .success(nil))
        }
        return Entry(
            bar: bar,
            trueRange: Result { () throws(DecimalError) in try bar.trueRange(after: previous) },
            absoluteReturn: Result { () throws(DecimalError) in try bar.absoluteReturn(after: previous) })
    }

    // MARK: - Steps

    /// The true range of bar `index` against bar `index - 1`.
    ///
    /// - Precondition: `index` in 1..<count.
    @inline(__always)
    func trueRange(_ index: Int) throws(DecimalError) -> Decimal { try ring[step(index)].trueRange.get() }

    /// The absolute return from bar `index - 1` to bar `index`; nil when there is no such term.
    ///
    /// - Precondition: `index` in 1..<count.
    @inline(__always)
    func absoluteReturn(_ index: Int) throws(DecimalError) -> Decimal? { try ring[step(index)].absoluteReturn.get() }

    /// Throws when any true range of the history cannot be computed, however old: the reference computes
    /// them all before it looks at the last ones.
    func requireTrueRanges() throws(DecimalError) {
        guard let rangeFault, rangeFault.position > appended - count + 1 else { return }
        throw rangeFault.error
    }

    @inline(__always)
    private func step(_ index: Int) -> Int {
        precondition(index > 0, "the oldest bar has no predecessor")
        return slot(index)
    }

    @inline(__always)
    private func slot(_ index: Int) -> Int {
        precondition(index >= 0 && index < ring.count, "no such bar")
        let slot = oldest + index
        return slot < ring.count ? slot : slot - ring.count
    }
}
