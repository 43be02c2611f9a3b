// Purpose: give a value a wanted exponent. Fast path: one-word coefficient, shift of at most 19 digits.

extension Decimal {
    /// The value with exactly the given exponent, dropped digits rounded by `rounding`; zeros keep their sign.
    ///
    /// Throws `invalidOperation` when the result needs more than 28 digits, for an infinity, or when the exponent
    /// is outside the context. A quiet NaN yields a NaN.
    @inlinable
    public func quantized(
        exponent: Int, rounding: DecimalRounding = .halfEven
    ) throws(DecimalError) -> Decimal {
        if flags <= 1 && rawCoefficient >> 64 == 0
            && exponent >= DecimalContext.exponentTiny
            && Int64(exponent) <= DecimalContext.exponentAlwaysSafe
        {
            let word = UInt64(truncatingIfNeeded: rawCoefficient)
            let gap = rawExponent &- Int64(exponent)
            if gap == 0 { return self }
            if gap < 0 && gap >= -19 {
                let divisor = PowersOfTen.word(Int(0 &- gap))
                var (quotient, remainder) = word.quotientAndRemainder(dividingBy: divisor)
                if rounding == .halfEven {
                    let half = divisor >> 1
                    if remainder > half || (remainder == half && quotient & 1 == 1) { quotient &+= 1 }
                }
                return Decimal(
                    rawCoefficient: UInt128(quotient), rawExponent: Int64(exponent), flags: flags)
            }
            if gap > 0 && gap <= 19 {
                let scaled = PowersOfTen.product(word, PowersOfTen.word(Int(gap)))
                if scaled >= DecimalContext.coefficientLimit { throw .invalidOperation }
                return Decimal(rawCoefficient: scaled, rawExponent: Int64(exponent), flags: flags)
            }
        }
        return try quantizedGeneral(exponent: exponent, rounding: rounding)
    }

    /// Quantize to the exponent of `pattern`; NaN propagates, two infinities give an infinity, one raises.
    public func quantized(
        like pattern: Decimal, rounding: DecimalRounding = .halfEven
    ) throws(DecimalError) -> Decimal {
        if let nan = try Decimal.propagatedNaN(self, pattern) { return nan }
        if isInfinite && pattern.isInfinite { return self }
        if isInfinite || pattern.isInfinite { throw .invalidOperation }
        return try quantized(exponent: pattern.exponent, rounding: rounding)
    }

    @usableFromInline @inline(never)
    func quantizedGeneral(
        exponent: Int, rounding: DecimalRounding
    ) throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN() { return nan }
        if isInfinite || exponent < DecimalContext.exponentTiny
            || exponent > DecimalContext.exponentMax
        {
            throw .invalidOperation
        }
        var result = Decimal(rawCoefficient: 0, rawExponent: Int64(exponent), flags: signBit)
        if isZero { return result }
        let gap = rawExponent - Int64(exponent)
        let digits = Int64(digitCount)
        if digits + gap > Int64(DecimalContext.precision) { throw .invalidOperation }
        if digits + gap < 0 { return result }  // below a tenth of a unit: rounds to zero either way
        if hasIndirectCoefficient {
            result.rawCoefficient = LongInteger(coefficientOf: self)
                .dropping(Int(-gap), rounding: rounding).uint128!
        } else if gap >= 0 {
            result.rawCoefficient = rawCoefficient * PowersOfTen.doubleWord(Int(gap))
        } else {
            var wide = Wide256(rawCoefficient)
            wide.dropDigits(Int(-gap), sticky: false, rounding: rounding)
            result.rawCoefficient = wide.low
        }
        if result.rawCoefficient >= DecimalContext.coefficientLimit { throw .invalidOperation }
        if result.isSet && result.adjustedExponent > DecimalContext.exponentMax { throw .invalidOperation }
        return result
    }
}
