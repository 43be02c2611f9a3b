// Purpose: the nearest double of a decimal, ties to even, as a correctly rounded text conversion would give.
// Three tiers: one exact division or product of doubles; exact 256-bit arithmetic; the C library's reader on the text.

extension Decimal {
    /// Nearest double, ties to even. Beyond the range: infinities and signed zeros. NaN gives NaN of the same sign.
    public var doubleValue: Double {
        if flags <= 1 {
            if rawCoefficient < 1 << 53 && rawExponent >= -22 && rawExponent <= 22 {
                return signed(smallDoubleMagnitude)
            }
            if rawCoefficient == 0 { return signed(0) }
            if rawExponent >= -38 && rawExponent <= 38 { return signed(wideDoubleMagnitude) }
        }
        if isNaN { return signed(.nan) }
        if isInfinite { return signed(.infinity) }
        let adjusted = adjustedExponent
        if adjusted > 310 { return signed(.infinity) }
        if adjusted < -330 { return signed(0) }
        guard let value = Double(description) else {
            preconditionFailure("the text of a finite decimal is a valid double text")
        }
        return value
    }

    private func signed(_ magnitude: Double) -> Double { isSignMinus ? -magnitude : magnitude }

    /// Both operands are exact doubles, hence the single rounding of the operation is the correct one.
    private var smallDoubleMagnitude: Double {
        let value = Double(UInt64(truncatingIfNeeded: rawCoefficient))
        let power = PowersOfTen.exactDouble(Int(rawExponent.magnitude))
        return rawExponent < 0 ? value / power : value * power
    }

    /// Exact integer quotient or product of at least 64 significant bits, remainder folded into the lowest bit.
    private var wideDoubleMagnitude: Double {
        if rawExponent >= 0 {
            let wide = Wide256(product: rawCoefficient, PowersOfTen.doubleWord(Int(rawExponent)))
            return wide.roundedDouble(scale: 0, sticky: false)
        }
        // Shift left so that the quotient keeps more than 64 bits.
        let divisor = PowersOfTen.doubleWord(Int(-rawExponent))
        let shift = rawCoefficient.leadingZeroBitCount
        let dividend = Wide256(0, high: rawCoefficient << UInt128(shift))
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        return quotient.roundedDouble(scale: -128 - shift, sticky: remainder != 0)
    }
}

extension Wide256 {
    /// self * 2^scale to the nearest double, ties to even; `sticky` tells of a non-zero tail below.
    /// - Precondition: self has more than 53 bits or no sticky tail, and the result is a normal double.
    func roundedDouble(scale: Int, sticky: Bool) -> Double {
        let leading = high != 0 ? high.leadingZeroBitCount : 128 + low.leadingZeroBitCount
        let excess = 256 - leading - 64
        if excess <= 0 {
            return UInt64(truncatingIfNeeded: low).roundedDouble(scale: scale, sticky: sticky)
        }
        let top =
            excess >= 128
            ? high >> UInt128(excess - 128)
            : (high << UInt128(128 - excess)) | (low >> UInt128(excess))
        let lostHigh = excess > 128 ? high & ((1 << UInt128(excess - 128)) - 1) : 0
        let lostLow = excess >= 128 ? low : low & ((1 << UInt128(excess)) - 1)
        return UInt64(truncatingIfNeeded: top).roundedDouble(
            scale: scale + excess, sticky: sticky || lostHigh != 0 || lostLow != 0)
    }
}

extension UInt64 {
    fileprivate func roundedDouble(scale: Int, sticky: Bool) -> Double {
        // The conversion rounds half to even itself; a set lowest bit below 53 bits stands for the tail.
        let value = Double(sticky ? self | 1 : self)
        return Double(sign: .plus, exponent: scale, significand: value)
    }
}

extension PowersOfTen {
    /// 10^n as a double, exact for n in 0...22.
    static func exactDouble(_ n: Int) -> Double {
        n <= wordMax ? Double(word(n)) : Double(word(wordMax)) * Double(word(n - wordMax))
    }
}
