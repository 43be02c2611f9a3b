// Purpose: the two conversions from a double: exact binary expansion, and through the shortest text.

extension Decimal {
    /// The exact value of `value`: `1.1` becomes 1.100000000000000088817841970012523233890533447265625.
    ///
    /// Expansions beyond 128 bits keep the double itself and expand on demand, so nothing is allocated or interned.
    public init(exactly value: Double) {
        let sign: UInt64 = value.sign == .minus ? 1 : 0
        if value.isNaN {
            self = .nan
            flags |= sign
            return
        }
        if value.isInfinite {
            self = .infinity
            flags |= sign
            return
        }
        let bits = value.bitPattern & ~(1 << 63)
        let expansion = BinaryExpansion(bits: bits)
        if let inline = expansion.inlineCoefficient {
            self.init(rawCoefficient: inline, rawExponent: Int64(expansion.exponent), flags: sign)
        } else {
            self.init(
                rawCoefficient: UInt128(bits), rawExponent: Int64(expansion.exponent),
                flags: Kind.binary.bits | sign)
        }
    }

    /// The decimal of the shortest text that reads back as `value`: `1.1` becomes 1.1, `10.0` becomes 10.0.
    public init(shortest value: Double) {
        if !value.isFinite {
            self.init(exactly: value)
            return
        }
        let shortest = ShortestDigits(value)
        let sign: UInt64 = value.sign == .minus ? 1 : 0
        // Fixed notation carries at least one fraction digit: 10.0 has exponent -1. Scientific notation has none.
        if shortest.isFixedNotation && shortest.exponent >= 0 {
            let coefficient = UInt128(shortest.digits) * PowersOfTen.doubleWord(shortest.exponent + 1)
            self.init(rawCoefficient: coefficient, rawExponent: -1, flags: sign)
        } else {
            self.init(
                rawCoefficient: UInt128(shortest.digits), rawExponent: Int64(shortest.exponent), flags: sign)
        }
    }
}
