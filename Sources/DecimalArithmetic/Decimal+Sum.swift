// Purpose: the left fold the specification prescribes for sums.

extension Decimal {
    /// Left fold with `+` from `start`; even a single element goes through one (rounding) addition. O(n).
    @inlinable
    public static func sum(
        _ values: some Sequence<Decimal>, start: Decimal = .zero
    ) throws(DecimalError) -> Decimal {
        var total = start
        for value in values { total = try total + value }
        return total
    }
}
