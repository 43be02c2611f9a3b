import CGrinder
import Glibc
import XCTest

@testable import Rings

final class RegionTests: XCTestCase {
    private func specification() -> RegionSpecification {
        RegionSpecification(
            instanceID: InstanceID(high: 0xfeed, low: 0xbeef), generation: 3,
            rings: [
                RingSpecification(kind: .market, of: TestRecord.self, capacity: 64),
                RingSpecification(kind: .intent, of: TestRecord.self, capacity: 8),
                RingSpecification(kind: .report, of: WideRecord.self, capacity: 16),
                RingSpecification(kind: .remediation, of: TestRecord.self, capacity: 8),
                RingSpecification(kind: .control, of: TestRecord.self, capacity: 8),
            ])
    }

    private func attachError(_ descriptor: Int32) -> RegionError? {
        do {
            _ = try InstanceRegion.attach(fileDescriptor: descriptor)
            return nil
        } catch { return error }
    }

    /// Damages a fresh region and returns what attaching to it says.
    private func errorAfter(_ damage: (UnsafeMutablePointer<gr_region_header_t>) -> Void) throws -> RegionError? {
        let region = try InstanceRegion.create(specification())
        defer { region.close() }
        damage(gr_region_header(region.base))
        let copy = dup(region.fileDescriptor)
        defer { close(copy) }
        return attachError(copy)
    }

    private func expect(_ error: RegionError?, _ expected: RegionError, says parts: String..., line: UInt = #line) {
        XCTAssertEqual(error, expected, line: line)
        let text = error.map { "\($0)" } ?? ""
        for part in parts { XCTAssertTrue(text.contains(part), "'\(part)' is not in: \(text)", line: line) }
    }

    func testAttachedRegionIsTheCreatedOne() throws {
        let region = try InstanceRegion.create(specification())
        defer { region.close() }
        let attached = try InstanceRegion.attach(fileDescriptor: dup(region.fileDescriptor))
        XCTAssertEqual(attached.instanceID, InstanceID(high: 0xfeed, low: 0xbeef))
        XCTAssertEqual(attached.generation, 3)
        XCTAssertEqual(attached.supervisorProcessID, getpid())
        XCTAssertEqual(attached.ringKinds, RingKind.allCases)
        XCTAssertEqual(attached.byteCount, region.byteCount)

        var producer = try region.producer(.report, of: WideRecord.self)
        var consumer = try attached.consumer(.report, of: WideRecord.self)
        XCTAssertTrue(producer.tryWrite(WideRecord(41)))
        XCTAssertEqual(consumer.peek()?.pointee.first.a, 41)
        region.runConfiguration.storeBytes(of: 0x1234, toByteOffset: 4088, as: UInt64.self)
        XCTAssertEqual(attached.runConfiguration.load(fromByteOffset: 4088, as: UInt64.self), 0x1234)
        region._checkInvariants()
        attached._checkInvariants()
    }

    func testPartsDoNotOverlap() throws {
        let region = try InstanceRegion.create(specification())
        defer { region.close() }
        region.runConfiguration.initializeMemory(as: UInt8.self, repeating: 0xAA)
        region.runResult.initializeMemory(as: UInt8.self, repeating: 0xBB)
        for role in WorkerRole.allCases {
            for counter in WorkerCounter.allCases { region.counters(role)[counter] = UInt64.max }
            for number in 0...ErrorLog.capacity { region.errors(role).record(String(repeating: "\(number % 10)", count: 300 + number), realtimeNs: 1) }
            region.worker(role).setDetail(String(repeating: "x", count: 200), code: 9)
        }
        region.permits.leaseDeadlineNs = 5
        for index in 0..<UInt32(GR_HISTOGRAMS) {
            let histogram = LatencyHistogram(memory: gr_region_histogram(region.base, index))
            for value in [0, 1, UInt64.max] { histogram.record(ns: value) }
        }
        for kind in region.ringKinds where kind != .report {
            var producer = try region.producer(kind, of: TestRecord.self)
            while producer.tryWrite(TestRecord(.max)) {}
        }
        XCTAssertNil(attachError(dup(region.fileDescriptor)))
        XCTAssertTrue(region.runConfiguration.allSatisfy { $0 == 0xAA })
        XCTAssertTrue(region.runResult.allSatisfy { $0 == 0xBB })
        XCTAssertEqual(try region.ring(.report).published, 0)
        XCTAssertEqual(region.permits.mode, 0)
        region._checkInvariants()
    }

    func testToolAttachesByProcessID() throws {
        let region = try InstanceRegion.create(specification())
        region.permits.mode = 2
        let seen = try InstanceRegion.attach(supervisorProcessID: getpid())
        XCTAssertEqual(seen.ringKinds.count, 5)
        seen.close()
        region.close()
        XCTAssertThrowsError(try InstanceRegion.attach(supervisorProcessID: 0x7fff_fff0)) {
            XCTAssertTrue("\($0)".contains("pid of a running"), "\($0)")
        }
    }

    // MARK: Refusals

    func testNoDescriptor() {
        guard case .systemCall(_, EBADF, let remedy)? = attachError(-1) else { return XCTFail() }
        XCTAssertTrue(remedy.contains("grinder supervise"))
    }

    func testTooSmall() {
        let descriptor = gr_memory_create_sealed("small", 4096)
        defer { close(descriptor) }
        expect(
            attachError(descriptor), .size(found: 4096, expected: UInt64(GR_OFFSET_RINGS)),
            says: "4096 bytes", "expected \(GR_OFFSET_RINGS)", "restart")
    }

    func testOtherSizeThanItsHeaderSays() throws {
        let region = try InstanceRegion.create(specification())
        defer { region.close() }
        let size = UInt64(region.byteCount)
        expect(
            try errorAfter { $0.pointee.region_size = size + 4096 }, .size(found: Int64(size), expected: size + 4096),
            says: "\(size) bytes", "expected \(size + 4096)", "restart")
    }

    func testNotSealed() {
        let file = tmpfile()!
        defer { fclose(file) }
        let descriptor = fileno(file)
        XCTAssertEqual(ftruncate(descriptor, 1 << 20), 0)
        expect(attachError(descriptor), .notSealed, says: "not sealed", "expected seals", "grinder supervise")
    }

    func testWrongMagic() {
        let descriptor = gr_memory_create_sealed("zero", 1 << 20)
        defer { close(descriptor) }
        expect(
            attachError(descriptor), .magic(found: 0, expected: UInt64(GR_REGION_MAGIC)),
            says: "0x0", "expected 0x31524544", "grinder supervise")
    }

    func testWrongVersion() throws {
        expect(
            try errorAfter { $0.pointee.abi_version = 99 }, .version(found: 99, expected: GR_REGION_ABI_VERSION),
            says: "version 99", "expected 1", "one binary")
    }

    func testWrongLayoutHash() throws {
        expect(
            try errorAfter { $0.pointee.layout_hash = 0xabc }, .layoutHash(found: 0xabc, expected: gr_layout_hash()),
            says: "0xabc", "expected \(hex(gr_layout_hash()))", "one binary")
    }

    func testDamagedDirectory() throws {
        let damages: [(UnsafeMutablePointer<gr_ring_entry_t>) -> Void] = [
            { $0.pointee.kind = 77 }, { $0.pointee.capacity = 63 }, { $0.pointee.capacity = 1 << 60 },
            { $0.pointee.capacity = 1 << 32 }, { $0.pointee.slot_size = 32 }, { $0.pointee.slot_size = 128 },
            { $0.pointee.control_offset += 4096 }, { $0.pointee.slots_offset = 1 << 50 },
            { $0.pointee.slots_size += 4096 }, { $0.pointee.kind = RingKind.intent.rawValue },
        ]
        for (index, damage) in damages.enumerated() {
            let error = try errorAfter { damage(gr_region_ring_entry(UnsafeMutableRawPointer($0), 0)) }
            XCTAssertNotNil(error, "damage \(index)")
            XCTAssertTrue("\(error!)".contains(":") || "\(error!)".contains(";"), "\(error!)")
        }
        XCTAssertNotNil(try errorAfter { $0.pointee.ring_count = 17 })
        XCTAssertNotNil(try errorAfter { $0.pointee.ring_count = 4 })
        expect(
            try errorAfter {
                let start = UnsafeMutableRawPointer($0) + Int(GR_OFFSET_RINGS)
                start.assumingMemoryBound(to: UInt64.self).pointee = 1
            }, .directory(ring: 0, detail: "control block does not match its entry"), says: "corrupt", "restart")
    }

    func testSpecificationsThatMakeNoRegion() throws {
        var twice = specification()
        twice.rings.append(twice.rings[0])
        XCTAssertThrowsError(try InstanceRegion.create(twice)) { XCTAssertEqual($0 as? RegionError, .duplicateRing(.market)) }
        var odd = specification()
        odd.rings[1].capacity = 9
        XCTAssertThrowsError(try InstanceRegion.create(odd)) {
            XCTAssertEqual($0 as? RegionError, .ring(.intent, .capacity(found: 9)))
        }
        var few = specification()
        few.rings.removeLast()
        let region = try InstanceRegion.create(few)
        defer { region.close() }
        XCTAssertThrowsError(try region.ring(.control)) { XCTAssertEqual($0 as? RegionError, .missingRing(.control)) }
        do {
            _ = try region.producer(.market, of: WideRecord.self)
            XCTFail("wrong record type")
        } catch { XCTAssertEqual(error, .ring(.market, .recordSize(record: 128, slot: 64))) }
    }

    func testLockedMemoryIsAWishAndNotACondition() throws {
        var wanted = specification()
        wanted.locksMemory = true
        let region = try InstanceRegion.create(wanted)
        defer { region.close() }
        for warning in region.warnings { XCTAssertTrue("\(warning)".contains("LimitMEMLOCK")) }
    }

    func testFailedAttachLeavesTheDescriptorToTheCaller() throws {
        let descriptor = gr_memory_create_sealed("zero", 1 << 20)
        XCTAssertNotNil(attachError(descriptor))
        XCTAssertEqual(close(descriptor), 0)
    }
}
