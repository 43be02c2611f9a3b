// Why a run that came to its end did less than it was asked for.

import Domain
import Engine

struct Shortfall {
    let events: Int
    let failures: [EventFailure]
    let path: String

    /// The reason for which nothing or not all was done; nil after a complete run.
    func reason(_ symbols: SymbolTable) -> String? {
        if events == 0 {
            return "no events found in fixture \(path): it holds neither events.jsonl nor events.json, or they are empty"
        }
        guard let first = failures.first else { return nil }
        return "\(failures.count) of \(events) events failed; the first: \(first.message(symbols)). "
            + "Run with -v for all, or --lenient to accept them"
    }
}
