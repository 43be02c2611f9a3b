// Purpose: classification of a value and read access to its parts.
// Invariant: the raw kind order matters: everything from `.infinity` up is special, from `.quietNaN` up a NaN.

extension Decimal {
    /// What the raw fields of a value mean.
    @usableFromInline
    enum Kind: UInt64 {
        /// The coefficient is stored inline.
        case finite = 0
        /// The coefficient is an entry of the table of long coefficients.
        case long = 1
        /// The value is the exact expansion of the stored double.
        case binary = 2
        case infinity = 3
        case quietNaN = 4
        case signalingNaN = 5

        /// The kind as it sits in `flags`, sign clear.
        @inlinable var bits: UInt64 { rawValue << 1 }
    }

    @inlinable var kindBits: UInt64 { flags & ~1 }
    @inlinable var signBit: UInt64 { flags & 1 }
    /// Infinity or NaN.
    @inlinable var isSpecial: Bool { flags >= Kind.infinity.bits }
    /// Finite, but the coefficient has to be fetched or expanded.
    @inlinable var hasIndirectCoefficient: Bool {
        flags >= Kind.long.bits && flags < Kind.infinity.bits
    }

    /// True for zeros, ordinary numbers and over-long constructed numbers.
    @inlinable public var isFinite: Bool { flags < Kind.infinity.bits }
    /// True for quiet and signalling NaN.
    @inlinable public var isNaN: Bool { flags >= Kind.quietNaN.bits }
    /// True for a signalling NaN, on which every arithmetic operation throws.
    @inlinable public var isSignalingNaN: Bool { kindBits == Kind.signalingNaN.bits }
    /// True for both infinities.
    @inlinable public var isInfinite: Bool { kindBits == Kind.infinity.bits }
    /// True for a set sign bit, including `-0`.
    @inlinable public var isSignMinus: Bool { flags & 1 == 1 }
    /// True for every zero, whatever its sign and exponent.
    @inlinable public var isZero: Bool { flags <= 1 && rawCoefficient == 0 }
    /// Truth value: not a zero. NaN and infinities are set.
    @inlinable public var isSet: Bool { !isZero }
    /// True when the coefficient does not fit 128 bits; `longCoefficientDigits` has its text.
    @inlinable public var hasLongCoefficient: Bool { hasIndirectCoefficient }

    /// The exponent of a finite value.
    /// - Precondition: `isFinite`.
    @inlinable public var exponent: Int {
        precondition(isFinite, "an infinity or NaN has no exponent")
        return Int(rawExponent)
    }

    /// The coefficient of a finite value of at most 128 bits.
    /// - Precondition: `isFinite && !hasLongCoefficient`.
    @inlinable public var coefficient: UInt128 {
        precondition(flags <= 1, "the coefficient is not stored inline")
        return rawCoefficient
    }

    /// The coefficient digits when they do not fit 128 bits (more than 38 digits), else nil. Allocates.
    public var longCoefficientDigits: String? {
        hasIndirectCoefficient ? LongInteger(coefficientOf: self).text : nil
    }

    /// Number of digits of the coefficient; 1 for a zero. O(1) for inline values.
    /// - Precondition: `isFinite`.
    @inlinable public var digitCount: Int {
        if flags <= 1 { return PowersOfTen.digitCount(rawCoefficient) }
        return indirectDigitCount
    }

    /// Exponent of the leading digit: `exponent + digitCount - 1`.
    /// - Precondition: `isFinite`.
    @inlinable public var adjustedExponent: Int { Int(rawExponent) + digitCount - 1 }

    @usableFromInline @inline(never)
    var indirectDigitCount: Int {
        precondition(isFinite, "an infinity or NaN has no digits")
        return LongInteger(coefficientOf: self).digitCount
    }

    /// True when sign, coefficient, exponent and kind agree, i.e. when both print the same text.
    public func isIdentical(to other: Decimal) -> Bool {
        if flags == other.flags && rawExponent == other.rawExponent
            && rawCoefficient == other.rawCoefficient
        {
            return true
        }
        guard hasIndirectCoefficient, other.hasIndirectCoefficient, signBit == other.signBit,
            rawExponent == other.rawExponent
        else { return false }
        return LongInteger(coefficientOf: self) == LongInteger(coefficientOf: other)
    }
}
