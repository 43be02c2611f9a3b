// Purpose: integer value of a decimal: truncated or half-even, as Int, as text of any size, or as a decimal.
// Fast path: an inline integer with exponent 0 needs no long arithmetic and allocates nothing.
// Invariant: integer texts are bounded by the context's largest exponent; nothing materialises 10^(10^18).

extension Decimal {
    /// Truncates towards zero. Throws `integerOverflow` outside Int, `overflow` for infinities, `notANumber` for NaN.
    public func truncatedInt() throws(DecimalError) -> Int { try int(rounding: .down) }

    /// Nearest integer, ties to even. Throws like ``truncatedInt()``.
    public func roundedInt() throws(DecimalError) -> Int { try int(rounding: .halfEven) }

    /// Decimal text of the value truncated towards zero, of any size up to a million digits.
    public func truncatedIntegerText() throws(DecimalError) -> String { try integerText(rounding: .down) }

    /// Decimal text of the nearest integer, ties to even, of any size up to a million digits.
    public func roundedIntegerText() throws(DecimalError) -> String { try integerText(rounding: .halfEven) }

    /// Nearest integral value, ties to even. Values with exponent >= 0 and infinities are returned unchanged
    /// (not even rounded to 28 digits), others get exponent 0 and keep their sign.
    public func roundedToIntegral() throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN() { return nan }
        if isInfinite || rawExponent >= 0 { return self }
        return try LongInteger.decimal(
            sign: signBit, coefficient: integerMagnitude(rounding: .halfEven), exponent: 0)
    }

    private func int(rounding: DecimalRounding) throws(DecimalError) -> Int {
        if flags <= 1, rawExponent == 0, rawCoefficient <= UInt128(Int.max) {
            let magnitude = Int(truncatingIfNeeded: rawCoefficient)
            return flags == 0 ? magnitude : -magnitude
        }
        try requireIntegerValue()
        if isZero { return 0 }
        if adjustedExponent > 19 { throw .integerOverflow }
        guard let magnitude = integerMagnitude(rounding: rounding).uint128 else { throw .integerOverflow }
        if magnitude > UInt128(Int.max) {
            if isSignMinus && magnitude == UInt128(Int.min.magnitude) { return Int.min }
            throw .integerOverflow
        }
        return isSignMinus ? -Int(magnitude) : Int(magnitude)
    }

    private func integerText(rounding: DecimalRounding) throws(DecimalError) -> String {
        try requireIntegerValue()
        if isZero { return "0" }
        if adjustedExponent > DecimalContext.exponentMax { throw .integerOverflow }
        let magnitude = integerMagnitude(rounding: rounding)
        return isSignMinus && !magnitude.isZero ? "-" + magnitude.text : magnitude.text
    }

    private func requireIntegerValue() throws(DecimalError) {
        if isNaN { throw .notANumber }
        if isInfinite { throw .overflow }
    }

    /// |self| as an integer. Bounded: a tiny value never scales its digits.
    private func integerMagnitude(rounding: DecimalRounding) -> LongInteger {
        if isZero || adjustedExponent < -1 { return LongInteger(0) }
        let coefficient = LongInteger(coefficientOf: self)
        return rawExponent >= 0
            ? coefficient.shifted(by: Int(rawExponent))
            : coefficient.dropping(Int(-rawExponent), rounding: rounding)
    }
}
