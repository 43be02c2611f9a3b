// Purpose: exact product, exponents added, one rounding. Zero results keep the exponent sum.

extension Decimal {
    /// a * b. Allocation-free for coefficients of at most 128 bits.
    @inlinable
    public static func * (a: Decimal, b: Decimal) throws(DecimalError) -> Decimal {
        if a.flags | b.flags <= 1 && (a.rawCoefficient | b.rawCoefficient) >> 64 == 0 {
            let product = PowersOfTen.product(
                UInt64(truncatingIfNeeded: a.rawCoefficient), UInt64(truncatingIfNeeded: b.rawCoefficient))
            return try finish(
                sign: a.flags ^ b.flags, coefficient: product, exponent: a.rawExponent &+ b.rawExponent)
        }
        return try multiplyGeneral(a, b)
    }

    @usableFromInline @inline(never)
    static func multiplyGeneral(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        if a.isSpecial || b.isSpecial { return try multiplySpecial(a, b) }
        if a.hasIndirectCoefficient || b.hasIndirectCoefficient {
            return try LongArithmetic.multiply(a, b)
        }
        let wide = Wide256(product: a.rawCoefficient, b.rawCoefficient)
        let exponent = a.rawExponent + b.rawExponent
        if wide.high == 0 {
            return try finish(sign: a.flags ^ b.flags, coefficient: wide.low, exponent: exponent)
        }
        return try finish(sign: a.flags ^ b.flags, wide: wide, exponent: exponent, sticky: false)
    }

    private static func multiplySpecial(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN(a, b) { return nan }
        if a.isZero || b.isZero { throw .invalidOperation }
        return Decimal(
            rawCoefficient: 0, rawExponent: 0, flags: Kind.infinity.bits | (a.signBit ^ b.signBit))
    }
}
