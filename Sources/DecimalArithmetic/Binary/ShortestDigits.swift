// Purpose: the shortest decimal digits that read back as a given double, as integers.
// The standard library's printer supplies the digits; only the layout differs from the reference.

/// value = (+-) digits * 10^exponent, digits without trailing zeros (0 for zero).
struct ShortestDigits {
    let digits: UInt64
    let exponent: Int

    /// - Precondition: `value` is finite.
    init(_ value: Double) {
        precondition(value.isFinite, "an infinity or NaN has no digits")
        var digits: UInt64 = 0
        var exponent = 0
        var isFraction = false
        var text = value.magnitude.description
        text.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: ".") {
                    isFraction = true
                } else if byte == UInt8(ascii: "e") {
                    exponent += ShortestDigits.signedInteger(bytes[(index + 1)...])
                    break
                } else {
                    digits = digits * 10 + UInt64(byte - 0x30)
                    if isFraction { exponent -= 1 }
                }
                index += 1
            }
        }
        if digits == 0 { exponent = 0 }
        while digits != 0 && digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        self.digits = digits
        self.exponent = exponent
    }

    /// Position of the point: the value is 0.d1d2... * 10^pointPosition.
    var pointPosition: Int { exponent + PowersOfTen.digitCount(digits) }

    /// True when the reference prints the value without exponent (1e-4 <= |x| < 1e16, and zero).
    var isFixedNotation: Bool { digits == 0 || (pointPosition > -4 && pointPosition <= 16) }

    private static func signedInteger(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var magnitude = 0
        for byte in bytes where byte >= 0x30 && byte <= 0x39 {
            magnitude = magnitude * 10 + Int(byte - 0x30)
        }
        return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}
