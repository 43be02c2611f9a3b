// Purpose: the exact slow path for operands whose coefficient exceeds 128 bits.
// Invariant: operands are finite; exponent gaps never materialise: a distant operand becomes a sticky digit.

/// Arithmetic over coefficients of any length, rounded once at the end.
enum LongArithmetic {
    /// Rounds an exact (or, with `sticky`, slightly larger) magnitude into the context.
    static func finish(
        sign: UInt64, magnitude: LongInteger, exponent: Int64, sticky: Bool = false
    ) throws(DecimalError) -> Decimal {
        if !sticky, let short = magnitude.uint128 {
            return try Decimal.finish(sign: sign, coefficient: short, exponent: exponent)
        }
        let digits = magnitude.digitCount
        let excess = Int64(digits - DecimalContext.precision)
        let drop = max(excess, Int64(DecimalContext.exponentTiny) - exponent, 0)
        if drop > Int64(digits) { return Decimal.zero(sign: sign, exponent: exponent) }
        let rounded = magnitude.dropping(Int(drop), rounding: .halfEven, sticky: sticky)
        // At most 28 digits, or exactly 10^28 after a carry; the short path completes the work without rounding.
        return try Decimal.finish(sign: sign, coefficient: rounded.uint128!, exponent: exponent + drop)
    }

    static func add(_ a: Decimal, _ b: Decimal, flip: UInt64) throws(DecimalError) -> Decimal {
        let isAUpper = a.rawExponent >= b.rawExponent
        let upper = isAUpper ? a : b
        let lower = isAUpper ? b : a
        let upperSign = upper.signBit ^ (isAUpper ? 0 : flip)
        let lowerSign = lower.signBit ^ (isAUpper ? flip : 0)
        let x = LongInteger(coefficientOf: upper)
        let y = LongInteger(coefficientOf: lower)
        if x.isZero { return try finish(sign: lowerSign, magnitude: y, exponent: lower.rawExponent) }
        let padding = max(0, 31 - x.digitCount)
        let guardExponent = upper.rawExponent - Int64(padding)
        if Int64(y.digitCount) + lower.rawExponent <= guardExponent {
            var magnitude = x.shifted(by: padding)
            let isSticky = !y.isZero
            if isSticky && upperSign != lowerSign { magnitude = magnitude - LongInteger(1) }
            return try finish(
                sign: upperSign, magnitude: magnitude, exponent: guardExponent, sticky: isSticky)
        }
        let aligned = x.shifted(by: Int(upper.rawExponent - lower.rawExponent))
        if upperSign == lowerSign {
            return try finish(sign: upperSign, magnitude: aligned + y, exponent: lower.rawExponent)
        }
        let order = aligned.compare(y)
        return try finish(
            sign: order == 0 ? 0 : (order > 0 ? upperSign : lowerSign),
            magnitude: order >= 0 ? aligned - y : y - aligned, exponent: lower.rawExponent)
    }

    static func multiply(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        try finish(
            sign: a.signBit ^ b.signBit,
            magnitude: LongInteger(coefficientOf: a) * LongInteger(coefficientOf: b),
            exponent: a.rawExponent + b.rawExponent)
    }

    /// - Precondition: neither operand is zero.
    static func divide(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        let x = LongInteger(coefficientOf: a)
        let y = LongInteger(coefficientOf: b)
        let sign = a.signBit ^ b.signBit
        let shift = max(0, y.digitCount - x.digitCount + DecimalContext.precision + 2)
        var (quotient, remainder) = x.shifted(by: shift).quotientAndRemainder(dividingBy: y)
        var exponent = a.rawExponent - b.rawExponent - Int64(shift)
        if remainder.isZero {
            var strippable = shift
            while strippable > 0 {
                let (shorter, last) = quotient.divided(byWord: 10)
                if last != 0 { break }
                quotient = shorter
                exponent += 1
                strippable -= 1
            }
        }
        return try finish(
            sign: sign, magnitude: quotient, exponent: exponent, sticky: !remainder.isZero)
    }

    /// - Precondition: neither operand is zero.
    static func remainder(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal {
        let exponent = min(a.rawExponent, b.rawExponent)
        if Decimal.compareMagnitudes(a, b) < 0 {
            return try finish(
                sign: a.signBit,
                magnitude: LongInteger(coefficientOf: a).shifted(by: Int(a.rawExponent - exponent)),
                exponent: exponent)
        }
        if a.adjustedExponent - b.adjustedExponent > DecimalContext.precision { throw .invalidOperation }
        let dividend = LongInteger(coefficientOf: a).shifted(by: Int(a.rawExponent - exponent))
        let divisor = LongInteger(coefficientOf: b).shifted(by: Int(b.rawExponent - exponent))
        let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
        if quotient.digitCount > DecimalContext.precision { throw .invalidOperation }
        return try finish(sign: a.signBit, magnitude: remainder, exponent: exponent)
    }
}
