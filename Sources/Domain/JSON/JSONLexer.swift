// The one reader of JSON text: walks UTF-8 bytes, checks the grammar in full and hands out
// tokens as ranges, without building anything. The tree (`JSONParser`) and the fixture reader
// (`EventReader`) both stand on it, so that there is one opinion on what JSON is.
//
// Accepted beyond RFC 8259, as the reference does: the bare words NaN, Infinity, -Infinity, and
// escapes of lone surrogates. The bytes must already be known to be valid UTF-8.

/// What is wrong with a JSON text, and where (byte offset from its start).
public struct JSONError: Error, Equatable, Sendable {
    public var offset: Int
    public var reason: String

    public init(offset: Int, reason: String) {
        self.offset = offset
        self.reason = reason
    }
}

/// One JSON value as a range of the text it stands in.
public struct JSONToken: Equatable, Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        case string, escapedString, integer, double, `true`, `false`, null
        case notANumber, infinity, negativeInfinity, array, object
        /// No value: a member that an object does not have.
        case missing
    }

    public var kind: Kind
    private var first: UInt32
    private var limit: UInt32

    @inline(__always)
    init(kind: Kind, start: Int, end: Int) {
        self.kind = kind
        first = UInt32(truncatingIfNeeded: start)
        limit = UInt32(truncatingIfNeeded: end)
    }

    /// Offset of the first byte; for strings, the first byte after the quote.
    @inline(__always)
    public var start: Int { Int(first) }
    /// Offset after the last byte; for strings, of the closing quote.
    @inline(__always)
    public var end: Int { Int(limit) }

    static var missing: JSONToken { JSONToken(kind: .missing, start: 0, end: 0) }

    public var isString: Bool { kind == .string || kind == .escapedString }
}

public struct JSONLexer {
    /// Containers nested deeper than this are refused, so that hostile input cannot exhaust the stack.
    public static let depthLimit = 200

    public let bytes: UnsafeBufferPointer<UInt8>
    public private(set) var index: Int
    let base: UnsafePointer<UInt8>
    let end: Int
    private var depth = 0

    /// Longest text whose offsets fit a token.
    public static let lengthLimitBytes = Int(UInt32.max)

    /// A lexer over `bytes`, which must outlive it. An empty text is an error of the first call.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) {
        precondition(bytes.count <= Self.lengthLimitBytes, "a JSON text of more than 4 GiB")
        self.bytes = bytes
        base = bytes.baseAddress ?? UnsafePointer(bitPattern: 1)!
        end = bytes.count
        index = 0
    }

    /// Reads the value that starts here, checked to its end.
    @inline(__always)
    public mutating func value() throws(JSONError) -> JSONToken {
        if index < end, base[index] == UInt8(ascii: "\"") { return try string() }
        return try anyValue()
    }

    @inline(never)
    private mutating func anyValue() throws(JSONError) -> JSONToken {
        skipWhitespace()
        guard index < end else { throw failure("unexpected end of text, a value was expected") }
        switch base[index] {
        case UInt8(ascii: "\""):
            return try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try number()
        case UInt8(ascii: "{"):
            let start = index
            try members { (lexer, _) throws(JSONError) in _ = try lexer.value() }
            return JSONToken(kind: .object, start: start, end: index)
        case UInt8(ascii: "["):
            let start = index
            try elements { (lexer) throws(JSONError) in _ = try lexer.value() }
            return JSONToken(kind: .array, start: start, end: index)
        case UInt8(ascii: "t"): return try word("true", .true)
        case UInt8(ascii: "f"): return try word("false", .false)
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "N"): return try word("NaN", .notANumber)
        case UInt8(ascii: "I"): return try word("Infinity", .infinity)
        default: throw failure("a value was expected")
        }
    }

    /// Reads an object: calls `body` once per member with the key; `body` must read the value.
    @inline(__always)
    public mutating func members(
        _ body: (inout JSONLexer, JSONToken) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(UInt8(ascii: "{"))
        if closes(UInt8(ascii: "}")) { return }
        while true {
            skipWhitespace()
            guard index < end, base[index] == UInt8(ascii: "\"") else {
                throw failure("a member name in double quotes was expected")
            }
            let key = try string()
            skipWhitespace()
            guard index < end, base[index] == UInt8(ascii: ":") else { throw failure("':' was expected") }
            index += 1
            try body(&self, key)
            if try !continues(orCloses: UInt8(ascii: "}")) { return }
        }
    }

    /// Reads an array: calls `body` once per element; `body` must read the value.
    public mutating func elements(
        _ body: (inout JSONLexer) throws(JSONError) -> Void
    ) throws(JSONError) {
        try open(UInt8(ascii: "["))
        if closes(UInt8(ascii: "]")) { return }
        while true {
            try body(&self)
            if try !continues(orCloses: UInt8(ascii: "]")) { return }
        }
    }

    /// Fails unless only white space is left.
    public mutating func finish() throws(JSONError) {
        skipWhitespace()
        if index < end { throw failure("text after the end of the value") }
    }

    @inline(__always)
    public mutating func skipWhitespace() {
        while index < end {
            switch base[index] {
            case 0x20, 0x09, 0x0A, 0x0D: index += 1
            default: return
            }
        }
    }

    // MARK: - Containers

    private mutating func open(_ bracket: UInt8) throws(JSONError) {
        skipWhitespace()
        guard index < end, base[index] == bracket else {
            throw failure(bracket == UInt8(ascii: "{") ? "an object was expected" : "an array was expected")
        }
        guard depth < Self.depthLimit else { throw failure("more than \(Self.depthLimit) nested containers") }
        depth += 1
        index += 1
    }

    private mutating func closes(_ bracket: UInt8) -> Bool {
        skipWhitespace()
        guard index < end, base[index] == bracket else { return false }
        index += 1
        depth -= 1
        return true
    }

    @inline(__always)
    private mutating func continues(orCloses bracket: UInt8) throws(JSONError) -> Bool {
        skipWhitespace()
        guard index < end else { throw failure("unexpected end of text inside a container") }
        if base[index] == UInt8(ascii: ",") {
            index += 1
            return true
        }
        guard base[index] == bracket else {
            throw failure("',' or '\(Character(Unicode.Scalar(bracket)))' was expected")
        }
        index += 1
        depth -= 1
        return false
    }

    // MARK: - Scalars

    @inline(__always)
    private mutating func string() throws(JSONError) -> JSONToken {
        let start = index + 1
        index = plainEnd(from: start)
        if index < end, base[index] == UInt8(ascii: "\"") {
            index += 1
            return JSONToken(kind: .string, start: start, end: index - 1)
        }
        return try specialString(start)
    }

    /// The first byte at or after `start` that ends a run of plain string bytes: a quote, a
    /// backslash, a control character, or the end. Eight bytes at a time.
    @inline(__always)
    private func plainEnd(from start: Int) -> Int {
        var position = start
        while position + 8 <= end {
            let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
            let special = Self.zeroBytes(word ^ Self.quotes) | Self.zeroBytes(word ^ Self.backslashes)
                | ((word &- Self.spaces) & ~word & Self.highBits)
            // Only the lowest mark is exact, and only the lowest is used.
            if special != 0 { return position + special.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < end {
            let byte = base[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
            position += 1
        }
        return position
    }

    private static var highBits: UInt64 { 0x8080_8080_8080_8080 }
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
    private static var quotes: UInt64 { 0x2222_2222_2222_2222 }
    private static var backslashes: UInt64 { 0x5C5C_5C5C_5C5C_5C5C }
    private static var spaces: UInt64 { 0x2020_2020_2020_2020 }

    /// The high bit of every byte that is zero; above the first such byte, marks may be wrong.
    @inline(__always)
    private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & highBits }

    /// The rest of a string that does not end at its first special byte.
    @inline(never)
    private mutating func specialString(_ start: Int) throws(JSONError) -> JSONToken {
        while index < end {
            let byte = base[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return JSONToken(kind: .escapedString, start: start, end: index - 1)
            }
            guard byte == UInt8(ascii: "\\") else {
                throw failure("a control character inside a string must be escaped")
            }
            try skipEscape()
            index = plainEnd(from: index)
        }
        index = start - 1
        throw failure("a string without its closing quote")
    }

    private mutating func skipEscape() throws(JSONError) {
        guard index + 1 < end else { throw failure("a string without its closing quote") }
        switch base[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
            UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 2
        case UInt8(ascii: "u"):
            guard index + 6 <= end, (2..<6).allSatisfy({ Hexadecimal.value(base[index + $0]) != nil }) else {
                throw failure("'\\u' needs four hexadecimal digits")
            }
            index += 6
        default:
            throw failure("an unknown escape in a string")
        }
    }

    private mutating func number() throws(JSONError) -> JSONToken {
        let start = index
        if base[index] == UInt8(ascii: "-") {
            index += 1
            if index < end, base[index] == UInt8(ascii: "I") {
                let token = try word("Infinity", .negativeInfinity)
                return JSONToken(kind: token.kind, start: start, end: token.end)
            }
        }
        guard index < end, isDigit(base[index]) else { throw failure("a digit was expected") }
        if base[index] == UInt8(ascii: "0") { index += 1 } else { skipDigits() }
        var kind = JSONToken.Kind.integer
        if index + 1 < end, base[index] == UInt8(ascii: "."), isDigit(base[index + 1]) {
            kind = .double
            index += 1
            skipDigits()
        }
        if index < end, base[index] | 0x20 == UInt8(ascii: "e") {
            var exponent = index + 1
            if exponent < end, base[exponent] == UInt8(ascii: "+") || base[exponent] == UInt8(ascii: "-") {
                exponent += 1
            }
            if exponent < end, isDigit(base[exponent]) {
                kind = .double
                index = exponent
                skipDigits()
            }
        }
        return JSONToken(kind: kind, start: start, end: index)
    }

    @inline(__always)
    private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    private mutating func skipDigits() {
        while index < end, isDigit(base[index]) { index += 1 }
    }

    private mutating func word(_ text: StaticString, _ kind: JSONToken.Kind) throws(JSONError) -> JSONToken {
        let length = text.utf8CodeUnitCount
        guard index + length <= end, (0..<length).allSatisfy({ base[index + $0] == text.utf8Start[$0] }) else {
            throw failure("a value was expected")
        }
        index += length
        return JSONToken(kind: kind, start: index - length, end: index)
    }

    private func failure(_ reason: String) -> JSONError { JSONError(offset: index, reason: reason) }
}
