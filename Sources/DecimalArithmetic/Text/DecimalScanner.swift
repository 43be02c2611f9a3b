// Purpose: the full, lenient number grammar of the reference over normalised ASCII text.
// Invariant: works on bytes that are already stripped of white space and underscores, Unicode digits replaced.

/// Scanner for one number text.
struct DecimalScanner {
    private let text: [UInt8]
    private var position = 0

    init(text: [UInt8]) {
        self.text = text
    }

    /// Strips Unicode white space, removes underscores, maps Unicode digits to ASCII. Throws on anything else.
    static func asciiText(_ bytes: UnsafeRawBufferPointer) throws(DecimalError) -> [UInt8] {
        guard let decoded = String(validating: bytes, as: UTF8.self) else { throw .syntax }
        var scalars = decoded.unicodeScalars[...]
        while let first = scalars.first, UnicodeText.isWhitespace(first.value) { scalars.removeFirst() }
        while let last = scalars.last, UnicodeText.isWhitespace(last.value) { scalars.removeLast() }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for scalar in scalars where scalar != "_" {
            if scalar.isASCII {
                result.append(UInt8(scalar.value))
            } else if let digit = UnicodeText.decimalDigit(scalar.value) {
                result.append(0x30 + digit)
            } else {
                throw .syntax
            }
        }
        return result
    }

    /// Reads the whole text as a number.
    mutating func scan() throws(DecimalError) -> Decimal {
        var sign: UInt64 = 0
        if let first = peek, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            sign = first == UInt8(ascii: "-") ? 1 : 0
            position += 1
        }
        guard let first = peek else { throw .syntax }
        if DecimalScanner.isDigit(first) || first == UInt8(ascii: ".") { return try scanNumber(sign: sign) }
        return try scanSpecial(sign: sign)
    }

    private var peek: UInt8? { position < text.count ? text[position] : nil }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func scanDigits() -> ArraySlice<UInt8> {
        let start = position
        while let byte = peek, DecimalScanner.isDigit(byte) { position += 1 }
        return text[start..<position]
    }

    private mutating func scanNumber(sign: UInt64) throws(DecimalError) -> Decimal {
        var digits = Array(scanDigits())
        var fractionCount = 0
        if peek == UInt8(ascii: ".") {
            position += 1
            let fraction = scanDigits()
            fractionCount = fraction.count
            digits.append(contentsOf: fraction)
        }
        if digits.isEmpty { throw .syntax }
        let exponent = try scanExponent() - Int64(fractionCount)
        if position != text.count { throw .syntax }
        let coefficient = LongInteger(digits: digits[...])
        // The reference clamps or rounds beyond these limits, which its exact conversion reports as invalid.
        let leading = coefficient.isZero ? exponent : exponent + Int64(coefficient.digitCount - 1)
        if leading > Int64(DecimalContext.constructibleExponentMax)
            || exponent < Int64(DecimalContext.constructibleExponentTiny)
        {
            throw .syntax
        }
        return try LongInteger.decimal(sign: sign, coefficient: coefficient, exponent: exponent)
    }

    /// The optional exponent, saturated well beyond the constructible range.
    private mutating func scanExponent() throws(DecimalError) -> Int64 {
        guard let mark = peek, mark | 0x20 == UInt8(ascii: "e") else { return 0 }
        position += 1
        var isNegative = false
        if let byte = peek, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
            isNegative = byte == UInt8(ascii: "-")
            position += 1
        }
        let digits = scanDigits()
        if digits.isEmpty { throw .syntax }
        let limit: Int64 = 4_000_000_000_000_000_000
        var magnitude: Int64 = 0
        for digit in digits {
            magnitude = magnitude >= limit / 10 ? limit : magnitude * 10 + Int64(digit - 0x30)
        }
        return isNegative ? -magnitude : magnitude
    }

    private mutating func scanSpecial(sign: UInt64) throws(DecimalError) -> Decimal {
        if matchesRest("inf") || matchesRest("infinity") {
            return Decimal(rawCoefficient: 0, rawExponent: 0, flags: Decimal.Kind.infinity.bits | sign)
        }
        let isSignaling = peek.map { $0 | 0x20 == UInt8(ascii: "s") } ?? false
        if isSignaling { position += 1 }
        guard consume("nan") else { throw .syntax }
        let payload = LongInteger(digits: scanDigits())
        if position != text.count { throw .syntax }
        let kind: Decimal.Kind = isSignaling ? .signalingNaN : .quietNaN
        if let inline = payload.uint128 {
            return Decimal(rawCoefficient: inline, rawExponent: 0, flags: kind.bits | sign)
        }
        return Decimal(
            rawCoefficient: try LongCoefficientTable.intern(payload), rawExponent: 1,
            flags: kind.bits | sign)
    }

    private func matchesRest(_ word: StaticString) -> Bool {
        word.utf8CodeUnitCount == text.count - position && matches(word)
    }

    private mutating func consume(_ word: StaticString) -> Bool {
        guard matches(word) else { return false }
        position += word.utf8CodeUnitCount
        return true
    }

    private func matches(_ word: StaticString) -> Bool {
        guard position + word.utf8CodeUnitCount <= text.count else { return false }
        for index in 0..<word.utf8CodeUnitCount where text[position + index] | 0x20 != word.utf8Start[index] {
            return false
        }
        return true
    }
}
