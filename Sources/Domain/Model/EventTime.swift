// The time of an event as v1 knows it: whatever JSON value stood under `ts`. Nearly always Unix
// milliseconds; the reference passes other types through to its output, and the digests see them.

public struct EventTime: Equatable, Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable {
        case milliseconds, double, boolean, null, text, absent
    }

    public var kind: Kind
    /// Milliseconds, the double's bits, 0 or 1, or the index of a text in the symbol table.
    public var payload: Int64

    public init(kind: Kind, payload: Int64) {
        self.kind = kind
        self.payload = payload
    }

    @inline(__always)
    public init(milliseconds: Int) { self.init(kind: .milliseconds, payload: Int64(milliseconds)) }

    public init(_ value: Double) { self.init(kind: .double, payload: Int64(bitPattern: value.bitPattern)) }

    public static var absent: EventTime { EventTime(kind: .absent, payload: 0) }
    public static var null: EventTime { EventTime(kind: .null, payload: 0) }

    /// The time as a number: absent and null count as 0. Text has none.
    public var doubleValue: Double {
        kind == .double ? Double(bitPattern: UInt64(bitPattern: payload)) : Double(payload)
    }

    /// The whole milliseconds of a time that is an integer or a boolean.
    public var milliseconds: Int? {
        kind == .milliseconds || kind == .boolean ? Int(payload) : nil
    }
}

extension ByteBuffer {
    /// The time as its JSON value.
    @inline(__always)
    public mutating func appendJSON(_ time: EventTime, _ symbols: borrowing SymbolTable) {
        switch time.kind {
        case .milliseconds: append(Int(time.payload))
        case .double: append(time.doubleValue)
        case .boolean: append(time.payload == 0 ? "false" : "true")
        case .null, .absent: append("null")
        case .text: append(symbols.literal(SymbolID(UInt32(time.payload))))
        }
    }

    /// The time as it reads inside an order id or a message.
    public mutating func appendPlain(_ time: EventTime, _ symbols: borrowing SymbolTable) {
        switch time.kind {
        case .boolean: append(time.payload == 0 ? "False" : "True")
        case .null, .absent: append("None")
        case .text: append(symbols.name(SymbolID(UInt32(time.payload))))
        case .milliseconds, .double: appendJSON(time, symbols)
        }
    }
}
