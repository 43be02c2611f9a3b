// Purpose: a small strict JSON reader for vector lines. Needed because Foundation's reader does not round numbers
// correctly on Linux (412666.09632981103 comes back one unit off), which the double vectors notice.
// Not a general reader: malformed input traps, it is our own data.

/// A JSON value; numbers keep their text so that the reader decides nothing.
enum VectorJSON {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([VectorJSON])
    case object([String: VectorJSON])

    init(parsing bytes: UnsafeBufferPointer<UInt8>) {
        var reader = VectorJSONReader(bytes: bytes)
        self = reader.readValue()
    }

    subscript(key: String) -> VectorJSON? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    var string: String? {
        if case .string(let value) = self { return value }
        return nil
    }

    /// Correctly rounded: the standard library reads numbers with the C library.
    var double: Double? {
        if case .number(let text) = self { return Double(text) }
        return nil
    }

    var members: [String: VectorJSON] {
        if case .object(let members) = self { return members }
        return [:]
    }

    /// Scalars as the text a vector outcome uses.
    var scalarText: String? {
        switch self {
        case .string(let value), .number(let value): value
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}

private struct VectorJSONReader {
    let bytes: UnsafeBufferPointer<UInt8>
    var position = 0

    mutating func readValue() -> VectorJSON {
        skipSpace()
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string(readString())
        case UInt8(ascii: "{"): return readObject()
        case UInt8(ascii: "["): return readArray()
        case UInt8(ascii: "t"): return literal("true", .bool(true))
        case UInt8(ascii: "f"): return literal("false", .bool(false))
        case UInt8(ascii: "n"): return literal("null", .null)
        default: return readNumber()
        }
    }

    private mutating func skipSpace() {
        while position < bytes.count && bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func literal(_ word: StaticString, _ value: VectorJSON) -> VectorJSON {
        position += word.utf8CodeUnitCount
        return value
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func readObject() -> VectorJSON {
        position += 1
        var members: [String: VectorJSON] = [:]
        if take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            let key = readString()
            precondition(take(UInt8(ascii: ":")), "colon expected")
            members[key] = readValue()
        } while take(UInt8(ascii: ","))
        precondition(take(UInt8(ascii: "}")), "closing brace expected")
        return .object(members)
    }

    private mutating func readArray() -> VectorJSON {
        position += 1
        var elements: [VectorJSON] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        repeat { elements.append(readValue()) } while take(UInt8(ascii: ","))
        precondition(take(UInt8(ascii: "]")), "closing bracket expected")
        return .array(elements)
    }

    private mutating func readNumber() -> VectorJSON {
        let start = position
        while position < bytes.count, bytes[position] > 0x2a && bytes[position] != 0x2c,
            bytes[position] != 0x5d && bytes[position] != 0x7d
        {
            position += 1
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func readString() -> String {
        precondition(bytes[position] == UInt8(ascii: "\""), "string expected")
        position += 1
        let start = position
        while bytes[position] != UInt8(ascii: "\"") && bytes[position] != UInt8(ascii: "\\") { position += 1 }
        if bytes[position] == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }
        position = start
        return readEscapedString()
    }

    private mutating func readEscapedString() -> String {
        var units: [UInt16] = []
        while bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] != UInt8(ascii: "\\") {
                let start = position
                while bytes[position] != UInt8(ascii: "\"") && bytes[position] != UInt8(ascii: "\\") {
                    position += 1
                }
                units.append(contentsOf: String(decoding: bytes[start..<position], as: UTF8.self).utf16)
                continue
            }
            position += 2
            switch bytes[position - 1] {
            case UInt8(ascii: "n"): units.append(0x0a)
            case UInt8(ascii: "r"): units.append(0x0d)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0c)
            case UInt8(ascii: "u"):
                let hex = String(decoding: bytes[position..<(position + 4)], as: UTF8.self)
                units.append(UInt16(hex, radix: 16)!)
                position += 4
            case let other: units.append(UInt16(other))
            }
        }
        position += 1
        return String(decoding: units, as: UTF16.self)
    }
}
