// A JSON document as a tree: configuration, expected results, vectors, reports. Not for the
// event path, which reads tokens in place.

public enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    /// An integer beyond 64 bits, as normalised decimal digits with an optional minus.
    case bigInteger([UInt8])
    case double(Double)
    /// WTF-8 bytes.
    case string([UInt8])
    case array([JSONValue])
    case object(JSONObject)

    public static func text(_ text: String) -> JSONValue { .string(Array(text.utf8)) }

    /// The name that error messages use for this kind of value.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .bigInteger: "an integer"
        case .double: "a number with a fraction or exponent"
        case .string: "text"
        case .array: "an array"
        case .object: "an object"
        }
    }

    /// The member `name` of an object; nil when this is no object or has no such member.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    public var stringValue: String? {
        guard case .string(let bytes) = self else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }

    public var integerValue: Int? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// An integer or a double as a double.
    public var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    public var arrayValue: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    public var objectValue: JSONObject? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    public var isNull: Bool {
        if case .null = self { true } else { false }
    }

    /// The truth value that the reference gives to configuration flags: null, false, zero and
    /// empty text, arrays and objects are false, all else is true.
    public var isTruthy: Bool {
        switch self {
        case .null: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .bigInteger: true
        case .double(let value): value != 0
        case .string(let bytes): !bytes.isEmpty
        case .array(let values): !values.isEmpty
        case .object(let object): !object.members.isEmpty
        }
    }
}

/// The members of an object in the order of their first appearance. A repeated name keeps its
/// place and takes the last value. Look-up is O(1) past a handful of members.
public struct JSONObject: Sendable {
    public private(set) var members: [(key: [UInt8], value: JSONValue)] = []
    private var positions: [[UInt8]: Int] = [:]
    private static let linearLimit = 12

    public init() {}

    public init(_ members: [(String, JSONValue)]) {
        for (key, value) in members { set(Array(key.utf8), value) }
    }

    public subscript(name: String) -> JSONValue? {
        position(of: Array(name.utf8)).map { members[$0].value }
    }

    public mutating func set(_ key: [UInt8], _ value: JSONValue) {
        if let position = position(of: key) {
            members[position].value = value
            return
        }
        members.append((key, value))
        if members.count == Self.linearLimit {
            for (position, member) in members.enumerated() { positions[member.key] = position }
        } else if members.count > Self.linearLimit {
            positions[key] = members.count - 1
        }
    }

    public mutating func set(_ key: String, _ value: JSONValue) { set(Array(key.utf8), value) }

    private func position(of key: [UInt8]) -> Int? {
        members.count < Self.linearLimit ? members.firstIndex { $0.key == key } : positions[key]
    }
}
