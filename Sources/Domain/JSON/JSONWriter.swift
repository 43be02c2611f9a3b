// Writes JSON trees in the forms of the decimal specification, section 9: canonical (keys sorted,
// compact, hashed for digests), compact (insertion order, for records a line each) and pretty (two
// spaces, insertion order, for files).

extension ByteBuffer {
    /// Canonical form: keys sorted by code point at every depth, `,` and `:` without spaces.
    public mutating func appendCanonical(_ value: JSONValue) { appendCompact(value, sortingKeys: true) }

    /// Compact form: `,` and `:` without spaces. Keys keep their order unless `sortingKeys`.
    public mutating func appendCompact(_ value: JSONValue, sortingKeys: Bool = false) {
        switch value {
        case .array(let values):
            append(UInt8(ascii: "["))
            for (position, element) in values.enumerated() {
                if position > 0 { append(UInt8(ascii: ",")) }
                appendCompact(element, sortingKeys: sortingKeys)
            }
            append(UInt8(ascii: "]"))
        case .object(let object):
            append(UInt8(ascii: "{"))
            var members = object.members
            if sortingKeys { members.sort { $0.key.lexicographicallyPrecedes($1.key) } }
            for (position, member) in members.enumerated() {
                if position > 0 { append(UInt8(ascii: ",")) }
                appendJSONString(member.key)
                append(UInt8(ascii: ":"))
                appendCompact(member.value, sortingKeys: sortingKeys)
            }
            append(UInt8(ascii: "}"))
        default:
            appendScalar(value)
        }
    }

    /// Pretty form: two spaces a level, one element a line, empty containers on one line, no
    /// final newline. Keys keep their order unless `sortingKeys`.
    public mutating func appendPretty(_ value: JSONValue, sortingKeys: Bool = false, depth: Int = 0) {
        switch value {
        case .array(let values) where !values.isEmpty:
            append(UInt8(ascii: "["))
            for (position, element) in values.enumerated() {
                beginLine(position, depth: depth + 1)
                appendPretty(element, sortingKeys: sortingKeys, depth: depth + 1)
            }
            endLines(depth: depth)
            append(UInt8(ascii: "]"))
        case .object(let object) where !object.members.isEmpty:
            append(UInt8(ascii: "{"))
            var members = object.members
            if sortingKeys { members.sort { $0.key.lexicographicallyPrecedes($1.key) } }
            for (position, member) in members.enumerated() {
                beginLine(position, depth: depth + 1)
                appendJSONString(member.key)
                append(": ")
                appendPretty(member.value, sortingKeys: sortingKeys, depth: depth + 1)
            }
            endLines(depth: depth)
            append(UInt8(ascii: "}"))
        case .array: append("[]")
        case .object: append("{}")
        default: appendScalar(value)
        }
    }

    private mutating func beginLine(_ position: Int, depth: Int) {
        append(position > 0 ? ",\n" : "\n")
        for _ in 0..<depth { append("  ") }
    }

    private mutating func endLines(depth: Int) {
        append(UInt8(ascii: "\n"))
        for _ in 0..<depth { append("  ") }
    }

    private mutating func appendScalar(_ value: JSONValue) {
        switch value {
        case .null: append("null")
        case .bool(let flag): append(flag ? "true" : "false")
        case .integer(let number): append(number)
        case .bigInteger(let digits): append(digits)
        case .double(let number): append(number)
        case .string(let bytes): appendJSONString(bytes)
        case .array, .object: preconditionFailure("a container is no scalar")
        }
    }
}

extension JSONValue {
    /// The canonical text.
    public var canonicalText: String {
        var buffer = ByteBuffer()
        buffer.appendCanonical(self)
        return buffer.string
    }

    /// The pretty text, without a final newline.
    public func prettyText(sortingKeys: Bool = false) -> String {
        var buffer = ByteBuffer()
        buffer.appendPretty(self, sortingKeys: sortingKeys)
        return buffer.string
    }
}
