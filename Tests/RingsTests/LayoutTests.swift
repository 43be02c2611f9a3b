import CGrinder
import XCTest

@testable import Rings

final class LayoutTests: XCTestCase {
    func testSwiftSeesTheSizesThatCAsserts() {
        XCTAssertEqual(MemoryLayout<gr_ring_control_t>.size, 4096)
        XCTAssertEqual(MemoryLayout<gr_region_header_t>.size, 128)
        XCTAssertEqual(MemoryLayout<gr_ring_entry_t>.size, 64)
        XCTAssertEqual(MemoryLayout<gr_permit_word_t>.size, 128)
        XCTAssertEqual(MemoryLayout<gr_worker_slot_t>.size, 1024)
    }

    func testSharedWordsOfARingLieOnLinePairsOfTheirOwn() {
        let control = UnsafeMutablePointer<gr_ring_control_t>.allocate(capacity: 1)
        defer { control.deallocate() }
        let words: [UnsafeRawPointer] = [
            UnsafeRawPointer(gr_ring_magic(control)), UnsafeRawPointer(gr_ring_incarnation(control)),
            UnsafeRawPointer(gr_ring_fence(control)), UnsafeRawPointer(gr_ring_head(control)),
            UnsafeRawPointer(gr_ring_consumer_parked(control)), UnsafeRawPointer(gr_ring_producer_parked(control)),
            UnsafeRawPointer(gr_ring_producer_heartbeat_ns(control)), UnsafeRawPointer(gr_ring_full_waits(control)),
            UnsafeRawPointer(gr_ring_consumer_parks(control)),
        ]
        let pairs = Set(words.map { ($0 - UnsafeRawPointer(control)) / 128 })
        XCTAssertEqual(pairs.count, words.count)
    }

    private func facts() -> [(name: String, value: UInt64)] {
        var count = 0
        let table = gr_layout_facts(&count)
        return (0..<count).map { (String(cString: table[$0].name), table[$0].value) }
    }

    private func fold(_ values: [UInt64]) -> UInt64 {
        values.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
    }

    func testHashIsTheFoldOverAllFacts() {
        XCTAssertGreaterThan(facts().count, 60)
        XCTAssertEqual(Set(facts().map(\.name)).count, facts().count)
        XCTAssertEqual(gr_layout_hash(), fold(facts().map(\.value)))
    }

    func testHashChangesWithEverySizeAndOffset() {
        let values = facts().map(\.value)
        for (index, fact) in facts().enumerated() {
            for changed in [fact.value &+ 1, fact.value &+ 64, fact.value &- 1] {
                var other = values
                other[index] = changed
                XCTAssertNotEqual(fold(other), gr_layout_hash(), fact.name)
            }
        }
    }
}
