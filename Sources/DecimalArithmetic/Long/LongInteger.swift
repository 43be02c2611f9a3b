// Purpose: unbounded non-negative integers for the slow path of constructed coefficients beyond 128 bits.
// Base 10^9 limbs make digit counts, decimal shifts and text trivial; speed is secondary here.
// Invariant: no leading zero limb; zero is the empty array.

/// Unbounded non-negative integer, little-endian limbs in base 10^9.
struct LongInteger: Hashable, Sendable {
    static let base: UInt64 = 1_000_000_000
    static let digitsPerLimb = 9

    private(set) var limbs: [UInt32]

    init(limbs: [UInt32]) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
    }

    init(_ value: UInt128) {
        limbs = []
        var rest = value
        while rest != 0 {
            let (quotient, remainder) = Wide256.divide(rest, by: LongInteger.base, carrying: 0)
            limbs.append(UInt32(remainder))
            rest = quotient
        }
    }

    /// From ASCII digits, most significant first.
    init(digits: ArraySlice<UInt8>) {
        limbs = []
        limbs.reserveCapacity(digits.count / LongInteger.digitsPerLimb + 1)
        var end = digits.endIndex
        while end > digits.startIndex {
            let start = max(digits.startIndex, end - LongInteger.digitsPerLimb)
            var limb: UInt32 = 0
            for index in start..<end { limb = limb * 10 + UInt32(digits[index] - 0x30) }
            limbs.append(limb)
            end = start
        }
        while limbs.last == 0 { limbs.removeLast() }
    }

    var isZero: Bool { limbs.isEmpty }
    var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }

    /// Digits in base ten; 1 for zero.
    var digitCount: Int {
        guard let top = limbs.last else { return 1 }
        return (limbs.count - 1) * LongInteger.digitsPerLimb + PowersOfTen.digitCount(UInt64(top))
    }

    /// The value when it fits 128 bits.
    var uint128: UInt128? {
        if limbs.count > 5 { return nil }
        var value: UInt128 = 0
        for limb in limbs.reversed() {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: UInt128(LongInteger.base))
            let (sum, carry) = scaled.addingReportingOverflow(UInt128(limb))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    /// ASCII digits, most significant first, no leading zeros.
    var asciiDigits: [UInt8] {
        if limbs.isEmpty { return [0x30] }
        let count = digitCount
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            var position = count
            for limb in limbs {
                var rest = limb
                for _ in 0..<min(LongInteger.digitsPerLimb, position) {
                    position -= 1
                    buffer[position] = UInt8(0x30 + rest % 10)
                    rest /= 10
                }
            }
            initialized = count
        }
    }

    var text: String { String(decoding: asciiDigits, as: UTF8.self) }

    func compare(_ other: LongInteger) -> Int {
        if limbs.count != other.limbs.count { return limbs.count < other.limbs.count ? -1 : 1 }
        for index in limbs.indices.reversed() where limbs[index] != other.limbs[index] {
            return limbs[index] < other.limbs[index] ? -1 : 1
        }
        return 0
    }
}
