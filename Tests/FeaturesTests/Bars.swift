// Bars for tests, in few words.

import DecimalArithmetic
import Features

import struct DecimalArithmetic.Decimal

extension MidBar {
    /// `"100/101/99/100"`: open, high, low, close; a single number is a flat bar.
    init(_ text: String, startMs: Int = 0) {
        let parts = text.split(separator: "/").map { dec(String($0)) }
        let isFlat = parts.count == 1
        self.init(
            startMs: startMs, open: parts[0], high: parts[isFlat ? 0 : 1], low: parts[isFlat ? 0 : 2],
            close: parts[isFlat ? 0 : 3], tickCount: 1)
    }

    /// All six fields as text: two bars are the same when they print the same.
    var text: String { "\(startMs) \(open)/\(high)/\(low)/\(close) n\(tickCount)" }
}

extension BarHistory {
    init(_ bars: [String], barsMax: Int = 1000) {
        self.init(barsMax: barsMax)
        for (index, bar) in bars.enumerated() { append(MidBar(bar, startMs: index * 60_000)) }
    }
}

extension BarBuilder {
    /// Feeds ticks and returns what completes, printed.
    mutating func completed(_ ticks: [(Int, String)]) throws -> [String] {
        try ticks.compactMap { try add(dec($0.1), atMs: $0.0)?.text }
    }
}
