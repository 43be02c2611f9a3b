// Purpose: division of 256-bit intermediates by words, double words and powers of ten.

extension Wide256 {
    /// Divides in place and returns the remainder. Skips leading zero words. O(1).
    @inlinable
    mutating func divide(by divisor: UInt64) -> UInt64 {
        var remainder: UInt64 = 0
        if high != 0 {
            (high, remainder) = Wide256.divide(high, by: divisor, carrying: 0)
        }
        (low, remainder) = Wide256.divide(low, by: divisor, carrying: remainder)
        return remainder
    }

    /// (carry * 2^128 + value) / divisor; the quotient fits because carry < divisor.
    @inlinable @inline(__always)
    static func divide(
        _ value: UInt128, by divisor: UInt64, carrying carry: UInt64
    ) -> (UInt128, UInt64) {
        let top = UInt64(truncatingIfNeeded: value >> 64)
        let bottom = UInt64(truncatingIfNeeded: value)
        var quotientTop: UInt64 = 0
        var remainder = carry
        if carry != 0 {
            (quotientTop, remainder) = divisor.dividingFullWidth((carry, top))
        } else if top >= divisor {
            (quotientTop, remainder) = top.quotientAndRemainder(dividingBy: divisor)
        } else {
            remainder = top
        }
        let (quotientBottom, last) =
            remainder == 0
            ? bottom.quotientAndRemainder(dividingBy: divisor)
            : divisor.dividingFullWidth((remainder, bottom))
        return (UInt128(quotientTop) << 64 | UInt128(quotientBottom), last)
    }

    /// Quotient and remainder by a 128-bit divisor.
    func quotientAndRemainder(dividingBy divisor: UInt128) -> (Wide256, UInt128) {
        if divisor >> 64 == 0 {
            var quotient = self
            let remainder = quotient.divide(by: UInt64(truncatingIfNeeded: divisor))
            return (quotient, UInt128(remainder))
        }
        if high == 0 {
            let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor)
            return (Wide256(quotient), remainder)
        }
        let (quotientHigh, carry) = high.quotientAndRemainder(dividingBy: divisor)
        let (quotientLow, remainder) = divisor.dividingFullWidth((carry, low))
        return (Wide256(quotientLow, high: quotientHigh), remainder)
    }

    /// Drops the `count` lowest digits, rounding half to even (or down). `sticky` tells that the true value lies
    /// above `self` by less than one unit.
    /// - Precondition: 1 <= count <= 78.
    mutating func dropDigits(_ count: Int, sticky: Bool, rounding: DecimalRounding) {
        var rest = count
        var hasLostDigits = sticky
        var remainder: UInt64 = 0
        var divisor: UInt64 = 1
        while rest > 0 {
            hasLostDigits = hasLostDigits || remainder != 0
            let step = min(rest, PowersOfTen.wordMax)
            divisor = PowersOfTen.word(step)
            remainder = divide(by: divisor)
            rest -= step
        }
        guard rounding == .halfEven else { return }
        let half = divisor / 2
        if remainder > half || (remainder == half && (hasLostDigits || low & 1 == 1)) {
            add(1)
        }
    }
}
