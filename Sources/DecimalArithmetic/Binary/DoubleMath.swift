// Purpose: the few double computations whose last bit reaches a digest.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Double arithmetic of the reference, bit for bit.
public enum DoubleMath {
    /// Rounds to two fraction digits, half to even on the exact binary value; the nearest double of that decimal.
    ///
    /// Infinities, NaN and values without fraction are returned unchanged; the sign of zero is kept.
    public static func round2(_ value: Double) -> Double {
        if !(value.magnitude < 4_503_599_627_370_496) { return value }
        // |value| < 2^52 has at most 18 digits before and at the second place: the quantize cannot fail.
        guard let rounded = try? Decimal(exactly: value).quantized(exponent: -2) else {
            preconditionFailure("quantizing a value below 2^52 to two places fits 28 digits")
        }
        return rounded.doubleValue
    }

    /// Decimal of the text of 1 + bps/10000, computed in doubles: the factor of a level above the mid price.
    public static func spacingFactorUp(bps: Double) -> Decimal { Decimal(shortest: 1 + bps / 10_000) }

    /// Decimal of the text of 1 - bps/10000, computed in doubles.
    public static func spacingFactorDown(bps: Double) -> Decimal { Decimal(shortest: 1 - bps / 10_000) }

    /// Decimal of the text of 1 + skew/10000, computed in doubles.
    public static func skewFactor(bps: Double) -> Decimal { Decimal(shortest: 1 + bps / 10_000) }

    /// Truncated 100 * sqrt(n), square root and product rounded as doubles.
    /// - Precondition: n >= 0.
    public static func sqrt100(_ n: Int) -> Int {
        precondition(n >= 0, "square root of a negative number")
        return Int(Double(n).squareRoot() * 100)
    }

    /// base^exponent as the C library computes it.
    public static func pow(_ base: Double, _ exponent: Double) -> Double {
        #if canImport(Glibc)
            Glibc.pow(base, exponent)
        #elseif canImport(Musl)
            Musl.pow(base, exponent)
        #endif
    }
}
