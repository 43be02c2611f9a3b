// Purpose: the form in which a decimal crosses a process boundary.
// Invariant: values that refer to this process's table of long coefficients have no such form; they
// cross as text.

/// Sign, kind, coefficient and exponent as four machine words.
@frozen
public struct DecimalWords: Equatable, Sendable, BitwiseCopyable {
    public var low: UInt64
    public var high: UInt64
    public var exponent: Int64
    public var flags: UInt64

    @inlinable
    public init(low: UInt64, high: UInt64, exponent: Int64, flags: UInt64) {
        self.low = low
        self.high = high
        self.exponent = exponent
        self.flags = flags
    }
}

extension Decimal {
    /// This value as words; nil when only its text can leave the process.
    public var words: DecimalWords? {
        if kindBits == Kind.long.bits { return nil }
        if isNaN && rawExponent != 0 { return nil }
        return DecimalWords(
            low: UInt64(truncatingIfNeeded: rawCoefficient), high: UInt64(truncatingIfNeeded: rawCoefficient >> 64),
            exponent: rawExponent, flags: flags)
    }

    /// The value that `words` describes; nil when no value has that form.
    public init?(words: DecimalWords) {
        guard let kind = Kind(rawValue: words.flags >> 1), kind != .long else { return nil }
        if kind.rawValue >= Kind.quietNaN.rawValue && words.exponent != 0 { return nil }
        guard words.exponent >= Int64(DecimalContext.constructibleExponentTiny),
            words.exponent <= Int64(DecimalContext.constructibleExponentMax)
        else { return nil }
        self.init(
            rawCoefficient: UInt128(words.high) << 64 | UInt128(words.low), rawExponent: words.exponent,
            flags: words.flags)
    }

    /// Coefficient with sign and exponent, when they fit 64 and 8 bits: the hot records' form. A
    /// negative zero has none.
    @inlinable @inline(__always)
    public var compact: (coefficient: Int64, exponent: Int8)? {
        guard flags <= 1, rawCoefficient <= UInt128(Int64.max), rawExponent >= -128, rawExponent <= 127 else {
            return nil
        }
        let magnitude = Int64(truncatingIfNeeded: rawCoefficient)
        if flags == 0 { return (magnitude, Int8(truncatingIfNeeded: rawExponent)) }
        return magnitude == 0 ? nil : (-magnitude, Int8(truncatingIfNeeded: rawExponent))
    }

    @inlinable @inline(__always)
    public init(compact coefficient: Int64, exponent: Int8) {
        self.init(
            rawCoefficient: UInt128(coefficient.magnitude), rawExponent: Int64(exponent),
            flags: coefficient < 0 ? 1 : 0)
    }
}
