// Asks a supervised instance for its metrics on a schedule, as a monitoring system would, and looks at what that costs
// the supervisor in memory and descriptors.

import CGrinder
import Domain
import Glibc
import Observability
import Rings

struct Scraper {
    private let url: String
    private(set) var latency = Latency(name: "one scrape, as its client sees it")
    private(set) var count = 0
    private(set) var failures = 0
    private(set) var bytesLast = 0

    init(_ url: String) { self.url = url }

    /// `count` scrapes, one every `intervalNs`, and the rest of the time that they are given. Open loop: a scrape that
    /// takes long does not put off the next, and is charged from when it was due.
    mutating func scrape(_ count: Int, everyNs intervalNs: UInt64) {
        let startNs = gr_clock_monotonic_ns()
        for index in 0..<UInt64(count) {
            let dueNs = startNs + index * intervalNs
            sleep(untilNs: dueNs)
            do throws(HTTPClientError) {
                let answer = try HTTPClient.get(url + "/metrics", seconds: 5)
                if answer.status != 200 || answer.body.last != UInt8(ascii: "\n") { failures += 1 }
                bytesLast = answer.body.count
            } catch {
                failures += 1
            }
            latency.snapshot.record(ns: gr_clock_monotonic_ns() - dueNs)
            self.count += 1
        }
        sleep(untilNs: startNs + UInt64(count) * intervalNs)
    }
}

/// Returns at `dueNs`, CLOCK_MONOTONIC, or later.
func sleep(untilNs dueNs: UInt64) {
    while true {
        let nowNs = gr_clock_monotonic_ns()
        guard nowNs < dueNs else { return }
        let remainingNs = dueNs - nowNs
        var pause = timespec(tv_sec: Int(remainingNs / 1_000_000_000), tv_nsec: Int(remainingNs % 1_000_000_000))
        nanosleep(&pause, nil)
    }
}

/// What a process holds.
struct ProcessResources {
    let residentKiB: Int
    let descriptors: Int

    init(of pid: Int32) throws {
        descriptors = try DirectoryListing.names("/proc/\(pid)/fd").count
        guard let file = fopen("/proc/\(pid)/status", "r") else { throw FileError(code: errno) }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard text.hasPrefix("VmRSS:"), let kib = text.split(separator: " ").dropFirst().first.flatMap({ Int($0.filter(\.isNumber)) })
            else { continue }
            residentKiB = kib
            return
        }
        throw FileError(code: ENODATA)
    }
}
