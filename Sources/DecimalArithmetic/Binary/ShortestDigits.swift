// Purpose: the shortest decimal digits that read back as a given double, as integers.
// The standard library's printer supplies the digits; only the layout differs from the reference.

/// value = (+-) digits * 10^exponent, digits without trailing zeros (0 for zero).
struct ShortestDigits {
    let digits: UInt64
    let exponent: Int

    /// - Precondition: `value` is finite.
    init(_ value: Double) {
        precondition(value.isFinite, "an infinity or NaN has no digits")
        var printed = PrintedDigits()
        value.magnitude.write(to: &printed)
        var (digits, exponent) = (printed.digits, printed.exponent)
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
}

/// Reads what the standard library prints of a finite double.
private struct PrintedDigits: TextOutputStream {
    var digits: UInt64 = 0
    var exponent = 0
    private var isFraction = false

    mutating func write(_ string: String) {
        var text = string
        text.withUTF8 { read($0) }
    }

    /// Numbers print through this requirement; left to its default, they would make a String first, and one of
    /// more than 15 characters lives on the heap.
    mutating func _writeASCII(_ bytes: UnsafeBufferPointer<UInt8>) { read(bytes) }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                isFraction = true
            } else if byte == UInt8(ascii: "e") {
                exponent += Self.signedInteger(bytes[(index + 1)...])
                return
            } else {
                digits = digits * 10 + UInt64(byte - 0x30)
                if isFraction { exponent -= 1 }
            }
        }
    }

    private static func signedInteger(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var magnitude = 0
        for byte in bytes where byte >= 0x30 && byte <= 0x39 {
            magnitude = magnitude * 10 + Int(byte - 0x30)
        }
        return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }
}
