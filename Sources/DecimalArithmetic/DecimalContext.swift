// Purpose: the one and only arithmetic context. Nothing in the program changes it; only `quantized`
// takes a rounding direction per call.

/// How `quantized` disposes of the digits it drops.
public enum DecimalRounding: Sendable {
    /// To nearest; exact ties go to the even neighbour.
    case halfEven
    /// Truncation towards zero.
    case down
}

/// Constants of the arithmetic context: 28 digits, half-even, exponents within +-999999, no clamping.
public enum DecimalContext {
    /// Significant digits kept by every arithmetic result.
    @inlinable public static var precision: Int { 28 }
    /// Largest adjusted exponent of a finite result.
    @inlinable public static var exponentMax: Int { 999_999 }
    /// Smallest adjusted exponent of a normal result.
    @inlinable public static var exponentMin: Int { -999_999 }
    /// Smallest exponent of a subnormal result: `exponentMin - (precision - 1)`.
    @inlinable public static var exponentTiny: Int { -1_000_026 }
    /// Largest adjusted exponent that text may construct.
    @inlinable public static var constructibleExponentMax: Int { 999_999_999_999_999_999 }
    /// Smallest exponent that text may construct.
    @inlinable public static var constructibleExponentTiny: Int { -1_999_999_999_999_999_997 }

    /// 10^precision: the first coefficient that is too long.
    @inlinable static var coefficientLimit: UInt128 { 10_000_000_000_000_000_000_000_000_000 }
    /// Results whose exponent is at most this cannot overflow, whatever their coefficient.
    @inlinable static var exponentAlwaysSafe: Int64 { 999_972 }
}
