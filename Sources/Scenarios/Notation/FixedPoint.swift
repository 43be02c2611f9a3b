// A decimal number as the tables write it, for exact addition only.
//
// Why: trailing zeros are part of a scenario. They set the decimal exponent that ends up in plan,
// gating and PnL strings, so `100.00` and `100` are different cells.
// Invariants: units >= 0, scale >= 0; value = units / 10^scale. Overflow traps.
// Not here: signs, multiplication, rounding. Money arithmetic belongs to the engine's decimal.

struct FixedPoint: Equatable, Sendable {
    let units: Int
    let scale: Int

    init(units: Int, scale: Int) {
        precondition(units >= 0 && scale >= 0, "a table holds no negative number or scale")
        self.units = units
        self.scale = scale
    }

    /// Parses plain digits with at most one point, such as `50000.00`; any other text is nil.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let digits = parts.joined()
        guard parts.allSatisfy({ !$0.isEmpty }),
              digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
              let units = Int(digits)
        else { return nil }
        self.init(units: units, scale: parts.count == 2 ? parts[1].utf8.count : 0)
    }

    /// Exact sum; the result keeps the larger scale, zeros included: 99.99 + 0.01 is 100.00.
    static func + (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        let scale = max(left.scale, right.scale)
        return FixedPoint(units: left.units(at: scale) + right.units(at: scale), scale: scale)
    }

    /// Exact difference at the larger scale; traps when the result would be negative.
    static func - (left: FixedPoint, right: FixedPoint) -> FixedPoint {
        let scale = max(left.scale, right.scale)
        return FixedPoint(units: left.units(at: scale) - right.units(at: scale), scale: scale)
    }

    private func units(at finerScale: Int) -> Int {
        (scale..<finerScale).reduce(units) { value, _ in value * 10 }
    }
}

extension FixedPoint: CustomStringConvertible {
    /// The decimal text with exactly `scale` digits after the point.
    var description: String {
        let digits = String(units)
        guard scale > 0 else { return digits }
        let padding = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count))
        let padded = padding + digits
        return "\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}
