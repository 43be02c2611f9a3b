// Decimals from JSON values that are not text: decimal specification, section 2.2.

import DecimalArithmetic

enum LooseDecimal {
    /// The decimal that a token stands for; nil when its type cannot be one.
    static func read(_ token: JSONToken, _ lexer: borrowing JSONLexer) throws(DecimalError) -> Decimal? {
        switch token.kind {
        case .string, .escapedString:
            return try parse(lexer.text(token))
        case .integer:
            let value = try Decimal(parsing: UnsafeRawBufferPointer(lexer.raw(token)))
            return value.isZero ? .zero : value
        case .double:
            return Decimal(exactly: JSONParser.double(lexer.raw(token)))
        case .notANumber: return Decimal(exactly: .nan)
        case .infinity: return Decimal(exactly: .infinity)
        case .negativeInfinity: return Decimal(exactly: -.infinity)
        case .true: return .one
        case .false: return .zero
        case .array: return try triple(lexer.raw(token))
        case .null, .object, .missing: return nil
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(DecimalError) -> Decimal {
        let result = bytes.withUnsafeBytes { raw in
            Result { () throws(DecimalError) -> Decimal in try Decimal(parsing: raw) }
        }
        return try result.get()
    }

    /// `[sign, [digits…], exponent]`.
    private static func triple(_ text: UnsafeBufferPointer<UInt8>) throws(DecimalError) -> Decimal? {
        guard let parts = (try? JSONParser.parse(text))?.arrayValue, parts.count == 3,
            let sign = parts[0].integerValue, sign == 0 || sign == 1,
            let digits = parts[1].arrayValue, let exponent = parts[2].integerValue
        else { return nil }
        var spelled = [UInt8](sign == 1 ? "-".utf8 : "".utf8)
        for digit in digits {
            guard let value = digit.integerValue, 0...9 ~= value else { return nil }
            spelled.append(UInt8(ascii: "0") + UInt8(value))
        }
        if digits.isEmpty { spelled.append(UInt8(ascii: "0")) }
        spelled.append(contentsOf: "E\(exponent)".utf8)
        return try parse(spelled)
    }
}
