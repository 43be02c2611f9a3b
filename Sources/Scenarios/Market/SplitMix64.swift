// SplitMix64, the seeded source of every number the market model draws.
//
// Algorithm (Steele, Lea, Flood 2014): a 64-bit counter advanced by the golden-ratio increment,
// each value finished by two xor-shift-multiply rounds. Integer arithmetic only, so a sequence is
// the same on every machine. Not here: anything that must be unpredictable.

public struct SplitMix64 {
    private var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// An integer in `0 ..< bound`: the high half of a 64 x 64 bit product.
    /// Its bias is below bound / 2^64, which no scenario can see.
    public mutating func below(_ bound: Int) -> Int {
        precondition(bound > 0, "an empty range has no element to draw")
        return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    public mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.count)
    }

    /// True with a probability of `perMille` in a thousand.
    mutating func chance(perMille: Int) -> Bool {
        below(1000) < perMille
    }

    /// A bell-shaped integer in -1000 ... 1000 around zero: the sum of four uniform draws.
    mutating func bell() -> Int {
        (0..<4).reduce(-1000) { sum, _ in sum + within(0...500) }
    }

    /// An index drawn in proportion to its weight.
    mutating func index(weights: [Int]) -> Int {
        var remaining = below(weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if remaining < weight { return index }
            remaining -= weight
        }
        preconditionFailure("the draw is below the sum of the weights")
    }
}
