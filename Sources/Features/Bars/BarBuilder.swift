// Folds ticks into bars: features specification, section 1.
//
// A tick of a later interval completes the bar and opens the next; every other tick, late ones included,
// goes into the open bar, close and all (a known weakness of v1 that the digests contain). The open bar is
// never shown.

import DecimalArithmetic

public struct BarBuilder: Sendable {
    /// Above 0.
    public let intervalMs: Int
    /// The open bar; meaningless while `isEmpty`.
    private var current: MidBar
    /// First time after the open bar; only ever too small, when the true end is beyond Int.
    private var currentEndMs: Int
    private var isEmpty = true

    /// - Precondition: `intervalMs > 0`; ``FeatureConfiguration`` checks what comes from outside.
    public init(intervalMs: Int) {
        precondition(intervalMs > 0, "a bar needs a positive interval")
        self.intervalMs = intervalMs
        current = MidBar(startMs: 0, opening: .zero)
        currentEndMs = 0
    }

    /// Takes one mid price; the bar that it completes, or nil. O(1), no allocation.
    ///
    /// Throws when the price or the open bar is NaN and both meet in one bar; the bar is then unchanged.
    @inline(__always)
    public mutating func add(_ midPrice: Decimal, atMs timeMs: Int) throws(DecimalError) -> MidBar? {
        if !isEmpty && timeMs < currentEndMs {
            try current.fold(midPrice)
            return nil
        }
        return try addAtOrPastEnd(midPrice, timeMs)
    }

    @inline(never)
    private mutating func addAtOrPastEnd(_ midPrice: Decimal, _ timeMs: Int) throws(DecimalError) -> MidBar? {
        let startMs = alignedStartMs(timeMs)
        if isEmpty {
            isEmpty = false
            open(midPrice, startMs)
            return nil
        }
        if startMs > current.startMs {
            let completed = current
            open(midPrice, startMs)
            return completed
        }
        try current.fold(midPrice)
        return nil
    }

    private mutating func open(_ midPrice: Decimal, _ startMs: Int) {
        current = MidBar(startMs: startMs, opening: midPrice)
        let (end, overflow) = startMs.addingReportingOverflow(intervalMs)
        currentEndMs = overflow ? Int.max : end
    }

    /// ⌊time ÷ interval⌋ × interval, towards −∞; Int.min stands for starts below it.
    private func alignedStartMs(_ timeMs: Int) -> Int {
        let remainder = timeMs % intervalMs
        if remainder >= 0 { return timeMs - remainder }
        let (start, overflow) = (timeMs - remainder).subtractingReportingOverflow(intervalMs)
        return overflow ? Int.min : start
    }
}
