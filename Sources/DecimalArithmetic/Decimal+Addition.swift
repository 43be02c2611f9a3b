// Purpose: exact sum at the smaller exponent, then one rounding.
// Fast paths: equal exponents; both coefficients in one word with exponents at most 19 apart.

extension Decimal {
    /// a + b. A zero result is `+0` unless both operands are negative.
    @inlinable
    public static func + (a: Decimal, b: Decimal) throws(DecimalError) -> Decimal {
        try add(a, b, flip: 0)
    }

    /// a - b, i.e. a + (-b) with an exact sign flip of b.
    @inlinable
    public static func - (a: Decimal, b: Decimal) throws(DecimalError) -> Decimal {
        try add(a, b, flip: 1)
    }

    @inlinable @inline(__always)
    static func add(_ a: Decimal, _ b: Decimal, flip: UInt64) throws(DecimalError) -> Decimal {
        if a.flags | b.flags <= 1 {
            if a.rawExponent == b.rawExponent {
                return try addAligned(
                    a.rawCoefficient, a.flags, b.rawCoefficient, b.flags ^ flip, a.rawExponent)
            }
            let gap = a.rawExponent &- b.rawExponent
            if (a.rawCoefficient | b.rawCoefficient) >> 64 == 0 && gap >= -19 && gap <= 19 {
                let power = PowersOfTen.word(Int(gap.magnitude))
                if gap > 0 {
                    let scaled = PowersOfTen.product(UInt64(truncatingIfNeeded: a.rawCoefficient), power)
                    return try addAligned(
                        scaled, a.flags, b.rawCoefficient, b.flags ^ flip, b.rawExponent)
                }
                let scaled = PowersOfTen.product(UInt64(truncatingIfNeeded: b.rawCoefficient), power)
                return try addAligned(
                    a.rawCoefficient, a.flags, scaled, b.flags ^ flip, a.rawExponent)
            }
        }
        return try addGeneral(a, b, flip: flip)
    }

    @inlinable @inline(__always)
    static func addAligned(
        _ x: UInt128, _ xSign: UInt64, _ y: UInt128, _ ySign: UInt64, _ exponent: Int64
    ) throws(DecimalError) -> Decimal {
        if xSign == ySign {
            let (sum, overflow) = x.addingReportingOverflow(y)
            if overflow {
                return try finishCarry(sign: xSign, low: sum, exponent: exponent)
            }
            return try finish(sign: xSign, coefficient: sum, exponent: exponent)
        }
        let (difference, isNegative) = x.subtractingReportingOverflow(y)
        if isNegative {
            return try finish(sign: ySign, coefficient: 0 &- difference, exponent: exponent)
        }
        return try finish(
            sign: difference == 0 ? 0 : xSign, coefficient: difference, exponent: exponent)
    }

    @usableFromInline @inline(never)
    static func finishCarry(
        sign: UInt64, low: UInt128, exponent: Int64
    ) throws(DecimalError) -> Decimal {
        try finish(sign: sign, wide: Wide256(low, high: 1), exponent: exponent, sticky: false)
    }

    @usableFromInline @inline(never)
    static func addGeneral(_ a: Decimal, _ b: Decimal, flip: UInt64) throws(DecimalError) -> Decimal {
        if a.isSpecial || b.isSpecial { return try addSpecial(a, b, flip: flip) }
        if a.hasIndirectCoefficient || b.hasIndirectCoefficient {
            return try LongArithmetic.add(a, b, flip: flip)
        }
        var negatedB = b
        negatedB.flags ^= flip
        return a.rawExponent >= b.rawExponent
            ? try addOrdered(a, negatedB) : try addOrdered(negatedB, a)
    }

    private static func addSpecial(_ a: Decimal, _ b: Decimal, flip: UInt64) throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN(a, b) { return nan }
        if !a.isInfinite {
            return Decimal(rawCoefficient: 0, rawExponent: 0, flags: b.flags ^ flip)
        }
        if b.isInfinite && a.flags != b.flags ^ flip { throw .invalidOperation }
        return a
    }

    /// Sum of two inline values, `upper` having the exponent that is not smaller.
    private static func addOrdered(_ upper: Decimal, _ lower: Decimal) throws(DecimalError) -> Decimal {
        let exponent = lower.rawExponent
        if upper.rawCoefficient == 0 {
            let isZero = lower.rawCoefficient == 0
            let sign = isZero ? upper.signBit & lower.signBit : lower.signBit
            return try finish(sign: sign, coefficient: lower.rawCoefficient, exponent: exponent)
        }
        let digits = PowersOfTen.digitCount(upper.rawCoefficient)
        let gap = upper.rawExponent - exponent
        if gap + Int64(digits) > 77 { return try addDistant(upper, lower, digits: digits) }
        var wide = Wide256(upper.rawCoefficient, scaledBy: Int(gap))
        if upper.flags == lower.flags {
            wide.add(lower.rawCoefficient)
            return try finish(sign: upper.flags, wide: wide, exponent: exponent, sticky: false)
        }
        if wide.high == 0 && wide.low <= lower.rawCoefficient {
            let difference = lower.rawCoefficient - wide.low
            return try finish(
                sign: difference == 0 ? 0 : lower.flags, coefficient: difference, exponent: exponent)
        }
        wide.subtract(lower.rawCoefficient)
        return try finish(sign: upper.flags, wide: wide, exponent: exponent, sticky: false)
    }

    /// The gap is so wide that `lower` only matters as "a little more" or "a little less".
    private static func addDistant(
        _ upper: Decimal, _ lower: Decimal, digits: Int
    ) throws(DecimalError) -> Decimal {
        let padding = max(0, 31 - digits)
        var wide = Wide256(upper.rawCoefficient, scaledBy: padding)
        let isSticky = lower.rawCoefficient != 0
        if isSticky && upper.flags != lower.flags { wide.subtract(1) }
        return try finish(
            sign: upper.flags, wide: wide, exponent: upper.rawExponent - Int64(padding), sticky: isSticky)
    }
}
