// Purpose: NaN propagation, shared by every operation: a signalling NaN raises, the first quiet NaN wins.
// Invariant: a propagated payload keeps its lowest 28 digits.

extension Decimal {
    /// The NaN an operation on `self` yields, or nil when `self` is not a NaN.
    func propagatedNaN() throws(DecimalError) -> Decimal? {
        if !isNaN { return nil }
        if isSignalingNaN { throw .invalidOperation }
        return withShortenedPayload()
    }

    /// The NaN an operation on two operands yields, or nil when neither is a NaN.
    static func propagatedNaN(_ a: Decimal, _ b: Decimal) throws(DecimalError) -> Decimal? {
        if !a.isNaN && !b.isNaN { return nil }
        if a.isSignalingNaN || b.isSignalingNaN { throw .invalidOperation }
        return a.isNaN ? a.withShortenedPayload() : b.withShortenedPayload()
    }

    /// True when the payload of a NaN is an entry of the table of long coefficients.
    var hasIndirectPayload: Bool { isNaN && rawExponent == 1 }

    private func withShortenedPayload() -> Decimal {
        var result = self
        if hasIndirectPayload {
            let payload = LongInteger(tableEntry: rawCoefficient)
            result.rawCoefficient = payload.lowestDigits(DecimalContext.precision).uint128!
            result.rawExponent = 0
        } else if rawCoefficient >= DecimalContext.coefficientLimit {
            result.rawCoefficient %= DecimalContext.coefficientLimit
        }
        return result
    }
}
