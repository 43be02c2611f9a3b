// Purpose: correctly rounded quotient; an exact quotient comes as close as possible to the ideal exponent e1 - e2.
// Fast paths: the coefficients divide exactly (exponent is ideal at once); halving an odd coefficient.

extension Decimal {
    /// a / b, 28 digits half-even. x/0 throws `divisionByZero`, 0/0 `invalidOperation`.
    @inlinable
    public static func / (a: Decimal, b: Decimal) throws(DecimalError) -> Decimal {
        if a.flags | b.flags <= 1 && (a.rawCoefficient | b.rawCoefficient) >> 64 == 0 {
            let dividend = UInt64(truncatingIfNeeded: a.rawCoefficient)
            let divisor = UInt64(truncatingIfNeeded: b.rawCoefficient)
            let exponent = a.rawExponent &- b.rawExponent
            if divisor == 2 {
                // An odd coefficient times five ends in 5: nothing to strip, one digit below the ideal exponent.
                let isOdd = dividend & 1
                let half = isOdd == 0 ? UInt128(dividend >> 1) : PowersOfTen.product(dividend, 5)
                return try finish(
                    sign: a.flags ^ b.flags, coefficient: half, exponent: exponent &- Int64(isOdd))
            }
        }
        return try divideGeneral(a, b)
    }

    @usableFromInline @inline(never)
    static func divideGeneral(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        if a.isSpecial || b.isSpecial { return try divideSpecial(a, b) }
        if b.isZero {
            if a.isZero { throw .invalidOperation }
            throw .divisionByZero
        }
        let sign = a.signBit ^ b.signBit
        let idealExponent = a.rawExponent - b.rawExponent
        if a.isZero { return zero(sign: sign, exponent: idealExponent) }
        if a.hasIndirectCoefficient || b.hasIndirectCoefficient {
            return try LongArithmetic.divide(a, b)
        }
        if a.rawCoefficient >> 64 == 0 && b.rawCoefficient >> 64 == 0 {
            let (quotient, remainder) = UInt64(truncatingIfNeeded: a.rawCoefficient)
                .quotientAndRemainder(dividingBy: UInt64(truncatingIfNeeded: b.rawCoefficient))
            if remainder == 0 {
                return try finish(sign: sign, coefficient: UInt128(quotient), exponent: idealExponent)
            }
        }
        let shift = max(
            0, PowersOfTen.digitCount(b.rawCoefficient) - PowersOfTen.digitCount(a.rawCoefficient)
                + DecimalContext.precision + 1)
        let dividend = Wide256(a.rawCoefficient, scaledBy: shift)
        var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: b.rawCoefficient)
        if remainder != 0 {
            return try finish(
                sign: sign, wide: quotient, exponent: idealExponent - Int64(shift), sticky: true)
        }
        let stripped = quotient.high == 0 ? quotient.low.stripTrailingZeros(atMost: shift) : 0
        return try finish(
            sign: sign, wide: quotient, exponent: idealExponent - Int64(shift - stripped), sticky: false)
    }

    private static func divideSpecial(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN(a, b) { return nan }
        let sign = a.signBit ^ b.signBit
        if a.isInfinite {
            if b.isInfinite { throw .invalidOperation }
            return Decimal(rawCoefficient: 0, rawExponent: 0, flags: Kind.infinity.bits | sign)
        }
        return Decimal(
            rawCoefficient: 0, rawExponent: Int64(DecimalContext.exponentTiny), flags: sign)
    }
}

extension UInt128 {
    /// Divides by ten while the last digit is zero, at most `limit` times; returns how often. Zero is left alone.
    mutating func stripTrailingZeros(atMost limit: Int) -> Int {
        if self == 0 { return 0 }
        var stripped = 0
        var step = 16
        while step > 0 {
            while stripped + step <= limit {
                // A multiple of 10^step has at least `step` trailing zero bits: cheap rejection.
                if trailingZeroBitCount < step { break }
                let (quotient, remainder) = Wide256.divide(
                    self, by: PowersOfTen.word(step), carrying: 0)
                if remainder != 0 { break }
                self = quotient
                stripped += step
            }
            step /= 2
        }
        return stripped
    }
}
