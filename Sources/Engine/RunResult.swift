// What a run amounts to.

import Domain

/// One event that yielded no output.
public struct EventFailure: Sendable {
    public var time: EventTime
    public var fault: EventFault
    /// The field that could not be read; nil when the event was read and its processing failed.
    public var field: SnapshotField?

    public init(time: EventTime, fault: EventFault, field: SnapshotField? = nil) {
        self.time = time
        self.fault = fault
        self.field = field
    }

    /// `Error processing event at ts=<ts>: <cause>`.
    public func message(_ symbols: borrowing SymbolTable) -> String {
        var buffer = ByteBuffer(capacity: 160)
        buffer.append("Error processing event at ts=")
        buffer.appendPlain(time, symbols)
        buffer.append(": ")
        buffer.append(text: fault.explanation(field: field))
        return buffer.string
    }
}

/// Actions of each kind over all outputs, skipped placements included.
public struct ActionCounts: Equatable, Sendable {
    public var place = 0
    public var cancel = 0

    public init(place: Int = 0, cancel: Int = 0) {
        self.place = place
        self.cancel = cancel
    }
}

public struct RunResult: Sendable {
    /// Loaded records of every type.
    public var eventsProcessed = 0
    public var outputs = 0
    /// nil when whoever passed the result on did not carry the counts.
    public var actions: ActionCounts?
    public var failures: [EventFailure] = []
    public var digest = Digest256()
    /// Length of the text that the digest covers.
    public var canonicalBytes = 0
    /// First four bytes of each output's SHA-256, when asked for.
    public var tickDigests: [UInt32] = []
    /// The outputs as documents, when asked for.
    public var documents: [JSONValue] = []

    public init() {}

    /// Errors of the run as the reference counts them: a fixture without events is one.
    public var errorCount: Int { failures.count + (eventsProcessed == 0 ? 1 : 0) }
}
