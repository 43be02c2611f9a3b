// What a feed sends: the events of a fixture, as often as wanted, and for paper the books that go with them.

import Domain
import Engine

struct FeedSource {
    private let fixture: Fixture
    private(set) var symbols: SymbolTable
    /// Of paper; nil for replay.
    private let input: PaperInput?
    /// How often the events are sent, and by how much later each time.
    private let repeats: Int
    private let spanMs: Int

    init(_ fixture: Fixture, _ configuration: RunConfiguration) throws {
        self.fixture = fixture
        repeats = configuration.repeats
        spanMs = repeats > 1 ? try Self.span(of: fixture) : 0
        symbols = fixture.symbols
        if case .paper(let options) = configuration.pipeline {
            try options.defineSymbols(in: &symbols)
            input = try PaperInput(fixture, options, &symbols)
        } else {
            input = nil
        }
    }

    /// Whether there is a selection pass.
    var isForPaper: Bool { input != nil }
    /// Events of the selection pass, and of the whole.
    var selectionCount: Int { isForPaper ? fixture.events.count : 0 }
    var count: Int { fixture.events.count * repeats }

    /// Event `index` of all. O(1).
    func event(_ index: Int) -> MarketEvent {
        guard repeats > 1 else { return fixture.events[index] }
        let (pass, position) = index.quotientAndRemainder(dividingBy: fixture.events.count)
        var event = fixture.events[position]
        event.time.payload += Int64(pass * spanMs)
        return event
    }

    /// The book of event `index`, where it is one and somebody wants it.
    func book(of event: borrowing MarketEvent, _ index: Int) -> (symbol: SymbolID, impact: BookImpact)? {
        guard event.kind == .depth, let input else { return nil }
        var book = input.books[Int(event.depthRecord)]
        book.impact.timeMs += index / fixture.events.count * spanMs
        return book
    }

    /// From one pass to the next, so that time goes on: a millisecond more than the events take.
    private static func span(of fixture: Fixture) throws(ParameterError) -> Int {
        var least = Int64.max
        var most = Int64.min
        for (index, event) in fixture.events.enumerated() {
            guard event.time.kind == .milliseconds else {
                throw ParameterError(
                    "repeat", "needs times in whole milliseconds; event \(index + 1) of \(fixture.path) has another")
            }
            least = min(least, event.time.payload)
            most = max(most, event.time.payload)
        }
        return fixture.events.isEmpty ? 0 : Int(most - least) + 1
    }
}
