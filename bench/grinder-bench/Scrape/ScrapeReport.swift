// The report of the scrape suite.

import Rings

struct ScrapeReport {
    /// Growth of the supervisor that is no leak: pages that it had not touched before.
    static let growthKiBMax = 1024

    let before: ProcessResources
    private let market: SupervisedPlan
    private let plan: ScrapeSuite.Plan
    private var after: ProcessResources
    private var residentKiBMax: Int
    private var latencies = [Latency(name: "tick to intent, not scraped"), Latency(name: "tick to intent, scraped")]
    /// Percentiles of the slices, us: without, with.
    private var p50: [[Double]] = [[], []]
    private var p99: [[Double]] = [[], []]
    private var scraper = Scraper("")

    init(_ market: SupervisedPlan, _ plan: ScrapeSuite.Plan, _ before: ProcessResources) {
        self.market = market
        self.plan = plan
        self.before = before
        after = before
        residentKiBMax = before.residentKiB
    }

    mutating func take(_ slice: HistogramSnapshot, isScraped: Bool) throws(ChainError) {
        guard slice.count > 0 else { throw .stuck("no tick came through in a slice") }
        let side = isScraped ? 1 : 0
        latencies[side].snapshot.merge(slice)
        p50[side].append(Double(slice.percentile(millionths: 500_000)) / 1000)
        p99[side].append(Double(slice.percentile(millionths: 990_000)) / 1000)
    }

    mutating func take(_ resources: ProcessResources) { residentKiBMax = max(residentKiBMax, resources.residentKiB) }

    mutating func finish(_ scraper: Scraper, _ after: ProcessResources) {
        self.scraper = scraper
        self.after = after
        take(after)
    }

    private var rows: [Comparison.Row] {
        zip(["p50", "p99"], [p50, p99]).map { name, sides in
            let sides = sides.map { RecordedSeries(suite: "scrape", name: name, isLowerBetter: true, slices: $0) }
            return Comparison.row(sides[0], sides[1], threshold: Comparison.thresholdDefault)
        }
    }

    private var growthKiB: Int { after.residentKiB - before.residentKiB }
    private var leaks: Bool { growthKiB > Self.growthKiBMax || after.descriptors > before.descriptors }
    private var isSlower: Bool { rows[1].verdict == .worse }

    /// Speed is not judged by a short run.
    func holds(_ isQuick: Bool) -> Bool { scraper.failures == 0 && !leaks && (isQuick || !isSlower) }

    var entry: HistoryEntry {
        HistoryEntry(
            suite: "scrape",
            fingerprint: Fingerprint(placement: "any core", dataHash: Fingerprint.hash(fixture: market.fixture)),
            series: zip(["not scraped", "scraped"], p99).map {
                Series(name: "tick to intent p99, us, \($0)", isLowerBetter: true, slices: $1)
            }, latencies: latencies + [scraper.latency])
    }

    private var pace: String { (market.speed > 0 ? "recorded at \(fixed(market.speed, 0))x" : "every \(market.paceUs) us") + ", free-running" }

    func printTable(_ isQuick: Bool) {
        print("scrape: tick to intent of a supervised chain with and without scrapes of /metrics, in turns")
        print("\(Host.current().summary); market \(pace)")
        print(
            "\(plan.pairs) pairs of slices of \(fixed(Double(plan.scrapes) * Double(ScrapeSuite.everyNs) / 1e9, 1)) s; \(scraper.count) scrapes, "
                + "one every 20 ms, of \(scraper.bytesLast) bytes; \(scraper.failures) failed")
        Latency.printHeader()
        for latency in latencies + [scraper.latency] { latency.printRow() }
        for row in rows {
            print(
                "\(row.name), scraped / not scraped: median of slices \(fixed(row.ratio, 3)), 99% from \(fixed(row.low, 3)) to "
                    + "\(fixed(row.high, 3)): \(row.verdict.rawValue)")
        }
        print(
            "supervisor: \(before.residentKiB) KiB before, \(after.residentKiB) after (at most \(residentKiBMax)); "
                + "\(before.descriptors) descriptors before, \(after.descriptors) after")
        print(holds(isQuick) ? "PASS" : "FAIL")
    }

    func json(_ isQuick: Bool) -> String {
        let comparisons = rows.map {
            "{\"name\":\(jsonText($0.name)),\"ratio\":\(fixed($0.ratio, 4)),\"low\":\(fixed($0.low, 4)),"
                + "\"high\":\(fixed($0.high, 4)),\"verdict\":\(jsonText($0.verdict.rawValue))}"
        }
        return "{\"suite\":\"scrape\",\(entry.fingerprint.json),\"pace\":\(jsonText(pace)),\"scrapes\":\(scraper.count),"
            + "\"failed\":\(scraper.failures),\"bytes\":\(scraper.bytesLast),\"comparisons\":[\(comparisons.joined(separator: ","))],"
            + "\"resident_kib\":[\(before.residentKiB),\(after.residentKiB),\(residentKiBMax)],"
            + "\"descriptors\":[\(before.descriptors),\(after.descriptors)],"
            + "\"latencies\":[\((latencies + [scraper.latency]).map(\.json).joined(separator: ","))],\"pass\":\(holds(isQuick))}"
    }
}
