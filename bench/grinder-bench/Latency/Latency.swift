// A distribution of latencies as the reports show it: percentiles with their counts, JSON, and the percentile
// text of HdrHistogram (`.hgrm`), which its plotters read. The histogram is the one that workers record into.

import Domain
import Rings

struct Latency {
    let name: String
    var snapshot = HistogramSnapshot()

    static let percentiles: [(label: String, millionths: Int)] = [
        ("p50", 500_000), ("p90", 900_000), ("p99", 990_000), ("p99.9", 999_000), ("p99.99", 999_900),
    ]

    func ns(_ millionths: Int) -> UInt64 { snapshot.percentile(millionths: millionths) }

    static func printHeader() {
        let columns = percentiles.map(\.label) + ["max"]
        print(padded("latency, us", 36) + padded("count", 10, right: true) + columns.map { padded($0, 11, right: true) }.joined())
    }

    func printRow() {
        let values = Self.percentiles.map { ns($0.millionths) } + [snapshot.maxNs]
        print(
            padded(name, 36) + padded("\(snapshot.count)", 10, right: true)
                + values.map { padded(fixed(Double($0) / 1000, 2), 11, right: true) }.joined())
    }

    var json: String {
        let values = Self.percentiles.map { "\(jsonText($0.label + "_ns")):\(ns($0.millionths))" }
        return "{\"name\":\(jsonText(name)),\"count\":\(snapshot.count),\(values.joined(separator: ",")),\"max_ns\":\(snapshot.maxNs)}"
    }

    /// Values in microseconds; a row for every bucket that holds something.
    var hgrm: String {
        var text = padded("Value", 12, right: true) + padded("Percentile", 15, right: true)
            + padded("TotalCount", 11, right: true) + padded("1/(1-Percentile)", 17, right: true) + "\n\n"
        let total = snapshot.count
        var seen: UInt64 = 0
        var squares = 0.0
        let mean = Double(snapshot.sum) / Double(max(total, 1))
        for (index, count) in snapshot.buckets.enumerated() where count > 0 {
            seen += count
            let value = Double(min(HistogramSnapshot.highest(ofBucket: index), snapshot.maxNs))
            squares += Double(count) * (value - mean) * (value - mean)
            let share = Double(seen) / Double(total)
            text += padded(fixed(value / 1000, 3), 12, right: true) + padded(fixed(share, 12), 15, right: true)
                + padded("\(seen)", 11, right: true) + (seen < total ? padded(fixed(1 / (1 - share), 2), 17, right: true) : "") + "\n"
        }
        let deviation = (squares / Double(max(total, 1))).squareRoot()
        text += "#[Mean    = \(padded(fixed(mean / 1000, 3), 12, right: true)), StdDeviation   = \(padded(fixed(deviation / 1000, 3), 12, right: true))]\n"
        text += "#[Max     = \(padded(fixed(Double(snapshot.maxNs) / 1000, 3), 12, right: true)), Total count    = \(padded("\(total)", 12, right: true))]\n"
        text += "#[Buckets = \(padded("37", 12, right: true)), SubBuckets     = \(padded("32", 12, right: true))]\n"
        return text
    }

    /// The name as a file's: letters, digits and dashes.
    var fileName: String {
        var out = ""
        for character in name.lowercased() {
            if character.isASCII, character.isLetter || character.isNumber || character == "." {
                out.append(character)
            } else if !out.isEmpty, out.last != "-" {
                out.append("-")
            }
        }
        return (out.last == "-" ? String(out.dropLast()) : out) + ".hgrm"
    }
}
