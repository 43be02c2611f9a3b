// From a computed number of basis points to the integer of a feature.
//
// The reference has integers of any size; here a feature is an Int, and what does not fit is an error.

import DecimalArithmetic

extension Decimal {
    /// The nearest integer, ties to even; for values of at most 28 integer digits, as every step of a feature yields.
    ///
    /// Throws `integerOverflow` outside Int, `invalidOperation` past 28 digits and for an infinity,
    /// `notANumber` for a NaN. Allocation-free.
    @inline(__always)
    func roundedBasisPoints() throws(DecimalError) -> Int {
        let integer = try quantized(exponent: 0)
        if integer.isNaN { throw .notANumber }
        guard let magnitude = Int(exactly: integer.coefficient) else { throw .integerOverflow }
        return integer.isSignMinus ? -magnitude : magnitude
    }
}

extension Double {
    /// The integer part. Throws `notANumber`, `overflow` for an infinity, `integerOverflow` outside Int.
    @inline(__always)
    func truncatedBasisPoints() throws(DecimalError) -> Int {
        if let value = Int(exactly: rounded(.towardZero)) { return value }
        if isNaN { throw .notANumber }
        throw isInfinite ? .overflow : .integerOverflow
    }
}
