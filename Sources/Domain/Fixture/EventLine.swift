// One line of `events.jsonl`: its text, and the event that it holds.

enum EventLine {
    /// The line without white space at its ends; nil when nothing is left.
    @inline(__always)
    static func text(
        of whole: UnsafeBufferPointer<UInt8>, _ file: String, _ line: Int
    ) throws(FixtureError) -> UnsafeBufferPointer<UInt8>? {
        let text = UnicodeSpace.stripped(whole)
        if text.isEmpty { return nil }
        guard text.count <= Fixture.lineLimitBytes else {
            throw FixtureError(
                .malformed, file: file, line: line,
                "the line is \(text.count) bytes long and the limit is \(Fixture.lineLimitBytes)",
                remedy: "Check that the file has one event a line.")
        }
        return text
    }

    @inline(__always)
    static func event(
        _ text: UnsafeBufferPointer<UInt8>, _ symbols: inout SymbolTable
    ) throws(EventReadError) -> MarketEvent {
        if let event = PlainSnapshot.read(text, &symbols) { return event }
        var lexer = JSONLexer(text)
        let event = try EventReader.read(&lexer, &symbols)
        do throws(JSONError) { try lexer.finish() } catch { throw .json(error) }
        return event
    }
}
