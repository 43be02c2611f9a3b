// A run over a fixture that is too large to hold: both passes read the file. The same digests as a run over
// the loaded events; a test holds the two together.

import Domain

extension PaperRun {
    /// As `run` for a fixture; memory grows with what `keep` keeps and with events that fail, not with the
    /// number of events. Throws `FixtureError` as well, when the file changed since it was opened.
    public static func run(
        _ stream: inout EventStream, _ options: PaperOptions, _ keep: Options = Options()
    ) throws -> (result: PaperResult, symbols: SymbolTable) {
        var symbols = stream.symbols
        let engine = try PaperEngine(
            options, constraints: options.constraintSource().constraints, &symbols)
        let input = try PaperInput(&stream, options, &symbols)
        var run = PaperRun(engine, symbols, input, keep)
        try run.run(&stream)
        return run.finish(events: stream.count)
    }

    private mutating func run(_ stream: inout EventStream) throws {
        if stream.count == 0 { return }
        try engine.strategy.beginSelection()
        var books = BookReader()
        stream.rewind()
        while let event = try stream.next(&symbols) {
            if event.kind == .depth {
                try apply(stream.text, &books)
            } else {
                try engine.strategy.observe(event, symbols)
            }
        }
        try engine.strategy.beginTrading(symbols)
        var output = PaperOutput()
        stream.rewind()
        while let event = try stream.next(&symbols) {
            if event.kind == .depth { try apply(stream.text, &books) } else { trade(event, &output) }
        }
    }

    private mutating func apply(_ text: UnsafeBufferPointer<UInt8>, _ books: inout BookReader) throws(PaperRunError) {
        let book = try books.read(Array(text), &symbols)
        engine.apply(book.impact, of: book.symbol)
    }
}
