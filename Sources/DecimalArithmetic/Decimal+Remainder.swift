// Purpose: remainder of truncated integer division (sign of the dividend).

extension Decimal {
    /// self - divisor * truncate(self / divisor), at the smaller of both exponents, rounded to 28 digits.
    ///
    /// Throws `invalidOperation` for a zero divisor, an infinite dividend, or an integer quotient of more than 28 digits.
    public func remainder(dividingBy divisor: Decimal) throws(DecimalError) -> Decimal {
        if let nan = try Decimal.propagatedNaN(self, divisor) { return nan }
        if isInfinite || divisor.isZero { throw .invalidOperation }
        if divisor.isInfinite { return try rounded(sign: signBit) }
        let exponent = min(rawExponent, divisor.rawExponent)
        if isZero { return Decimal.zero(sign: signBit, exponent: exponent) }
        if hasIndirectCoefficient || divisor.hasIndirectCoefficient {
            return try LongArithmetic.remainder(self, divisor)
        }
        if Decimal.compareMagnitudes(self, divisor) < 0 {
            // The gap is below the divisor's digit count, or the dividend is at the smaller exponent already.
            let wide = Wide256(rawCoefficient, scaledBy: Int(rawExponent - exponent))
            return try Decimal.finish(sign: signBit, wide: wide, exponent: exponent, sticky: false)
        }
        if adjustedExponent - divisor.adjustedExponent > DecimalContext.precision {
            throw .invalidOperation
        }
        let dividend = Wide256(rawCoefficient, scaledBy: Int(rawExponent - exponent))
        let scaled = Wide256(divisor.rawCoefficient, scaledBy: Int(divisor.rawExponent - exponent))
        // The scaled divisor is not above the dividend; when it exceeds 128 bits the dividend was not scaled.
        precondition(scaled.high == 0, "a divisor not above an unscaled dividend fits 128 bits")
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: scaled.low)
        if quotient.digitCount > DecimalContext.precision { throw .invalidOperation }
        return try Decimal.finish(
            sign: signBit, wide: Wide256(remainder), exponent: exponent, sticky: false)
    }
}
