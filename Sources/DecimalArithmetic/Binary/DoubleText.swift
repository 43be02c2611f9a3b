// Purpose: the reference's text of a double: shortest round-trip digits, switch points 1e-4 and 1e16.

/// Text of doubles as it appears in digests and JSON documents.
public enum DoubleText {
    /// Bytes that suffice for any double.
    @inlinable public static var lengthBound: Int { 32 }

    /// Writes the text as ASCII and returns its length. Non-finite values are `NaN`, `Infinity`, `-Infinity`.
    ///
    /// - Precondition: the buffer holds at least ``lengthBound`` bytes.
    public static func write(_ value: Double, to buffer: UnsafeMutableRawBufferPointer) -> Int {
        precondition(buffer.count >= lengthBound, "text buffer too small")
        let start = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        if value.isNaN { return put("NaN", to: start) }
        var position = 0
        if value.sign == .minus {
            start[0] = UInt8(ascii: "-")
            position = 1
        }
        if value.isInfinite { return position + put("Infinity", to: start + position) }
        let shortest = ShortestDigits(value)
        return shortest.isFixedNotation
            ? writeFixed(shortest, to: start, at: position)
            : writeScientific(shortest, to: start, at: position)
    }

    /// The text as a string.
    public static func text(_ value: Double) -> String {
        String(unsafeUninitializedCapacity: lengthBound) { bytes in
            write(value, to: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    private static func put(_ word: StaticString, to start: UnsafeMutablePointer<UInt8>) -> Int {
        start.update(from: word.utf8Start, count: word.utf8CodeUnitCount)
        return word.utf8CodeUnitCount
    }

    private static func writeFixed(
        _ shortest: ShortestDigits, to start: UnsafeMutablePointer<UInt8>, at first: Int
    ) -> Int {
        var value = shortest.digits
        var fraction = -shortest.exponent
        if fraction <= 0 {
            value *= PowersOfTen.word(1 - fraction)
            fraction = 1
        }
        let digits = max(PowersOfTen.digitCount(value), fraction + 1)
        let whole = digits - fraction
        DigitWriter.write(value, count: digits, to: start + first + 1)
        for index in first..<(first + whole) { start[index] = start[index + 1] }
        start[first + whole] = UInt8(ascii: ".")
        return first + digits + 1
    }

    private static func writeScientific(
        _ shortest: ShortestDigits, to start: UnsafeMutablePointer<UInt8>, at first: Int
    ) -> Int {
        let digits = PowersOfTen.digitCount(shortest.digits)
        var position = first
        DigitWriter.write(shortest.digits, count: digits, to: start + position + 1)
        start[position] = start[position + 1]
        position += 1
        if digits > 1 {
            start[position] = UInt8(ascii: ".")
            position += digits
        }
        let exponent = shortest.pointPosition - 1
        start[position] = UInt8(ascii: "e")
        start[position + 1] = exponent < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+")
        let magnitude = UInt64(exponent.magnitude)
        let count = max(2, PowersOfTen.digitCount(magnitude))
        DigitWriter.write(magnitude, count: count, to: start + position + 2)
        return position + 2 + count
    }
}
