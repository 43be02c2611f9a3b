// Purpose: the unary operations. All of them round; plus and minus turn every zero into `+0`.

extension Decimal {
    /// Unary minus: rounded, any zero gives `+0` with its exponent. A NaN keeps its sign.
    @inlinable
    public static prefix func - (a: Decimal) throws(DecimalError) -> Decimal {
        if a.flags <= 1 {
            let sign = a.rawCoefficient == 0 ? 0 : a.flags ^ 1
            return try finish(sign: sign, coefficient: a.rawCoefficient, exponent: a.rawExponent)
        }
        return try a.rounded(sign: a.signBit ^ 1)
    }

    /// Absolute value, rounded. A NaN keeps its sign.
    @inlinable
    public func magnitude() throws(DecimalError) -> Decimal {
        if flags <= 1 {
            return try Decimal.finish(sign: 0, coefficient: rawCoefficient, exponent: rawExponent)
        }
        return try rounded(sign: 0)
    }

    /// Unary plus of General Decimal Arithmetic: rounds to the context, any zero gives `+0`.
    public func plus() throws(DecimalError) -> Decimal {
        try rounded(sign: isZero ? 0 : signBit)
    }

    /// The value rounded to the context with the given sign; a NaN propagates with its own sign.
    @usableFromInline @inline(never)
    func rounded(sign: UInt64) throws(DecimalError) -> Decimal {
        if let nan = try propagatedNaN() { return nan }
        if isInfinite { return Decimal(rawCoefficient: 0, rawExponent: 0, flags: kindBits | sign) }
        if hasIndirectCoefficient {
            return try LongArithmetic.finish(
                sign: sign, magnitude: LongInteger(coefficientOf: self), exponent: rawExponent)
        }
        return try Decimal.finish(sign: sign, coefficient: rawCoefficient, exponent: rawExponent)
    }

    /// Rounds to the context, then removes all trailing zeros; a zero gets exponent 0 and keeps its sign.
    public func normalized() throws(DecimalError) -> Decimal {
        var result = try rounded(sign: signBit)
        if result.isSpecial { return result }
        if result.isZero {
            result.rawExponent = 0
            return result
        }
        result.rawExponent += Int64(result.rawCoefficient.stripTrailingZeros(atMost: 38))
        return result
    }
}
