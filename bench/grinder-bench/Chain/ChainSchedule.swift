// What is sent through the chains, and when: a fixture at a fixed pace, and recorded market data at the intervals at
// which it came, faster by a factor. Times are those of the recording's own receiver, bursts included.

import Domain
import Glibc

/// Ticks with their intended times, in nanoseconds after the first.
struct ChainSchedule {
    let name: String
    let offsetsNs: [UInt64]

    static func paced(_ intervalUs: UInt64, count: Int) -> ChainSchedule {
        ChainSchedule(
            name: "every \(intervalUs) us", offsetsNs: (0..<count).map { UInt64($0) * intervalUs * 1000 })
    }

    func faster(by factor: UInt64) -> ChainSchedule {
        ChainSchedule(name: "\(name) at \(factor)x", offsetsNs: offsetsNs.map { $0 / factor })
    }

    /// As many ticks from `first` on as fall into `spanNs`, at least one and at most `limit`.
    func window(from first: Int, spanNs: UInt64, limit: Int) -> ArraySlice<UInt64> {
        var end = first + 1
        while end < offsetsNs.count, end - first < limit, offsetsNs[end] - offsetsNs[first] < spanNs { end += 1 }
        return offsetsNs[first..<end]
    }
}

/// Best bids and asks that Binance sent, as a fixture in a scratch directory.
struct RecordedStream {
    let schedule: ChainSchedule
    let lines: [String]

    static let standardPath = "../shared/data/binance-usdm-20240808/btcusdt.gz"

    /// Reads the first `limit` bookTickers of a recording; nil when it is not there.
    init?(_ path: String, limit: Int) {
        guard fileExists(path), let pipe = popen("gzip -dc '\(path)'", "r") else { return nil }
        defer { pclose(pipe) }
        var lines: [String] = []
        var offsets: [UInt64] = []
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var firstNs: UInt64 = 0
        while lines.count < limit, getline(&line, &capacity, pipe) > 0, let line {
            let text = String(cString: line)
            guard text.contains("@bookTicker\""), let ns = UInt64(text.prefix { $0 != " " }),
                let bid = Self.member("b", text), let ask = Self.member("a", text), let bidQuantity = Self.member("B", text),
                let askQuantity = Self.member("A", text)
            else { continue }
            if lines.isEmpty { firstNs = ns }
            offsets.append(ns - firstNs)
            lines.append(
                "{\"ts\":\(ns / 1_000_000),\"type\":\"SNAPSHOT\",\"symbol\":\"BTCUSDT\",\"bid_price\":\"\(bid)\",\"ask_price\":\"\(ask)\","
                    + "\"bid_qty\":\"\(bidQuantity)\",\"ask_qty\":\"\(askQuantity)\",\"last_price\":\"\(bid)\",\"last_qty\":\"0\"}\n")
        }
        guard !lines.isEmpty else { return nil }
        self.lines = lines
        schedule = ChainSchedule(name: "recorded", offsetsNs: offsets)
    }

    /// Makes `directory` a fixture of it.
    func write(to directory: String) throws(FileError) {
        try FileWriter.append(Array(lines.joined().utf8), to: "\(directory)/events.jsonl")
    }

    /// The text of a member; the messages are flat and their texts have no escapes.
    private static func member(_ name: String, _ text: String) -> Substring? {
        let key = "\"\(name)\":\""
        guard let found = text.utf8.firstRange(of: key.utf8) else { return nil }
        return text[found.upperBound...].prefix { $0 != "\"" }
    }
}
