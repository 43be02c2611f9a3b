// `grinder fixtures`: the project's own scenarios, generated from their tables.

import Domain
import Scenarios

extension Command {
    static let fixturesGenerate = Command(
        name: "fixtures generate", summary: "Write the project's own fixtures.",
        options: [Option(name: "--out", value: "DIR", help: "Where to write them (default Fixtures).")],
        run: { arguments in
            let directory = arguments.value("--out") ?? "Fixtures"
            for scenario in ScenarioCatalogue.all {
                for file in files(of: scenario) {
                    let path = "\(directory)/\(scenario.name)/\(file.path)"
                    do throws(FileError) {
                        let result = file.bytes.withUnsafeBufferPointer { bytes in
                            Result { () throws(FileError) in try FileWriter.replace(path, with: bytes) }
                        }
                        try result.get()
                    } catch {
                        throw OutputError(file: path, reason: error)
                    }
                }
            }
            Console.line("\(ScenarioCatalogue.all.count) fixtures written to \(directory)")
            return ExitCode.success
        })

    static let fixturesSynthetic = Command(
        name: "fixtures synthetic", summary: "Write a fixture of seeded events around a price that stands still.",
        options: [
            Option(name: "--symbols", value: "A,B,…", help: "The symbols (default BTCUSDT)."),
            Option(name: "--duration-s", value: "N", help: "Seconds of ten steps each (default 2)."),
            Option(name: "--out-dir", value: "DIR", help: "The fixture's directory.", isRequired: true),
            Option(name: "--seed", value: "N", help: "Another seed gives other events (default 42)."),
            Option(
                name: "--snapshots",
                help: "SNAPSHOT events, which the engines read; without it BOOK_TICKER and TRADE, which they ignore."),
        ],
        run: { arguments in
            let names = arguments.value("--symbols") ?? "BTCUSDT"
            let market = SyntheticMarket(
                symbols: names.split(separator: ",").map(trimmed).filter { !$0.isEmpty },
                durationS: try arguments.count("--duration-s", or: 2, atMost: 86_400),
                seed: UInt64(bitPattern: Int64(try arguments.integer("--seed", or: 42))),
                events: arguments.flag("--snapshots") ? .snapshots : .tickers)
            guard !market.symbols.isEmpty else { throw UsageError("option '--symbols' names no symbol.") }
            guard market.durationS > 0 else { throw UsageError("option '--duration-s' is 0, which gives no events.") }
            let list = market.symbols.map { "'\($0)'" }.joined(separator: ", ")
            Console.line("Generating fixture for [\(list)] (\(market.durationS)s)")
            let file = arguments.required("--out-dir") + "/events.jsonl"
            let count = try write(market, to: file)
            Console.line("Generated \(count) events -> \(file)")
            return ExitCode.success
        })

    /// Writes the events of `market`; their number.
    static func write(_ market: SyntheticMarket, to file: String) throws(OutputError) -> Int {
        let lines = market.lines()
        var buffer = ByteBuffer(capacity: 1 << 16)
        for line in lines {
            buffer.appendCompact(line)
            buffer.append(UInt8(ascii: "\n"))
        }
        do throws(FileError) {
            try FileWriter.replace(file, with: buffer.bytes)
        } catch {
            throw OutputError(file: file, reason: error)
        }
        return lines.count
    }

    /// Without the blanks around it.
    static func trimmed(_ text: Substring) -> String {
        let start = text.drop(while: \.isWhitespace)
        return String(start.prefix(start.count - start.reversed().prefix(while: \.isWhitespace).count))
    }

    static let fixturesList = Command(
        name: "fixtures list", summary: "List the project's own fixtures.",
        run: { _ in
            let width = ScenarioCatalogue.all.map(\.name.count).max() ?? 0
            for scenario in ScenarioCatalogue.all {
                let name = scenario.name + String(repeating: " ", count: width - scenario.name.count)
                Console.line("\(name)  \(scenario.knownDigests.replay ?? "-")  \(scenario.summary)")
            }
            return ExitCode.success
        })
}
