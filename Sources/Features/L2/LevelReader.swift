// Reads the `[price, quantity]` pairs of one side of a book.
// The text was checked as JSON before; a failure of the lexer here would be a fault of this program, and is
// reported as invalid JSON rather than trusted away.

import DecimalArithmetic
import Domain

struct LevelReader {
    private let text: UnsafeBufferPointer<UInt8>
    private let side: L2Field

    /// - Parameters:
    ///   - text: the array of levels, brackets included.
    ///   - side: `bids` or `asks`, for errors.
    init(_ text: UnsafeBufferPointer<UInt8>, _ side: L2Field) {
        self.text = text
        self.side = side
    }

    /// Appends the token of each level.
    func collect(into tokens: inout [JSONToken]) throws(L2ParseError) {
        var lexer = JSONLexer(text)
        do throws(JSONError) {
            try lexer.elements { (inner) throws(JSONError) in tokens.append(try inner.value()) }
        } catch {
            throw .invalid(.invalidJSON, side)
        }
    }

    /// The level of one token: shape, price is text, quantity is text, then both as decimals.
    func level(_ token: JSONToken, _ index: Int) throws(L2ParseError) -> BookLevel {
        guard token.kind == .array else { throw .invalid(.malformedLevel, side, level: index) }
        var lexer = JSONLexer(UnsafeBufferPointer(rebasing: text[token.start..<token.end]))
        var count = 0
        var price: JSONToken?
        var quantity: JSONToken?
        do throws(JSONError) {
            try lexer.elements { (inner) throws(JSONError) in
                let value = try inner.value()
                if count == 0 { price = value } else { quantity = value }
                count += 1
            }
        } catch {
            throw .invalid(.invalidJSON, side, level: index)
        }
        guard count == 2, let price, let quantity else { throw .invalid(.malformedLevel, side, level: index) }
        guard price.isString else { throw .invalid(.priceNotText, side, level: index) }
        guard quantity.isString else { throw .invalid(.quantityNotText, side, level: index) }
        do throws(DecimalError) {
            return BookLevel(price: try decimal(price, lexer), quantity: try decimal(quantity, lexer))
        } catch {
            throw .invalid(.invalidDecimal, side, level: index)
        }
    }

    private func decimal(_ token: JSONToken, _ lexer: JSONLexer) throws(DecimalError) -> Decimal {
        if token.kind == .string { return try Decimal(parsing: UnsafeRawBufferPointer(lexer.raw(token))) }
        let result = lexer.text(token).withUnsafeBytes { bytes in
            Result { () throws(DecimalError) in try Decimal(parsing: bytes) }
        }
        return try result.get()
    }
}
