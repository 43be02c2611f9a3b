// Builds the tree of a JSON text. Rules: duplicate names, the last wins; integers are never turned
// into doubles; numbers with a point or exponent are the nearest double.

import Glibc

public enum JSONParser {
    /// Parses one complete document. Errors carry the byte offset.
    public static func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONError) -> JSONValue {
        if let offset = WTF8.firstInvalidUTF8(bytes) {
            throw JSONError(offset: offset, reason: "bytes that are not UTF-8")
        }
        var lexer = JSONLexer(bytes)
        let value = try tree(&lexer)
        try lexer.finish()
        return value
    }

    public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(JSONError) -> JSONValue in try parse(buffer) }
        }
        return try result.get()
    }

    public static func parse(text: String) throws(JSONError) -> JSONValue { try parse(Array(text.utf8)) }

    /// The value that starts where `lexer` stands.
    static func tree(_ lexer: inout JSONLexer) throws(JSONError) -> JSONValue {
        lexer.skipWhitespace()
        guard lexer.index < lexer.bytes.count else { return scalar(try lexer.value(), lexer) }
        switch lexer.bytes[lexer.index] {
        case UInt8(ascii: "{"):
            var object = JSONObject()
            try lexer.members { (inner, key) throws(JSONError) in
                let name = inner.text(key)
                object.set(name, try tree(&inner))
            }
            return .object(object)
        case UInt8(ascii: "["):
            var values: [JSONValue] = []
            try lexer.elements { (inner) throws(JSONError) in values.append(try tree(&inner)) }
            return .array(values)
        default:
            return scalar(try lexer.value(), lexer)
        }
    }

    /// The value of a scalar token.
    public static func scalar(_ token: JSONToken, _ lexer: JSONLexer) -> JSONValue {
        switch token.kind {
        case .string, .escapedString: return .string(lexer.text(token))
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .null: return .null
        case .notANumber: return .double(.nan)
        case .infinity: return .double(.infinity)
        case .negativeInfinity: return .double(-.infinity)
        case .double: return .double(double(lexer.raw(token)))
        case .integer: return integer(lexer.raw(token))
        case .array, .object, .missing: preconditionFailure("no scalar")
        }
    }

    /// The nearest double of a JSON number.
    static func double(_ digits: UnsafeBufferPointer<UInt8>) -> Double {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: digits.count + 1) { text in
            for (position, byte) in digits.enumerated() { text[position] = CChar(bitPattern: byte) }
            text[digits.count] = 0
            return strtod(text.baseAddress!, nil)
        }
    }

    private static func integer(_ digits: UnsafeBufferPointer<UInt8>) -> JSONValue {
        if let value = Int(String(decoding: digits, as: UTF8.self)) { return .integer(value) }
        return .bigInteger(Array(digits))
    }
}
