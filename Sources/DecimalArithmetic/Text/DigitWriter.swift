// Purpose: write decimal digits of integers into raw memory. No bounds beyond the callers' preconditions.
// Eight digits at a time, side by side in one word.

enum DigitWriter {
    /// Writes exactly `count` digits of `value` (leading zeros included) to `start`.
    @inline(__always)
    static func write(_ value: UInt64, count: Int, to start: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var position = count
        while position > 8 {
            let (quotient, low) = rest.quotientAndRemainder(dividingBy: 100_000_000)
            rest = quotient
            position -= 8
            UnsafeMutableRawPointer(start + position).storeBytes(of: eightDigits(low), as: UInt64.self)
        }
        // The digits that are wanted are the last ones, which stand in the highest bytes.
        var digits = eightDigits(rest) >> UInt64(truncatingIfNeeded: 8 &* (8 &- position))
        let end = position
        position = 0
        while position < end {
            start[position] = UInt8(truncatingIfNeeded: digits)
            digits >>= 8
            position &+= 1
        }
    }

    /// Eight digits of a value below 10^8 as ASCII, the first in the lowest byte.
    ///
    /// Splits into lanes of four, two and one digits; the multiplications are exact divisions by 100 and by 10
    /// for what a lane can hold.
    @inline(__always)
    static func eightDigits(_ value: UInt64) -> UInt64 {
        let upper = value / 10_000
        let fours = upper | (value &- upper &* 10_000) << 32
        let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
        let pairs = hundreds | (fours &- hundreds &* 100) << 16
        let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
        return (tens | (pairs &- tens &* 10) << 8) | 0x3030_3030_3030_3030
    }

    /// Writes exactly `count` digits of `value`.
    static func write(_ value: UInt128, count: Int, to start: UnsafeMutablePointer<UInt8>) {
        if count <= PowersOfTen.wordMax {
            write(UInt64(truncatingIfNeeded: value), count: count, to: start)
            return
        }
        let (upper, lower) = Wide256.divide(
            value, by: PowersOfTen.word(PowersOfTen.wordMax), carrying: 0)
        write(upper, count: count - PowersOfTen.wordMax, to: start)
        write(lower, count: PowersOfTen.wordMax, to: start + (count - PowersOfTen.wordMax))
    }
}

/// The plain decimal text of machine integers.
public enum IntegerText {
    /// Bytes that suffice for any integer.
    public static var lengthBound: Int { 20 }

    /// Writes `value` as ASCII, without terminator, and returns its length.
    ///
    /// - Precondition: the buffer holds at least ``lengthBound`` bytes.
    public static func write(_ value: Int, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        precondition(buffer.count >= lengthBound, "text buffer too small")
        let start = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        let magnitude = UInt64(value.magnitude)
        let count = PowersOfTen.digitCount(magnitude)
        guard value < 0 else {
            DigitWriter.write(magnitude, count: count, to: start)
            return count
        }
        start[0] = UInt8(ascii: "-")
        DigitWriter.write(magnitude, count: count, to: start + 1)
        return count + 1
    }
}
