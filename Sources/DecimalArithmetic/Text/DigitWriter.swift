// Purpose: write decimal digits of integers into raw memory. No bounds beyond the callers' preconditions.

enum DigitWriter {
    /// Writes exactly `count` digits of `value` (leading zeros included) ending before `start + count`.
    static func write(_ value: UInt64, count: Int, to start: UnsafeMutablePointer<UInt8>) {
        var rest = value
        var position = count
        while position >= 2 {
            let pair = rest % 100
            rest /= 100
            position -= 2
            let tens = pair / 10
            start[position] = UInt8(truncatingIfNeeded: 0x30 &+ tens)
            start[position &+ 1] = UInt8(truncatingIfNeeded: 0x30 &+ pair &- tens &* 10)
        }
        if position == 1 { start[0] = UInt8(truncatingIfNeeded: 0x30 &+ rest % 10) }
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
