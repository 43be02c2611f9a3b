// JSON string escaping: ASCII output, as the canonical form asks.

extension ByteBuffer {
    /// A JSON string literal for WTF-8 bytes: `"`, `\` and the five short escapes, everything outside
    /// U+0020…U+007E as `\uXXXX` in lower case, supplementary code points as surrogate pairs.
    /// Lone surrogates (three WTF-8 bytes) come out as the escape they came from.
    public mutating func appendJSONString(_ source: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        var index = 0
        while index < source.count {
            let byte = source[index]
            if byte < 0x80 {
                appendEscaped(ascii: byte)
                index += 1
            } else {
                let (scalar, length) = WTF8.decode(source, at: index)
                appendEscaped(scalar: scalar)
                index += length
            }
        }
        append(UInt8(ascii: "\""))
    }

    public mutating func appendJSONString(_ source: [UInt8]) {
        source.withUnsafeBufferPointer { appendJSONString($0) }
    }

    public mutating func appendJSONString(text: String) {
        var copy = text
        copy.withUTF8 { appendJSONString($0) }
    }

    /// Opens a string literal whose raw text is appended next; returns where it starts.
    @inline(__always)
    public mutating func beginJSONString() -> Int {
        append(UInt8(ascii: "\""))
        return count
    }

    /// Closes the literal that `beginJSONString` opened: escapes what was appended since, if it needs it.
    public mutating func endJSONString(from start: Int) {
        let raw = bytes[start...]
        if raw.allSatisfy({ 0x20...0x7E ~= $0 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            append(UInt8(ascii: "\""))
        } else {
            let text = Array(raw)
            truncate(to: start - 1)
            appendJSONString(text)
        }
    }

    private mutating func appendEscaped(ascii byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0x0C: append("\\f")
        case 0x08: append("\\b")
        case 0x20...0x7E: append(byte)
        default: appendEscape(unit: UInt32(byte))
        }
    }

    private mutating func appendEscaped(scalar: UInt32) {
        if scalar < 0x10000 { return appendEscape(unit: scalar) }
        let offset = scalar - 0x10000
        appendEscape(unit: 0xD800 + (offset >> 10))
        appendEscape(unit: 0xDC00 + (offset & 0x3FF))
    }

    private mutating func appendEscape(unit: UInt32) {
        append("\\u")
        for shift in stride(from: UInt32(12), through: 0, by: -4) {
            append(Hexadecimal.digit(UInt8((unit >> shift) & 0xF)))
        }
    }
}
