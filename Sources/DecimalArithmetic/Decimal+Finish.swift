// Purpose: the rounding step `fin` every arithmetic result goes through: 28 digits, half-even, exponent limits.
// Invariant: one rounding only; the number of dropped digits accounts for precision and Etiny together.

extension Decimal {
    /// Rounds an exact 128-bit result into the context. The common case is two compares.
    @inlinable @inline(__always)
    static func finish(
        sign: UInt64, coefficient: UInt128, exponent: Int64
    ) throws(DecimalError) -> Decimal {
        if coefficient < DecimalContext.coefficientLimit
            && exponent >= Int64(DecimalContext.exponentTiny)
            && exponent <= DecimalContext.exponentAlwaysSafe
        {
            return Decimal(rawCoefficient: coefficient, rawExponent: exponent, flags: sign)
        }
        return try finishLarge(sign: sign, coefficient: coefficient, exponent: exponent)
    }

    @usableFromInline @inline(never)
    static func finishLarge(
        sign: UInt64, coefficient: UInt128, exponent: Int64
    ) throws(DecimalError) -> Decimal {
        try finish(sign: sign, wide: Wide256(coefficient), exponent: exponent, sticky: false)
    }

    /// Rounds an exact (or, with `sticky`, slightly larger) 256-bit magnitude into the context.
    /// - Precondition: a sticky magnitude has at least 30 digits.
    static func finish(
        sign: UInt64, wide: Wide256, exponent: Int64, sticky: Bool
    ) throws(DecimalError) -> Decimal {
        if wide.isZero { return zero(sign: sign, exponent: exponent) }
        let digits = wide.digitCount
        let excess = Int64(digits - DecimalContext.precision)
        let drop = max(excess, Int64(DecimalContext.exponentTiny) - exponent, 0)
        if drop > Int64(digits) { return zero(sign: sign, exponent: exponent) }
        var rounded = wide
        if drop > 0 { rounded.dropDigits(Int(drop), sticky: sticky, rounding: .halfEven) }
        var coefficient = rounded.low
        var resultExponent = exponent + drop
        if coefficient == DecimalContext.coefficientLimit {
            coefficient /= 10
            resultExponent += 1
        }
        let adjusted = resultExponent + Int64(PowersOfTen.digitCount(coefficient) - 1)
        if adjusted > Int64(DecimalContext.exponentMax) { throw .overflow }
        return Decimal(rawCoefficient: coefficient, rawExponent: resultExponent, flags: sign)
    }

    /// A zero with its exponent brought inside the context.
    static func zero(sign: UInt64, exponent: Int64) -> Decimal {
        let clamped = min(
            max(exponent, Int64(DecimalContext.exponentTiny)), Int64(DecimalContext.exponentMax))
        return Decimal(rawCoefficient: 0, rawExponent: clamped, flags: sign)
    }
}
