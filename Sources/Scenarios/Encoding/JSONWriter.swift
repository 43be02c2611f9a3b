// The two layouts of written JSON.
//
// compact: no space at all, one event per line.
// pretty:  two spaces per level, one member per line; an array of scalars stays on its line.

struct JSONWriter {
    enum Layout { case compact, pretty }

    private let layout: Layout
    private var bytes: [UInt8] = []

    /// The UTF-8 text of a value, without a final newline. O(size of the value).
    static func bytes(_ value: JSONValue, layout: Layout) -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        writer.write(value, depth: 0)
        return writer.bytes
    }

    private init(layout: Layout) {
        self.layout = layout
    }

    private mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .string(let text): write(quoted: text)
        case .integer(let integer): bytes += String(integer).utf8
        case .number(let number): bytes += number.description.utf8
        case .boolean(let boolean): bytes += (boolean ? "true" : "false").utf8
        case .array(let elements): write(elements, depth: depth)
        case .object(let members): write(members, depth: depth)
        }
    }

    private mutating func write(_ elements: [JSONValue], depth: Int) {
        let onOneLine = layout == .compact || elements.allSatisfy(\.isScalar)
        bytes += "[".utf8
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes += (layout == .pretty && onOneLine ? ", " : ",").utf8 }
            if !onOneLine { startLine(depth: depth + 1) }
            write(element, depth: depth + 1)
        }
        if !onOneLine { startLine(depth: depth) }
        bytes += "]".utf8
    }

    private mutating func write(_ members: [JSONValue.Member], depth: Int) {
        let onOneLine = layout == .compact || members.isEmpty
        bytes += "{".utf8
        for (index, member) in members.enumerated() {
            if index > 0 { bytes += ",".utf8 }
            if !onOneLine { startLine(depth: depth + 1) }
            write(quoted: member.key)
            bytes += (layout == .pretty ? ": " : ":").utf8
            write(member.value, depth: depth + 1)
        }
        if !onOneLine { startLine(depth: depth) }
        bytes += "}".utf8
    }

    private mutating func startLine(depth: Int) {
        bytes += "\n".utf8
        bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
    }

    private mutating func write(quoted text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            precondition(byte >= 0x20, "scenario texts hold no control character")
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { bytes.append(UInt8(ascii: "\\")) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
