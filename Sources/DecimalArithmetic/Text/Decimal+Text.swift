// Purpose: the printed form (to-scientific-string): digits, exponent form and sign exactly as the reference prints.
// Invariant: formatting never rounds and never depends on the context.

extension Decimal: CustomStringConvertible {
    /// Bytes that suffice for the text of any value whose coefficient is stored inline.
    @inlinable public static var inlineTextLengthBound: Int { 72 }

    /// Upper bound of the text length of this value, O(1) unless the coefficient is over-long.
    public var textLengthBound: Int {
        if hasIndirectCoefficient { return LongInteger(coefficientOf: self).digitCount + 33 }
        if hasIndirectPayload { return LongInteger(tableEntry: rawCoefficient).digitCount + 33 }
        return Decimal.inlineTextLengthBound
    }

    /// Writes the text as ASCII, without terminator, and returns its length. Allocation-free for inline values.
    ///
    /// - Precondition: the buffer holds at least ``textLengthBound`` bytes.
    public func write(to buffer: UnsafeMutableRawBufferPointer) -> Int {
        precondition(
            buffer.count >= Decimal.inlineTextLengthBound || buffer.count >= textLengthBound,
            "text buffer too small")
        let start = buffer.baseAddress!.assumingMemoryBound(to: UInt8.self)
        var position = 0
        if isSignMinus {
            start[0] = UInt8(ascii: "-")
            position = 1
        }
        if flags > 1 { return writeUncommon(to: start, at: position, capacity: buffer.count) }
        let digits = PowersOfTen.digitCount(rawCoefficient)
        if rawExponent == 0 {
            DigitWriter.write(rawCoefficient, count: digits, to: start + position)
            return position + digits
        }
        if rawExponent < 0 && -rawExponent < Int64(digits) {
            // Write one byte to the right, then pull the integer part back over the gap left for the point.
            let whole = digits - Int(-rawExponent)
            DigitWriter.write(rawCoefficient, count: digits, to: start + position + 1)
            for index in position..<(position + whole) { start[index] = start[index + 1] }
            start[position + whole] = UInt8(ascii: ".")
            return position + digits + 1
        }
        var local: (UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0)
        return withUnsafeMutableBytes(of: &local) { bytes in
            let digitStart = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
            DigitWriter.write(rawCoefficient, count: digits, to: digitStart)
            return Decimal.layOut(
                UnsafeBufferPointer(start: digitStart, count: digits), exponent: Int(rawExponent),
                to: start, at: position)
        }
    }

    public var description: String {
        let bound = textLengthBound
        return String(unsafeUninitializedCapacity: bound) { bytes in
            write(to: UnsafeMutableRawBufferPointer(bytes))
        }
    }

    /// Long coefficients, infinities and NaN.
    private func writeUncommon(
        to start: UnsafeMutablePointer<UInt8>, at position: Int, capacity: Int
    ) -> Int {
        precondition(capacity >= textLengthBound, "text buffer too small")
        if hasIndirectCoefficient {
            return LongInteger(coefficientOf: self).asciiDigits.withUnsafeBufferPointer { digits in
                Decimal.layOut(digits, exponent: Int(rawExponent), to: start, at: position)
            }
        }
        let word: StaticString = isInfinite ? "Infinity" : (isSignalingNaN ? "sNaN" : "NaN")
        (start + position).update(from: word.utf8Start, count: word.utf8CodeUnitCount)
        let end = position + word.utf8CodeUnitCount
        if hasIndirectPayload {
            let digits = LongInteger(tableEntry: rawCoefficient).asciiDigits
            for (index, digit) in digits.enumerated() { start[end + index] = digit }
            return end + digits.count
        }
        if isInfinite || rawCoefficient == 0 { return end }
        let digits = PowersOfTen.digitCount(rawCoefficient)
        DigitWriter.write(rawCoefficient, count: digits, to: start + end)
        return end + digits
    }

    /// Lays out digits with point or exponent from `first` on; returns the end position.
    private static func layOut(
        _ digits: UnsafeBufferPointer<UInt8>, exponent: Int,
        to start: UnsafeMutablePointer<UInt8>, at first: Int
    ) -> Int {
        var position = first
        func put(_ byte: UInt8) {
            start[position] = byte
            position += 1
        }
        let adjusted = exponent + digits.count - 1
        let isPlain = exponent <= 0 && adjusted >= -6
        let pointAfter = isPlain ? adjusted + 1 : 1
        if pointAfter <= 0 {
            put(UInt8(ascii: "0"))
            put(UInt8(ascii: "."))
            for _ in pointAfter..<0 { put(UInt8(ascii: "0")) }
        }
        for (index, digit) in digits.enumerated() {
            if index == pointAfter && index > 0 { put(UInt8(ascii: ".")) }
            put(digit)
        }
        if isPlain { return position }
        put(UInt8(ascii: "E"))
        put(adjusted < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        let magnitude = UInt64(adjusted.magnitude)
        let count = PowersOfTen.digitCount(magnitude)
        DigitWriter.write(magnitude, count: count, to: start + position)
        return position + count
    }
}
