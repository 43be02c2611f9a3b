// Purpose: a 256-bit unsigned intermediate on the stack, for products and aligned sums of 128-bit coefficients.
// Invariant: never overflows silently: callers bound their operands (digits <= 77), overflow traps.
// Not a general integer: only what rounding to 28 digits needs.

/// Little-endian 256-bit unsigned integer.
@usableFromInline
struct Wide256 {
    @usableFromInline var low: UInt128
    @usableFromInline var high: UInt128

    @inlinable
    init(_ low: UInt128, high: UInt128 = 0) {
        self.low = low
        self.high = high
    }

    /// Full product of two 128-bit values.
    @inlinable
    init(product a: UInt128, _ b: UInt128) {
        let a0 = UInt64(truncatingIfNeeded: a)
        let a1 = UInt64(truncatingIfNeeded: a >> 64)
        let b0 = UInt64(truncatingIfNeeded: b)
        let b1 = UInt64(truncatingIfNeeded: b >> 64)
        let p00 = PowersOfTen.product(a0, b0)
        let p01 = PowersOfTen.product(a0, b1)
        let p10 = PowersOfTen.product(a1, b0)
        let p11 = PowersOfTen.product(a1, b1)
        let mask = UInt128(UInt64.max)
        let middle = (p00 >> 64) &+ (p01 & mask) &+ (p10 & mask)
        low = (middle << 64) | (p00 & mask)
        high = p11 &+ (p01 >> 64) &+ (p10 >> 64) &+ (middle >> 64)
    }

    /// coefficient * 10^power.
    /// - Precondition: the result has at most 77 digits.
    init(_ coefficient: UInt128, scaledBy power: Int) {
        let first = min(power, PowersOfTen.doubleWordMax)
        self.init(product: coefficient, PowersOfTen.doubleWord(first))
        var rest = power - first
        while rest > 0 {
            let step = min(rest, PowersOfTen.wordMax)
            multiply(by: PowersOfTen.word(step))
            rest -= step
        }
    }

    @inlinable var isZero: Bool { low == 0 && high == 0 }

    /// Digits in base ten; 1 for zero.
    var digitCount: Int {
        if high == 0 { return PowersOfTen.digitCount(low) }
        let estimate = ((256 - high.leadingZeroBitCount) * 1233) >> 12
        return self < Wide256(1, scaledBy: estimate) ? estimate : estimate + 1
    }

    mutating func multiply(by factor: UInt64) {
        let lower = Wide256(product: low, UInt128(factor))
        low = lower.low
        high = high * UInt128(factor) + lower.high
    }

    mutating func add(_ value: UInt128) {
        let (sum, carry) = low.addingReportingOverflow(value)
        low = sum
        if carry { high += 1 }
    }

    /// - Precondition: `value` is not larger than `self`.
    mutating func subtract(_ value: UInt128) {
        let (difference, borrow) = low.subtractingReportingOverflow(value)
        low = difference
        if borrow { high -= 1 }
    }

    static func < (a: Wide256, b: Wide256) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }

    static func == (a: Wide256, b: Wide256) -> Bool {
        a.high == b.high && a.low == b.low
    }
}
