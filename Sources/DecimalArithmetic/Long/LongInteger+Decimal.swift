// Purpose: the bridge between decimals and long integers.

extension LongInteger {
    /// The coefficient of a finite decimal, whatever its representation.
    init(coefficientOf value: Decimal) {
        precondition(value.isFinite, "an infinity or NaN has no coefficient")
        if value.kindBits == Decimal.Kind.long.bits {
            self.init(tableEntry: value.rawCoefficient)
        } else if value.kindBits == Decimal.Kind.binary.bits {
            self = BinaryExpansion(bits: UInt64(value.rawCoefficient)).coefficient
        } else {
            self.init(value.rawCoefficient)
        }
    }

    init(tableEntry handle: UInt128) {
        self = LongCoefficientTable.entry(handle)
    }

    /// A decimal with this coefficient: inline when it fits 128 bits, else interned.
    static func decimal(
        sign: UInt64, coefficient: LongInteger, exponent: Int64
    ) throws(DecimalError) -> Decimal {
        if let inline = coefficient.uint128 {
            return Decimal(rawCoefficient: inline, rawExponent: exponent, flags: sign)
        }
        return Decimal(
            rawCoefficient: try LongCoefficientTable.intern(coefficient), rawExponent: exponent,
            flags: Decimal.Kind.long.bits | sign)
    }
}
