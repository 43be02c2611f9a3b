// What tokens say: their bytes, and the text of strings with escapes resolved.

import Glibc

extension JSONLexer {
    /// The bytes of a token, quotes of a string left out, escapes as they stand.
    @inline(__always)
    public func raw(_ token: JSONToken) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[token.start..<token.end])
    }

    /// The text of a string token as WTF-8, escapes resolved and surrogate pairs joined.
    public func text(_ token: JSONToken) -> [UInt8] {
        precondition(token.isString)
        let source = raw(token)
        guard token.kind == .escapedString else { return Array(source) }
        var result: [UInt8] = []
        result.reserveCapacity(source.count)
        var position = 0
        while position < source.count {
            guard source[position] == UInt8(ascii: "\\") else {
                result.append(source[position])
                position += 1
                continue
            }
            let code = source[position + 1]
            position += 2
            guard code == UInt8(ascii: "u") else {
                result.append(Self.shortEscape(code))
                continue
            }
            var scalar = Self.unit(source, position)
            position += 4
            if 0xD800..<0xDC00 ~= scalar, position + 6 <= source.count,
                source[position] == UInt8(ascii: "\\"), source[position + 1] == UInt8(ascii: "u")
            {
                let low = Self.unit(source, position + 2)
                if 0xDC00..<0xE000 ~= low {
                    scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
                    position += 6
                }
            }
            WTF8.append(scalar, to: &result)
        }
        return result
    }

    private static func unit(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 << 4 | UInt32(Hexadecimal.value(bytes[start + $1]) ?? 0) }
    }

    private static func shortEscape(_ code: UInt8) -> UInt8 {
        switch code {
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        default: code
        }
    }

    /// The first eight bytes of a string token, zero-filled, the first in the lowest byte.
    @inline(__always)
    func firstBytes(_ token: JSONToken) -> UInt64 {
        let length = token.end - token.start
        let address = UnsafeRawPointer(base + token.start)
        if length >= 8 { return UInt64(littleEndian: address.loadUnaligned(as: UInt64.self)) }
        guard end - token.start >= 8 else {
            var word: UInt64 = 0
            for index in 0..<length { word |= UInt64(base[token.start + index]) << (8 * index) }
            return word
        }
        return UInt64(littleEndian: address.loadUnaligned(as: UInt64.self)) & ((1 << (8 * length)) &- 1)
    }

    /// Whether a key token spells `name`.
    public func key(_ token: JSONToken, is name: StaticString) -> Bool {
        if token.kind == .escapedString {
            return text(token).elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        }
        let length = token.end - token.start
        return length == name.utf8CodeUnitCount && memcmp(base + token.start, name.utf8Start, length) == 0
    }
}
