// JSON as this module writes it: member order is the author's, numbers are exact text.
//
// Why not a general encoder: the bytes of a generated file must be the same on every machine and
// in every release, and a config may hold `1.0`, which must not become a binary double on the way.
// Not here: reading JSON.

/// A JSON value to be written. Literals work: `["symbols": ["BTCUSDT"], "duration_ms": 5000]`.
enum JSONValue: Equatable, Sendable {
    struct Member: Equatable, Sendable {
        let key: String
        let value: JSONValue
    }

    case string(String)
    case integer(Int)
    /// A number written with its decimal places, such as 1.0.
    case number(FixedPoint)
    case boolean(Bool)
    case array([JSONValue])
    case object([Member])

    /// A number given as decimal text: `.decimal("1.0")`.
    static func decimal(_ text: Substring) -> JSONValue {
        .number(TextBlock.decimal(text))
    }

    var isScalar: Bool {
        switch self {
        case .string, .integer, .number, .boolean: true
        case .array, .object: false
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .string(value) }
    init(integerLiteral value: Int) { self = .integer(value) }
    init(booleanLiteral value: Bool) { self = .boolean(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Keeps the order in which the members are written.
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map(Member.init(key:value:)))
    }
}
