// Purpose: powers of ten and digit counts of machine integers.
// Written as switches and arithmetic, not as arrays: the optimiser turns them into read-only tables, and no
// lazily initialised global sits on the hot path.

/// Powers of ten and decimal digit counts of unsigned machine integers. All O(1).
@usableFromInline
enum PowersOfTen {
    /// Largest power that fits a word.
    @inlinable static var wordMax: Int { 19 }
    /// Largest power that fits 128 bits.
    @inlinable static var doubleWordMax: Int { 38 }

    /// 10^n for n in 0...19.
    @inlinable
    static func word(_ n: Int) -> UInt64 {
        switch n {
        case 0: return 1
        case 1: return 10
        case 2: return 100
        case 3: return 1_000
        case 4: return 10_000
        case 5: return 100_000
        case 6: return 1_000_000
        case 7: return 10_000_000
        case 8: return 100_000_000
        case 9: return 1_000_000_000
        case 10: return 10_000_000_000
        case 11: return 100_000_000_000
        case 12: return 1_000_000_000_000
        case 13: return 10_000_000_000_000
        case 14: return 100_000_000_000_000
        case 15: return 1_000_000_000_000_000
        case 16: return 10_000_000_000_000_000
        case 17: return 100_000_000_000_000_000
        case 18: return 1_000_000_000_000_000_000
        case 19: return 10_000_000_000_000_000_000
        default: preconditionFailure("power of ten beyond 64 bits")
        }
    }

    /// 10^n for n in 0...38.
    @inlinable
    static func doubleWord(_ n: Int) -> UInt128 {
        if n <= wordMax { return UInt128(word(n)) }
        return product(word(wordMax), word(n - wordMax))
    }

    /// Full 128-bit product of two words.
    @inlinable @inline(__always)
    static func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
        let (high, low) = a.multipliedFullWidth(by: b)
        return UInt128(high) << 64 | UInt128(low)
    }

    /// Digits of `value` in base ten; 1 for zero.
    @inlinable
    static func digitCount(_ value: UInt64) -> Int {
        // 1233/4096 approximates log10(2) from below; exact for every width used here (tested).
        let odd = value | 1
        let estimate = ((64 - odd.leadingZeroBitCount) * 1233) >> 12
        return odd >= word(estimate) ? estimate + 1 : estimate
    }

    /// Digits of `value` in base ten; 1 for zero.
    @inlinable
    static func digitCount(_ value: UInt128) -> Int {
        if value >> 64 == 0 { return digitCount(UInt64(truncatingIfNeeded: value)) }
        let estimate = ((128 - value.leadingZeroBitCount) * 1233) >> 12
        return value >= doubleWord(estimate) ? estimate + 1 : estimate
    }
}
