// Purpose: the exact decimal expansion of a double: mantissa * 2^e as an integer, or mantissa * 5^k at exponent -k.
// Invariant: the fraction is reduced first, so k is the smallest exponent that represents the value exactly.

/// Exact decimal form of a finite double.
struct BinaryExpansion {
    /// |value| = mantissa * 2^binaryExponent, mantissa odd (or zero).
    let mantissa: UInt64
    let binaryExponent: Int

    init(bits: UInt64) {
        let field = Int(bits >> 52 & 0x7ff)
        let fraction = bits & 0xf_ffff_ffff_ffff
        let significand = field == 0 ? fraction : fraction | 1 << 52
        if significand == 0 {
            mantissa = 0
            binaryExponent = 0
        } else {
            let shift = significand.trailingZeroBitCount
            mantissa = significand >> UInt64(shift)
            binaryExponent = max(field, 1) - 1075 + shift
        }
    }

    /// Exponent of the decimal form.
    var exponent: Int { min(binaryExponent, 0) }

    /// The coefficient when it fits 128 bits.
    var inlineCoefficient: UInt128? {
        if binaryExponent >= 0 {
            return binaryExponent <= mantissa.leadingZeroBitCount + 64
                ? UInt128(mantissa) << UInt128(binaryExponent) : nil
        }
        if binaryExponent < -55 { return nil }
        var value = UInt128(mantissa)
        for _ in 0..<(-binaryExponent) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 5)
            if overflow { return nil }
            value = product
        }
        return value
    }

    /// The coefficient, of any length (at most 767 digits).
    var coefficient: LongInteger {
        // 5^12 and 2^29 are the largest steps that fit a limb.
        let isInteger = binaryExponent >= 0
        let step = isInteger ? 29 : 12
        let stepFactor: UInt32 = isInteger ? 1 << 29 : 244_140_625
        var result = LongInteger(UInt128(mantissa))
        var rest = Int(binaryExponent.magnitude)
        while rest >= step {
            result = result.multiplied(by: stepFactor)
            rest -= step
        }
        var last: UInt32 = 1
        for _ in 0..<rest { last *= isInteger ? 2 : 5 }
        return result.multiplied(by: last)
    }
}
