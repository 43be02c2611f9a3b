// Reads one `l2_snapshot` record: domain specification, section 9.
//
// Two passes over the bytes: the first checks the whole text as JSON and notes where each member stands (the
// last of duplicate keys wins), the second reads the members in the order in which the reference validates
// them, so that the first fault is the same one. The reader keeps its working memory from record to record.

import DecimalArithmetic
import Domain

public struct L2SnapshotReader: Sendable {
    private var fields = InlineArray<9, JSONToken?>(repeating: nil)
    /// The levels of the side being read.
    private var levelTokens: [JSONToken] = []

    public init() {}

    /// Reads `bytes` into `snapshot`, whose content means nothing after an error. Texts are interned once all
    /// is valid. O(bytes); without allocation for plain records once the arrays have grown.
    public mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, into snapshot: inout L2Snapshot, _ symbols: inout SymbolTable
    ) throws(L2ParseError) {
        let lexer = try scan(bytes)
        try checkSchema(lexer)
        try checkTypes(lexer)
        snapshot.timeMs = try integer(.timeMs, lexer)
        snapshot.depth = try integer(.depth, lexer)
        try readLevels(.bids, into: &snapshot.bids, lexer)
        try readLevels(.asks, into: &snapshot.asks, lexer)
        try L2Rules.check(snapshot)
        snapshot.meta = try meta(lexer)
        snapshot.symbol = try intern(.symbol, lexer, &symbols)
        snapshot.venue = try intern(.venue, lexer, &symbols)
    }

    /// The same for text that is at hand as an array.
    public mutating func read(_ bytes: [UInt8], _ symbols: inout SymbolTable) throws(L2ParseError) -> L2Snapshot {
        var snapshot = L2Snapshot()
        let result = bytes.withUnsafeBufferPointer { buffer in
            Result { () throws(L2ParseError) in try read(buffer, into: &snapshot, &symbols) }
        }
        try result.get()
        return snapshot
    }

    // MARK: - Members

    private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) throws(L2ParseError) -> JSONLexer {
        fields = InlineArray(repeating: nil)
        guard WTF8.firstInvalidUTF8(bytes) == nil else { throw .invalid(.invalidJSON) }
        var lexer = JSONLexer(bytes)
        lexer.skipWhitespace()
        let isObject = lexer.index < bytes.count && bytes[lexer.index] == UInt8(ascii: "{")
        do throws(JSONError) {
            if isObject {
                try lexer.members { (inner, key) throws(JSONError) in
                    let value = try inner.value()
                    if let field = Self.field(key, inner) { fields[Int(field.code)] = value }
                }
            } else {
                _ = try lexer.value()
            }
            try lexer.finish()
        } catch {
            throw .invalid(.invalidJSON)
        }
        if !isObject { throw .invalid(.notAnObject) }
        return lexer
    }

    private static func field(_ key: JSONToken, _ lexer: JSONLexer) -> L2Field? {
        if lexer.key(key, is: "type") { return .type }
        if lexer.key(key, is: "v") { return .version }
        if lexer.key(key, is: "ts_ms") { return .timeMs }
        if lexer.key(key, is: "symbol") { return .symbol }
        if lexer.key(key, is: "venue") { return .venue }
        if lexer.key(key, is: "depth") { return .depth }
        if lexer.key(key, is: "bids") { return .bids }
        if lexer.key(key, is: "asks") { return .asks }
        if lexer.key(key, is: "meta") { return .meta }
        return nil
    }

    private func checkSchema(_ lexer: JSONLexer) throws(L2ParseError) {
        guard let type = fields[Int(L2Field.type.code)], type.isString, lexer.key(type, is: "l2_snapshot") else {
            throw .invalid(.unexpectedType, .type)
        }
        guard let version = fields[Int(L2Field.version.code)], Self.isZero(version, lexer) else {
            throw .invalid(.unsupportedVersion, .version)
        }
    }

    /// Numerically zero: 0.0 and false count, text does not.
    private static func isZero(_ token: JSONToken, _ lexer: JSONLexer) -> Bool {
        switch token.kind {
        case .false: true
        case .integer, .double: JSONParser.scalar(token, lexer).doubleValue == 0
        default: false
        }
    }

    /// Presence of all members first, then their types.
    private func checkTypes(_ lexer: JSONLexer) throws(L2ParseError) {
        let required = L2Field.timeMs.code...L2Field.asks.code
        for code in required where fields[Int(code)] == nil {
            throw .invalid(.missingField, L2Field(code: code))
        }
        for code in required where !Self.hasType(fields[Int(code)]!, L2Field(code: code)!) {
            throw .invalid(.wrongType, L2Field(code: code))
        }
    }

    private static func hasType(_ token: JSONToken, _ field: L2Field) -> Bool {
        switch field {
        case .timeMs, .depth: token.kind == .integer || token.kind == .true || token.kind == .false
        case .bids, .asks: token.kind == .array
        default: token.isString
        }
    }

    private func integer(_ field: L2Field, _ lexer: JSONLexer) throws(L2ParseError) -> BookInteger {
        let token = fields[Int(field.code)]!
        switch JSONParser.scalar(token, lexer) {
        case .integer(let value): return BookInteger(value)
        case .bool(let flag): return BookInteger(flag ? 1 : 0, isBoolean: true)
        default: throw .invalid(.integerTooLarge, field)
        }
    }

    private func meta(_ lexer: JSONLexer) throws(L2ParseError) -> JSONObject {
        guard let token = fields[Int(L2Field.meta.code)] else { return JSONObject() }
        guard token.kind == .object else { throw .invalid(.wrongType, .meta) }
        do throws(JSONError) {
            return try JSONParser.parse(lexer.raw(token)).objectValue ?? JSONObject()
        } catch {
            throw .invalid(.invalidJSON, .meta)
        }
    }

    private func intern(
        _ field: L2Field, _ lexer: JSONLexer, _ symbols: inout SymbolTable
    ) throws(L2ParseError) -> SymbolID {
        let token = fields[Int(field.code)]!
        let symbol =
            token.kind == .string
            ? symbols.intern(lexer.raw(token))
            : lexer.text(token).withUnsafeBufferPointer { symbols.intern($0) }
        guard let symbol else { throw .invalid(.tooManySymbols, field) }
        return symbol
    }

    // MARK: - Levels

    private mutating func readLevels(
        _ side: L2Field, into levels: inout [BookLevel], _ lexer: JSONLexer
    ) throws(L2ParseError) {
        let text = lexer.raw(fields[Int(side.code)]!)
        levels.removeAll(keepingCapacity: true)
        levelTokens.removeAll(keepingCapacity: true)
        let reader = LevelReader(text, side)
        try reader.collect(into: &levelTokens)
        for (index, token) in levelTokens.enumerated() { levels.append(try reader.level(token, index)) }
    }
}
