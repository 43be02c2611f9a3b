// What the journal suite prints.

struct JournalReport {
    struct Commits {
        let name: String
        /// Sorted.
        let writerNs: [Double]
        let bareNs: [Double]
        /// Of neighbours, in slices of 25 commits.
        let ratios: [Double]

        init(name: String, writerNs: [Double], bareNs: [Double]) {
            self.name = name
            let pairs = zip(writerNs, bareNs).map { $0 / max($1, 1) }
            ratios = stride(from: 0, to: pairs.count, by: 25).map { median(Array(pairs[$0..<min($0 + 25, pairs.count)])) }
            self.writerNs = writerNs.sorted()
            self.bareNs = bareNs.sorted()
        }

        func percentile(_ values: [Double], _ fraction: Double) -> Double {
            values[min(Int(Double(values.count) * fraction), values.count - 1)]
        }

        var nsPerRecord: Double { median(writerNs) / Double(JournalSuite.batchRecords) }
        var ratio: Double { median(writerNs) / median(bareNs) }
    }

    var commits: [Commits] = []
    var fixture = ""
    var digest = ""
    var ticks = 0
    var replayNs: [Double] = []
    var hashNs = 0.0

    private var ticksPerSecond: Double { replayNs.isEmpty ? 0 : Double(ticks) / median(replayNs) * 1e9 }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "journal", fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: fixture)),
            series: commits.map { Series(name: "commit / bare, \($0.name)", isLowerBetter: true, slices: $0.ratios) }
                + [Series(name: "replay / hashing alone", isLowerBetter: true, slices: replayNs.map { $0 / max(hashNs, 1) })])
    }

    func printTable() {
        print("journal: group commits of \(JournalSuite.batchRecords) records of 64 bytes; bare: the same bytes, pwrite (and fdatasync)")
        print(Host.current().summary)
        print(padded("", 24) + padded("ns/record", 12) + padded("p50 us", 10) + padded("p99 us", 10) + padded("p99.9 us", 10) + padded("max us", 10) + padded("bare p50", 10) + "ratio")
        for row in commits {
            let times = [0.5, 0.99, 0.999, 1].map { padded(fixed(row.percentile(row.writerNs, $0) / 1000, 1), 10) }.joined()
            print(
                padded(row.name, 24) + padded(fixed(row.nsPerRecord, 1), 12) + times
                    + padded(fixed(median(row.bareNs) / 1000, 1), 10) + fixed(row.ratio, 2))
        }
        guard !replayNs.isEmpty else { return }
        print("replay of a journal: \(replayNs.count) slices of \(ticks) ticks; fixture \(fixture), digest \(digest)")
        print("ticks per second       \(fixed(ticksPerSecond, 0))  (must 1000000, aim 3000000)  \(JournalSuite.verdict(ticksPerSecond))")
        print("ns per tick            \(fixed(median(replayNs) / Double(max(ticks, 1)), 1))")
        print("  hash                 \(fixed(hashNs / Double(max(ticks, 1)), 1))")
    }

    var json: String {
        let rows = commits.map { row in
            "{\"name\":\(jsonText(row.name)),\"ns_per_record\":\(fixed(row.nsPerRecord, 1)),"
                + "\"p50_ns\":\(fixed(row.percentile(row.writerNs, 0.5), 0)),\"p99_ns\":\(fixed(row.percentile(row.writerNs, 0.99), 0)),"
                + "\"p999_ns\":\(fixed(row.percentile(row.writerNs, 0.999), 0)),\"max_ns\":\(fixed(row.writerNs.last ?? 0, 0)),"
                + "\"bare_p50_ns\":\(fixed(median(row.bareNs), 0)),\"ratio\":\(fixed(row.ratio, 3))}"
        }
        return "{\"suite\":\"journal\",\(Host.current().json),\"commits\":[\(rows.joined(separator: ","))],"
            + "\"fixture\":\(jsonText(fixture)),\"digest\":\(jsonText(digest)),\"ticks\":\(ticks),"
            + "\"ticks_per_second\":\(fixed(ticksPerSecond, 0)),\"hash_ns_per_tick\":\(fixed(hashNs / Double(max(ticks, 1)), 1)),"
            + "\"verdict\":\(jsonText(JournalSuite.verdict(ticksPerSecond)))}"
    }
}
