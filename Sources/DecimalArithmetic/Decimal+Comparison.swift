// Purpose: numeric order and equality. Exponents are irrelevant: 1.0 equals 1.00, 0 equals -0.
// Ordering a NaN is an error, therefore there is no `Comparable` conformance.

extension Decimal: Equatable {
    /// Numeric equality; false when a NaN takes part.
    ///
    /// The reference raises for a signalling NaN; use ``isEqual(to:)`` where that matters.
    @inlinable
    public static func == (a: Decimal, b: Decimal) -> Bool {
        if a.flags | b.flags <= 1 && a.rawExponent == b.rawExponent {
            return a.rawCoefficient == b.rawCoefficient
                && (a.flags == b.flags || a.rawCoefficient == 0)
        }
        return !a.isNaN && !b.isNaN && order(a, b) == 0
    }

    /// Numeric equality that raises for a signalling NaN.
    public func isEqual(to other: Decimal) throws(DecimalError) -> Bool {
        if isSignalingNaN || other.isSignalingNaN { throw .invalidOperation }
        return self == other
    }

    /// -1, 0 or 1. Throws `invalidOperation` for any NaN.
    @inlinable
    public func compare(_ other: Decimal) throws(DecimalError) -> Int {
        if flags | other.flags == 0 && rawExponent == other.rawExponent {
            return rawCoefficient < other.rawCoefficient
                ? -1 : (rawCoefficient == other.rawCoefficient ? 0 : 1)
        }
        let gap = rawExponent &- other.rawExponent
        if flags | other.flags == 0 && (rawCoefficient | other.rawCoefficient) >> 64 == 0 && gap >= -19 && gap <= 19 {
            let power = PowersOfTen.word(Int(gap.magnitude))
            let own = PowersOfTen.product(UInt64(truncatingIfNeeded: rawCoefficient), gap > 0 ? power : 1)
            let others = PowersOfTen.product(UInt64(truncatingIfNeeded: other.rawCoefficient), gap > 0 ? 1 : power)
            return own < others ? -1 : (own == others ? 0 : 1)
        }
        if isNaN || other.isNaN { throw .invalidOperation }
        return Decimal.order(self, other)
    }

    /// self < other. Throws for any NaN.
    @inlinable
    public func isLess(than other: Decimal) throws(DecimalError) -> Bool {
        try compare(other) < 0
    }

    /// self > other. Throws for any NaN.
    @inlinable
    public func isGreater(than other: Decimal) throws(DecimalError) -> Bool {
        try compare(other) > 0
    }

    /// Compares with the exact binary value of a double. Throws for any NaN.
    public func compare(toDouble other: Double) throws(DecimalError) -> Int {
        try compare(Decimal(exactly: other))
    }

    /// The larger operand; on a tie the first one survives with its exponent. Throws for any NaN.
    @inlinable
    public static func maximum(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        try b.compare(a) > 0 ? b : a
    }

    /// The smaller operand; on a tie the first one survives with its exponent. Throws for any NaN.
    @inlinable
    public static func minimum(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        try b.compare(a) < 0 ? b : a
    }

    /// Order of two values that are not NaN.
    @usableFromInline @inline(never)
    static func order(_ a: Decimal, _ b: Decimal) -> Int {
        let aSign = a.isZero ? 0 : (a.isSignMinus ? -1 : 1)
        let bSign = b.isZero ? 0 : (b.isSignMinus ? -1 : 1)
        if aSign != bSign { return aSign < bSign ? -1 : 1 }
        if aSign == 0 { return 0 }
        if a.isInfinite || b.isInfinite {
            return a.isInfinite == b.isInfinite ? 0 : (a.isInfinite ? aSign : -aSign)
        }
        return aSign * compareMagnitudes(a, b)
    }

    /// Order of the absolute values of two finite non-zero values. Never scales by more than the longer digit count.
    static func compareMagnitudes(_ a: Decimal, _ b: Decimal) -> Int {
        let aAdjusted = a.adjustedExponent
        let bAdjusted = b.adjustedExponent
        if aAdjusted != bAdjusted { return aAdjusted < bAdjusted ? -1 : 1 }
        let gap = Int(a.rawExponent - b.rawExponent)
        if a.hasIndirectCoefficient || b.hasIndirectCoefficient {
            return LongInteger(coefficientOf: a).shifted(by: max(0, gap))
                .compare(LongInteger(coefficientOf: b).shifted(by: max(0, -gap)))
        }
        let left = Wide256(a.rawCoefficient, scaledBy: max(0, gap))
        let right = Wide256(b.rawCoefficient, scaledBy: max(0, -gap))
        return left == right ? 0 : (left < right ? -1 : 1)
    }
}
