// One suite's result for the history: a line of NDJSON with what it belongs to, every slice of what was
// measured, and a hash over the line. `grinder-bench compare` reads these.

import Domain
import Glibc

/// One measured quantity with all its slices.
struct Series {
    let name: String
    let isLowerBetter: Bool
    let slices: [Double]

    var json: String {
        "{\"name\":\(jsonText(name)),\"better\":\(isLowerBetter ? "\"lower\"" : "\"higher\""),"
            + "\"slices\":[\(slices.map { fixed($0, 4) }.joined(separator: ","))]}"
    }
}

extension Measure {
    var series: Series {
        let isLowerBetter = if case .atLeast? = goal { false } else { true }
        return Series(name: name, isLowerBetter: isLowerBetter, slices: runs.flatMap { $0 })
    }
}

struct HistoryEntry {
    let suite: String
    let fingerprint: Fingerprint
    var series: [Series] = []
    var latencies: [Latency] = []

    /// One object; its last member hashes everything before it.
    var line: String {
        let body =
            "{\"suite\":\(jsonText(suite)),\"time\":\(time(nil)),\(fingerprint.json),"
            + "\"series\":[\(series.map(\.json).joined(separator: ","))],"
            + "\"latencies\":[\(latencies.map(\.json).joined(separator: ","))]"
        var hash = SHA256()
        Array(body.utf8).withUnsafeBufferPointer { hash.update($0) }
        return body + ",\"result\":\(jsonText(hash.finished().text))}"
    }

    /// `keep`, with the failure printed.
    func isKept(_ options: BenchOptions) -> Bool {
        do throws(FileError) {
            try keep(options)
            return true
        } catch {
            print("\(suite) suite: the history cannot be written: \(error)")
            return false
        }
    }

    /// Adds the line to the history and writes the distributions, where the options say so.
    func keep(_ options: BenchOptions) throws(FileError) {
        if let path = options.history { try FileWriter.append(Array((line + "\n").utf8), to: path) }
        guard let directory = options.hgrm else { return }
        guard mkdir(directory, 0o755) == 0 || errno == EEXIST else { throw FileError(code: errno) }
        for latency in latencies {
            try Array(latency.hgrm.utf8).withUnsafeBufferPointer { (bytes) throws(FileError) in
                try FileWriter.replace("\(directory)/\(suite)-\(latency.fileName)", with: bytes)
            }
        }
    }
}
