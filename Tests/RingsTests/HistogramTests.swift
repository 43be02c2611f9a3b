import CGrinder
import XCTest

@testable import Rings

final class HistogramTests: XCTestCase {
    /// A histogram in memory of its own.
    private final class Subject {
        let memory = UnsafeMutablePointer<gr_histogram_t>.allocate(capacity: 1)
        init() { memset(memory, 0, MemoryLayout<gr_histogram_t>.size) }
        deinit { memory.deallocate() }
        var histogram: LatencyHistogram { LatencyHistogram(memory: memory) }

        func record(_ values: [UInt64]) -> HistogramSnapshot {
            for value in values { histogram.record(ns: value) }
            return withExtendedLifetime(self) { histogram.snapshot }
        }
    }

    private static let largest = UInt64(1) << 42 - 1

    func testBucketsCoverTheRangeWithoutGapOrOverlap() {
        var lowest: UInt64 = 0
        for index in 0..<HistogramSnapshot.bucketCount {
            let highest = HistogramSnapshot.highest(ofBucket: index)
            XCTAssertEqual(gr_histogram_index(lowest), UInt32(index))
            XCTAssertEqual(gr_histogram_index(highest), UInt32(index))
            XCTAssertLessThanOrEqual((highest - lowest) * 32, max(lowest, 1), "bucket \(index) is wider than 1/32")
            lowest = highest + 1
        }
        XCTAssertEqual(lowest - 1, Self.largest, "73 minutes")
        XCTAssertGreaterThan(Self.largest, 3_600_000_000_000)
    }

    func testWhatIsBeyondTheRangeCountsInTheLastBucketAndKeepsItsValue() {
        let snapshot = Subject().record([Self.largest + 1, .max / 4])
        XCTAssertEqual(snapshot.buckets.last, 2)
        XCTAssertEqual(snapshot.maxNs, .max / 4)
        XCTAssertEqual(snapshot.percentile(millionths: 1_000_000), .max / 4)
    }

    func testNothingRecorded() {
        let snapshot = Subject().record([])
        XCTAssertEqual(snapshot, HistogramSnapshot())
        XCTAssertEqual([snapshot.count, snapshot.meanNs, snapshot.maxNs, snapshot.percentile(millionths: 500_000)], [0, 0, 0, 0])
    }

    /// Values whose logarithm is about even, so that every octave occurs.
    private func values(_ count: Int, _ random: inout SplitMix) -> [UInt64] {
        (0..<count).map { _ in
            let shift = random.next() % 42
            return random.next() & ((1 << (shift + 1)) - 1)
        }
    }

    /// The smallest value that at least `millionths` of all do not exceed.
    private func exact(_ sorted: [UInt64], _ millionths: Int) -> UInt64 {
        let rank = (sorted.count * millionths + 999_999) / 1_000_000
        return sorted[max(rank, 1) - 1]
    }

    func testPercentilesAgreeWithASortedArray() {
        for seed in 1...60 as ClosedRange<UInt64> {
            var random = SplitMix(state: seed)
            let values = values(Int(random.next() % 3000) + 1, &random)
            let snapshot = Subject().record(values)
            let sorted = values.sorted()
            XCTAssertEqual(snapshot.count, UInt64(values.count))
            XCTAssertEqual(snapshot.maxNs, sorted.last)
            XCTAssertEqual(snapshot.sum, values.reduce(0, +))
            for millionths in [0, 1, 10_000, 250_000, 500_000, 900_000, 990_000, 999_000, 999_900, 1_000_000] {
                let expected = exact(sorted, millionths)
                let found = snapshot.percentile(millionths: millionths)
                XCTAssertGreaterThanOrEqual(found, expected, "seed \(seed), \(millionths)")
                XCTAssertLessThanOrEqual(found, expected + expected / 32, "seed \(seed), \(millionths)")
            }
        }
    }

    func testMergeIsRecordingBoth() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SplitMix(state: seed)
            let (first, second) = (values(500, &random), values(Int(seed) * 40, &random))
            var merged = Subject().record(first)
            merged.merge(Subject().record(second))
            XCTAssertEqual(merged, Subject().record(first + second))
        }
    }

    func testDifferenceIsWhatCameLater() {
        for seed in 1...20 as ClosedRange<UInt64> {
            var random = SplitMix(state: seed)
            let (first, second) = (values(400, &random), values(Int(seed) * 10, &random))
            let subject = Subject()
            let before = subject.record(first)
            let interval = subject.record(second).since(before)
            let alone = Subject().record(second)
            XCTAssertEqual(interval.buckets, alone.buckets)
            XCTAssertEqual(interval.sum, alone.sum)
            XCTAssertGreaterThanOrEqual(interval.maxNs, alone.maxNs)
            XCTAssertLessThanOrEqual(interval.maxNs, alone.maxNs + alone.maxNs / 32)
            XCTAssertLessThanOrEqual(interval.percentile(millionths: 500_000), alone.maxNs + alone.maxNs / 32)
        }
        let same = Subject().record([5, 1 << 30])
        XCTAssertEqual(same.since(same), HistogramSnapshot(), "an interval in which nothing was recorded")
    }

    func testAnIntervalIsMeasuredFromClockToClock() {
        let subject = Subject()
        subject.histogram.record(fromNs: 100, toNs: 107)
        subject.histogram.record(fromNs: 107, toNs: 100)
        subject.histogram.record(fromNs: 0, toNs: 100)
        let snapshot = subject.record([])
        XCTAssertEqual(snapshot.buckets[7], 1)
        XCTAssertEqual(snapshot.buckets[0], 1, "a clock that ran backwards")
        XCTAssertEqual(snapshot.count, 2, "a start of 0 is no reading")
    }

    func testAReaderSeesEveryValueOnceWhileTheWriterGoesOn() {
        let subject = Subject()
        let count: UInt64 = 200_000
        let histogram = subject.histogram
        let done = onThread { for value in 0..<count { histogram.record(ns: value) } }
        var last = HistogramSnapshot()
        while last.count < count {
            let snapshot = histogram.snapshot
            XCTAssertGreaterThanOrEqual(snapshot.count, last.count)
            XCTAssertFalse(zip(snapshot.buckets, last.buckets).contains { $0 < $1 })
            last = snapshot
        }
        done.wait()
        let end = subject.record([])
        XCTAssertEqual(end.maxNs, count - 1)
        XCTAssertEqual(end.sum, count * (count - 1) / 2)
    }
}
