// A record as people and programs read it: one line, text or JSON, whatever it was read from.

import Domain

public struct RecordDescription {
    /// The name of the record's kind.
    public let kind: String
    /// What the record says, in order.
    public let fields: JSONObject

    /// One line with its newline. `head` says which record it is: a position in a journal, a sequence of a ring.
    ///
    /// Text: the head's value, the kind, and `name=value` for each field.
    public func line(_ head: (name: String, value: UInt64), isJSON: Bool) -> String {
        guard isJSON else {
            let words = fields.members.map { "\(String(decoding: $0.key, as: UTF8.self))=\(Self.plain($0.value))" }
            return (["\(head.value)", kind] + words).joined(separator: " ") + "\n"
        }
        var document = JSONObject([(head.name, RecordDescriber.number(head.value)), ("kind", .text(kind))])
        for member in fields.members { document.set(member.key, member.value) }
        return Self.compact(.object(document)) + "\n"
    }

    /// Text as it is unless it would look like something else.
    private static func plain(_ value: JSONValue) -> String {
        guard let string = value.stringValue, !string.isEmpty, string.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
            return compact(value)
        }
        return string
    }

    private static func compact(_ value: JSONValue) -> String {
        var buffer = ByteBuffer(capacity: 512)
        buffer.appendCompact(value)
        return buffer.string
    }
}
