// Reads the event files of a fixture into one array and puts it in order.

import DecimalArithmetic
import Glibc

struct FixtureLoader {
    private(set) var symbols = SymbolTable()
    private(set) var depthRecords: [[UInt8]] = []
    private var events: [MarketEvent] = []
    private var order = EventOrder()

    // MARK: - events.jsonl

    mutating func readLines(_ file: String) throws(FixtureError) {
        let mapped = try MappedFile(input: file)
        let bytes = mapped.bytes
        try mapped.checkEncoding(file)
        events.reserveCapacity(bytes.count / 128)
        let hasReturns = !bytes.isEmpty && memchr(bytes.baseAddress!, 0x0D, bytes.count) != nil
        var lines = LineReader(bytes, hasReturns: hasReturns)
        while let whole = lines.next() {
            guard let text = try EventLine.text(of: whole, file, lines.line) else { continue }
            do throws(EventReadError) {
                try append(try EventLine.event(text, &symbols), text)
            } catch {
                throw Self.explain(error, file, line: lines.line, text)
            }
        }
    }

    // MARK: - events.json

    mutating func readArray(_ file: String) throws(FixtureError) {
        let mapped = try MappedFile(input: file)
        let bytes = mapped.bytes
        try mapped.checkEncoding(file)
        var lexer = JSONLexer(bytes)
        lexer.skipWhitespace()
        if lexer.index < bytes.count, bytes[lexer.index] == UInt8(ascii: "{") {
            throw FixtureError(
                .malformed, file: file, line: 1, "the top level is an object, an array of events was expected",
                remedy: "Put the events in one JSON array, or one a line in events.jsonl.")
        }
        var failure: EventReadError?
        do throws(JSONError) {
            try lexer.elements { (inner) throws(JSONError) in
                do throws(EventReadError) {
                    inner.skipWhitespace()
                    let start = inner.index
                    let event = try EventReader.read(&inner, &symbols)
                    try append(event, UnsafeBufferPointer(rebasing: bytes[start..<inner.index]))
                } catch {
                    failure = error
                    throw JSONError(offset: inner.index, reason: "")
                }
            }
            try lexer.finish()
        } catch {
            let place = failure.map { Self.offset(of: $0) ?? error.offset } ?? error.offset
            throw Self.explain(failure ?? .json(error), file, line: mapped.line(at: place), nil)
        }
    }

    // MARK: - Order

    @inline(__always)
    private mutating func append(
        _ event: MarketEvent, _ text: UnsafeBufferPointer<UInt8>
    ) throws(EventReadError) {
        events.append(event)
        if event.kind == .depth {
            events[events.count - 1].depthRecord = UInt32(depthRecords.count)
            depthRecords.append(Array(text))
        }
        if let problem = order.note(event.time, previous: events.count - 1) { throw .unusableTime(problem) }
    }

    /// The events by time; equal times keep their order.
    func sortedEvents() -> [MarketEvent] {
        if order.isSorted { return events }
        var positions = Array(events.indices)
        positions.sort { a, b in
            let (left, right) = (events[a].time, events[b].time)
            if EventOrder.precedes(left, right, symbols) { return true }
            if EventOrder.precedes(right, left, symbols) { return false }
            return a < b
        }
        return positions.map { events[$0] }
    }

    // MARK: - Failures

    private static func offset(of error: EventReadError) -> Int? {
        if case .json(let inner) = error { inner.offset } else { nil }
    }

    static func explain(
        _ error: EventReadError, _ file: String, line: Int, _ text: UnsafeBufferPointer<UInt8>?
    ) -> FixtureError {
        switch error {
        case .json(let inner):
            let column = text == nil ? "" : " at column \(inner.offset + 1)"
            return FixtureError(
                .malformed, file: file, line: line, "invalid JSON\(column): \(inner.reason)",
                remedy: "Correct or remove the line; nothing was run.")
        case .notAnObject(let reason):
            return FixtureError(
                .malformed, file: file, line: line, reason, remedy: "Correct or remove the line; nothing was run.")
        case .unusableTime(let reason):
            return FixtureError(
                .malformed, file: file, line: line, "field 'ts': \(reason)",
                remedy: "Give every event a 'ts' of the same type, an integer number of milliseconds.")
        case .tooManySymbols:
            return FixtureError(
                .malformed, file: file, line: line, "field 'symbol': more than \(SymbolTable.limit) distinct texts",
                remedy: "Check that 'symbol' holds a trading symbol.")
        }
    }
}
