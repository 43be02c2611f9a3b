// How much the largest level of a side stands out: features specification, section 6.2.

import DecimalArithmetic

enum WallScore {
    /// The score of a side on which nothing stands out.
    static let neutralX1000 = 1000
    private static let levelsMin = 3

    /// 1000 × largest ÷ median quantity; neutral below three levels or at a median that is not positive.
    /// O(levels) on average; `scratch` is working memory.
    static func x1000(_ levels: Span<BookLevel>, _ scratch: inout [Decimal]) throws(DecimalError) -> Int {
        if levels.count < levelsMin { return neutralX1000 }
        scratch.removeAll(keepingCapacity: true)
        var largest = levels[0].quantity
        for index in levels.indices {
            largest = try Decimal.maximum(largest, levels[index].quantity)
            scratch.append(levels[index].quantity)
        }
        let median = try median(&scratch)
        guard try median.isGreater(than: .zero) else { return neutralX1000 }
        return try (largest / median * Decimal(1000)).roundedBasisPoints()
    }

    /// The middle value; the mean of both middle values for an even count. Reorders `values`.
    private static func median(_ values: inout [Decimal]) throws(DecimalError) -> Decimal {
        let middle = values.count / 2
        try select(middle, &values)
        if values.count % 2 == 1 { return values[middle] }
        var below = values[0]
        for index in 1..<middle { below = try Decimal.maximum(below, values[index]) }
        return try (below + values[middle]) / .two
    }

    /// Moves the value of rank `rank` to its place, with nothing larger before and nothing smaller behind it (Hoare).
    private static func select(_ rank: Int, _ values: inout [Decimal]) throws(DecimalError) {
        var low = 0
        var high = values.count - 1
        while low < high {
            let pivot = values[low + (high - low) / 2]
            var left = low
            var right = high
            while left <= right {
                while try values[left].isLess(than: pivot) { left += 1 }
                while try pivot.isLess(than: values[right]) { right -= 1 }
                guard left <= right else { break }
                values.swapAt(left, right)
                left += 1
                right -= 1
            }
            if rank <= right {
                high = right
            } else if rank >= left {
                low = left
            } else {
                return
            }
        }
    }
}
