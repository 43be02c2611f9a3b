// Histories read back. A line whose hash does not fit is refused: numbers that were edited are no measurement.

import Domain

struct HistoryFile {
    private(set) var series: [RecordedSeries] = []
    /// Of each suite, what its last entry belongs to: machine, placement, flags and data.
    private(set) var origins: [String: [String: String]] = [:]

    private static let originMembers = ["cpu", "kernel", "cores", "placement", "flags", "data"]

    struct Refusal: Error {
        let reason: String
    }

    /// Reads a file of one entry or many; `path:N` reads entry N only, from 1.
    init(_ argument: String) throws(Refusal) {
        var path = argument
        var only: Int?
        if !fileExists(path), let colon = path.lastIndex(of: ":"), let number = Int(path[path.index(after: colon)...]) {
            only = number
            path = String(path[..<colon])
        }
        let lines: [[UInt8]]
        do throws(FileError) {
            let file = try MappedFile(path: path)
            lines = file.bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) }
        } catch {
            throw Refusal(reason: "\(path): \(error); give a file that --history wrote")
        }
        if let only, !(1...max(lines.count, 1)).contains(only) || lines.isEmpty {
            throw Refusal(reason: "\(path) has \(lines.count) entries, not \(only)")
        }
        for (index, line) in lines.enumerated() where only == nil || only == index + 1 {
            try add(line, "\(path):\(index + 1)")
        }
        if series.isEmpty { throw Refusal(reason: "\(path) holds no measurement; give a file that --history wrote") }
    }

    private mutating func add(_ line: [UInt8], _ place: String) throws(Refusal) {
        let entry: JSONValue
        do throws(JSONError) { entry = try JSONParser.parse(line) } catch { throw Refusal(reason: "\(place): not JSON: \(error)") }
        guard let suite = entry["suite"]?.stringValue, let result = entry["result"]?.stringValue,
            let measured = entry["series"]?.arrayValue
        else { throw Refusal(reason: "\(place): not an entry of a history") }
        let tail = ",\"result\":\"\(result)\"}"
        guard line.count > tail.utf8.count, SHA256.hash(Array(line.dropLast(tail.utf8.count))).text == result else {
            throw Refusal(reason: "\(place): the entry is not what was measured: its hash does not fit")
        }
        var origin: [String: String] = [:]
        for name in Self.originMembers { origin[name] = entry[name].map { $0.stringValue ?? "\($0.integerValue ?? 0)" } ?? "" }
        origins[suite] = origin
        for one in measured {
            guard let name = one["name"]?.stringValue, let slices = one["slices"]?.arrayValue?.compactMap(\.doubleValue),
                !slices.isEmpty
            else { throw Refusal(reason: "\(place): a series without a name or slices") }
            if let known = series.firstIndex(where: { $0.suite == suite && $0.name == name }) {
                series[known].slices += slices
            } else {
                let isLowerBetter = one["better"]?.stringValue == "lower"
                series.append(RecordedSeries(suite: suite, name: name, isLowerBetter: isLowerBetter, slices: slices))
            }
        }
    }
}
