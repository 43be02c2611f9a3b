// How much memory a paper run takes that keeps digests only, and whether that grows with the events: peak
// resident memory (VmHWM) over 1 and over 10 million events of a generated market, with features and the
// adaptive policy on. The peak is set back by the kernel between the runs; another process makes the market,
// so that its memory does not count.

import CGrinder
import Domain
import Engine
import Glibc
import Scenarios

enum PaperMemory {
    struct Row {
        let events: Int
        let peakKiB: Int
        let digest: String
        let seconds: Double
    }

    static func run(_ options: BenchOptions) -> Bool {
        let counts = options.quick ? [250_000, 500_000] : [1_000_000, 10_000_000]
        do {
            let rows = try counts.map(measure)
            let grownKiB = rows[1].peakKiB - rows[0].peakKiB
            // Bars fill up to a thousand a symbol, and pages of code come and go: a few hundred KiB.
            let passed = grownKiB < 4096
            if options.json {
                let texts = rows.map {
                    "{\"events\":\($0.events),\"peak_kib\":\($0.peakKiB),\"digest\":\(jsonText($0.digest)),"
                        + "\"seconds\":\(fixed($0.seconds, 1))}"
                }
                print(
                    "{\"suite\":\"paper-memory\",\(Host.current().json),\"runs\":[\(texts.joined(separator: ","))],"
                        + "\"grown_kib\":\(grownKiB),\"pass\":\(passed)}")
                return passed
            }
            print("paper --memory: peak resident memory of a run without outputs, features and adaptive policy on")
            print("\(Host.current().summary)")
            for row in rows {
                print("\(padded("\(row.events)", 10, right: true)) events  \(padded("\(row.peakKiB)", 8, right: true)) KiB"
                    + "  \(fixed(row.seconds, 1)) s  digest \(row.digest)")
            }
            print("grown \(grownKiB) KiB: \(passed ? "PASS" : "FAIL")")
            return passed
        } catch {
            print("paper --memory: \(error)")
            return false
        }
    }

    private static func measure(events: Int) throws -> Row {
        let directory = try directory()
        let file = directory + "/events.jsonl"
        defer {
            unlink(file)
            rmdir(directory)
        }
        try makeMarket(events, file)
        try resetPeak()
        let start = gr_clock_monotonic_ns()
        guard var stream = try EventStream.open(directory: directory) else {
            throw FileError(code: EINVAL)
        }
        let result = try PaperRun.run(&stream, PaperWorkload.adaptive.options).result
        let seconds = Double(gr_clock_monotonic_ns() - start) / 1e9
        precondition(result.eventsProcessed == events && result.failures.isEmpty, "the market is readable")
        return Row(events: events, peakKiB: try peakKiB(), digest: result.digest.short, seconds: seconds)
    }

    private static func directory() throws(FileError) -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        let path = "\(parent)/grinder-bench-\(getpid())"
        guard mkdir(path, 0o700) == 0 else { throw FileError(code: errno) }
        return path
    }

    /// The hidden argument of the process that makes the market; the number of events and the file follow it.
    static let argument = "--make-market"

    static func runMaker(_ arguments: ArraySlice<String>) -> Int32 {
        guard arguments.count == 2, let events = Int(arguments.first!) else { return 2 }
        do throws(FileError) {
            try write(events, to: arguments.last!)
            return 0
        } catch {
            print("\(arguments.last!): \(error)")
            return 1
        }
    }

    private static func makeMarket(_ events: Int, _ file: String) throws(FileError) {
        let texts: [String] = ["grinder-bench", argument, "\(events)", file]
        var words: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
        defer { for word in words { free(word) } }
        words.append(nil)
        var child: pid_t = 0
        let failure = posix_spawn(&child, "/proc/self/exe", nil, nil, words, environ)
        guard failure == 0 else { throw FileError(code: failure) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { throw FileError(code: errno) }
        }
        guard status == 0 else { throw FileError(code: EIO) }
    }

    private static func write(_ events: Int, to file: String) throws(FileError) {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        defer { close(descriptor) }
        try MarketSeries.writeLines(events: events) { (bytes) throws(FileError) in
            try FileWriter.write(bytes, to: descriptor)
        }
    }

    /// Sets VmHWM back to what is resident now.
    private static func resetPeak() throws(FileError) {
        let descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        defer { close(descriptor) }
        let five = UInt8(ascii: "5")
        guard withUnsafePointer(to: five, { Glibc.write(descriptor, $0, 1) }) == 1 else { throw FileError(code: errno) }
    }

    private static func peakKiB() throws(FileError) -> Int {
        guard let file = fopen("/proc/self/status", "r") else { throw FileError(code: errno) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if text.hasPrefix("VmHWM:"), let value = text.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first {
                return Int(value) ?? 0
            }
        }
        throw FileError(code: ENODATA)
    }
}
