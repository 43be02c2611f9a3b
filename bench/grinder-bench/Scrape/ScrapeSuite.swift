// What being watched costs: a supervised chain at ten times the recorded rate, with metrics scraped 50 times a second
// and without, in turns. The same supervisor, workers and market on both sides; the verdict on tick to intent is taken
// as `compare` takes it, and the supervisor's memory and descriptors must not grow.

import CGrinder
import Domain
import Glibc
import Rings

enum ScrapeSuite {
    static let everyNs: UInt64 = 20_000_000
    static let speed = 10.0

    struct Plan {
        /// Slices with scrapes, and as many without.
        var pairs: Int
        var scrapes: Int
        var warmScrapes: Int
    }

    static func run(_ options: BenchOptions) -> Bool {
        var plan = options.quick ? Plan(pairs: 4, scrapes: 10, warmScrapes: 50) : Plan(pairs: 200, scrapes: 50, warmScrapes: 500)
        plan.pairs = options.slices ?? plan.pairs
        do {
            return try ScratchDirectory.with { try measure(plan, $0, options) }
        } catch {
            print("scrape suite: \(error)")
            return false
        }
    }

    private static func measure(_ plan: Plan, _ scratch: String, _ options: BenchOptions) throws -> Bool {
        var supervised = try market(scratch, options)
        supervised.servesHTTP = true
        let instance = try SupervisedInstance(supervised)
        defer { instance.end() }
        guard let url = instance.url else { throw ChainError.noStart("the supervisor serves no pages") }
        var scraper = Scraper(url)
        scraper.scrape(plan.warmScrapes, everyNs: everyNs)
        guard scraper.failures == 0 else { throw ChainError.noStart("\(scraper.failures) scrapes of \(url) failed") }
        scraper = Scraper(url)
        var report = ScrapeReport(supervised, plan, try ProcessResources(of: instance.pid))
        let latency = instance.region.latency(.tickToIntent)
        for pair in 0..<plan.pairs {
            // The order changes, so that neither side is always the first.
            for isScraped in pair % 2 == 0 ? [false, true] : [true, false] {
                let before = latency.snapshot
                let startNs = gr_clock_monotonic_ns()
                if isScraped { scraper.scrape(plan.scrapes, everyNs: everyNs) }
                sleep(untilNs: startNs + UInt64(plan.scrapes) * everyNs)
                try report.take(latency.snapshot.since(before), isScraped: isScraped)
            }
            report.take(try ProcessResources(of: instance.pid))
        }
        guard !instance.isOver else { throw ChainError.stuck("the market came to its end") }
        report.finish(scraper, try settled(instance.pid, report.before))
        options.json ? print(report.json(options.quick)) : report.printTable(options.quick)
        try report.entry.keep(options)
        return report.holds(options.quick)
    }

    /// The recorded stream, over and over; where there is none a fixture at about the same rate.
    private static func market(_ scratch: String, _ options: BenchOptions) throws -> SupervisedPlan {
        if options.fixture == nil, let stream = RecordedStream(RecordedStream.standardPath, limit: options.quick ? 2000 : 66_000) {
            let fixture = "\(scratch)/recorded"
            try stream.write(to: fixture)
            var plan = SupervisedPlan(fixture)
            plan.speed = speed
            return endless(plan)
        }
        guard let fixture = options.fixture ?? BenchFixture.standard else {
            throw ChainError.noStart("no fixture found: give one with --fixture DIR")
        }
        return endless(SupervisedPlan(fixture, paceUs: 400))
    }

    /// As a live market is taken: it does not end, and it waits for nobody.
    private static func endless(_ plan: SupervisedPlan) -> SupervisedPlan {
        var plan = plan
        plan.repeats = 10_000
        plan.isFreeRunning = true
        return plan
    }

    /// What the supervisor holds once the last connection is closed there too, which it may learn a moment later.
    private static func settled(_ pid: Int32, _ before: ProcessResources) throws -> ProcessResources {
        let deadlineNs = gr_clock_monotonic_ns() + 10_000_000_000
        while true {
            let now = try ProcessResources(of: pid)
            if now.descriptors <= before.descriptors || gr_clock_monotonic_ns() > deadlineNs { return now }
            sleep(untilNs: gr_clock_monotonic_ns() + 50_000_000)
        }
    }
}
