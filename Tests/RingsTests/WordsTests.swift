import CGrinder
import XCTest

@testable import Rings

/// Permit words and worker slots.
final class WordsTests: XCTestCase {
    private func region() throws -> InstanceRegion {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [RingSpecification(kind: .market, of: TestRecord.self, capacity: 8)]))
        addTeardownBlock { region.close() }
        return region
    }

    func testSymbolsAreNamed() throws {
        let names = try region().symbolNames
        names.set(0, Array("BTCUSDT".utf8))
        names.set(2, Array(repeating: UInt8(ascii: "X"), count: 31))
        names.set(3, Array(repeating: UInt8(ascii: "Y"), count: 300))
        names.set(SymbolNames.countMax - 1, [0x5A, 0xFF])
        names.set(SymbolNames.countMax, [1])
        XCTAssertEqual(names[0], "BTCUSDT")
        XCTAssertEqual(names[1], "#1")
        XCTAssertNil(names.known(1))
        XCTAssertEqual(names[2], String(repeating: "X", count: 31))
        XCTAssertEqual(names[3], String(repeating: "Y", count: 31) + "...")
        XCTAssertEqual(names[UInt32(SymbolNames.countMax) - 1], "Z\u{FFFD}")
        XCTAssertEqual(names[UInt32(SymbolNames.countMax)], "#\(SymbolNames.countMax)")
        XCTAssertEqual(names[.max], "#\(UInt32.max)")
    }

    func testWhatWasTakenOutOutlivesTheObject() throws {
        let slot = try region().worker(.feed)  // the region object is gone here
        slot.beat(nowNs: 5)
        XCTAssertEqual(slot.heartbeatNs, 5)
    }

    private let change = KillSwitchChange(userID: 1000, processID: 42, realtimeNs: 7)
    private let later = KillSwitchChange(userID: 0, processID: 43, realtimeNs: 8)

    func testFreshRegionPermitsNothing() throws {
        let permits = try region().permits
        XCTAssertEqual(permits.leaseDeadlineNs, 0)
        XCTAssertEqual(permits.arming, 0)
        XCTAssertEqual(permits.mode, 0)
        XCTAssertEqual(permits.fenceEpoch, 0)
    }

    func testPermitWordsAreIndependentAndOnTheirOwnLines() throws {
        let region = try region()
        let permits = region.permits
        permits.leaseDeadlineNs = 1
        permits.raiseFenceEpoch(to: 2)
        permits.tripKillSwitch(reason: 3, by: change)
        permits.operatorOverride = 4
        permits.arming = 5
        permits.mode = 6
        XCTAssertEqual(
            [
                permits.leaseDeadlineNs, permits.fenceEpoch, permits.killSwitch, permits.operatorOverride,
                permits.arming, permits.mode,
            ], [1, 2, 3, 4, 5, 6])
        for index in 0..<5 as Range<UInt32> {
            let distance = UnsafeRawPointer(gr_region_permit(region.base, index + 1)) - UnsafeRawPointer(gr_region_permit(region.base, index))
            XCTAssertEqual(distance, 128)
        }
    }

    func testFirstReasonOfTheKillSwitchStays() throws {
        let region = try region()
        let permits = region.permits
        XCTAssertNil(permits.lastKillSwitchChange)
        XCTAssertTrue(permits.tripKillSwitch(reason: 7, by: change))
        XCTAssertFalse(permits.tripKillSwitch(reason: 8, by: later))
        XCTAssertEqual(permits.killSwitch, 7)
        XCTAssertEqual(permits.lastKillSwitchChange, change)
        XCTAssertTrue(permits.clearKillSwitch(by: change))
        XCTAssertFalse(permits.clearKillSwitch(by: later), "it is clear")
        XCTAssertTrue(permits.tripKillSwitch(reason: 8, by: later))
        XCTAssertEqual(permits.killSwitch, 8)
        XCTAssertEqual(permits.killSwitchChanges, 3)
        XCTAssertEqual((1...3).map { permits.killSwitchChange($0)?.reason }, [7, 0, 8])
        XCTAssertEqual(permits.lastKillSwitchChange, later)
    }

    func testTheKillSwitchRemembersItsLastChanges() throws {
        let permits = try region().permits
        for turn in 1...10 as ClosedRange<UInt64> {
            permits.tripKillSwitch(reason: turn, by: change)
            permits.clearKillSwitch(by: later)
        }
        XCTAssertEqual(permits.killSwitchChanges, 20)
        XCTAssertNil(permits.killSwitchChange(12), "its place was needed")
        XCTAssertEqual((13...20).map { permits.killSwitchChange($0)?.reason }, [7, 0, 8, 0, 9, 0, 10, 0])
        XCTAssertNil(permits.killSwitchChange(0))
        XCTAssertNil(permits.killSwitchChange(21))
    }

    func testFenceEpochOnlyRises() throws {
        let region = try region()
        let permits = region.permits
        XCTAssertTrue(permits.raiseFenceEpoch(to: 5))
        XCTAssertFalse(permits.raiseFenceEpoch(to: 5))
        XCTAssertFalse(permits.raiseFenceEpoch(to: 4))
        XCTAssertEqual(permits.fenceEpoch, 5)
    }

    func testWorkerSlotTellsItsStory() throws {
        let region = try region()
        let slot = region.worker(.execution)
        XCTAssertEqual(slot.state, .empty)
        slot.prepareForSpawn(boottimeNs: 10)
        slot.setProcessID(123)
        XCTAssertEqual(slot.state, .starting)
        XCTAssertEqual(slot.epoch, 1)
        XCTAssertEqual(slot.restartCount, 0)
        slot.setState(.running)
        slot.beat(nowNs: 20)
        slot.setProgress(nowNs: 21, recordsIn: 3, recordsOut: 2)
        slot.setProgress(nowNs: 22, recordsIn: 4, recordsOut: 2)
        XCTAssertEqual([slot.heartbeatNs, slot.lastProgressNs, slot.recordsIn, slot.recordsOut], [20, 22, 4, 2])
        slot.setDetail("lease lost", code: 4)
        region.requestStop(.execution)
        XCTAssertTrue(slot.isStopRequested)
        XCTAssertEqual(slot.stopRequest, .drain)
        region.requestStop(.execution, .cancelOpen)
        XCTAssertEqual(slot.stopRequest, .cancelOpen)
        XCTAssertFalse(region.worker(.feed).isStopRequested)
        slot.recordExit(code: -1, signal: 9)
        XCTAssertEqual([slot.exitCode, slot.exitSignal, slot.processID], [-1, 9, 0])
        XCTAssertEqual(slot.detail, "lease lost")

        slot.prepareForSpawn(boottimeNs: 30)
        XCTAssertEqual(slot.epoch, 2)
        XCTAssertEqual(slot.restartCount, 1)
        XCTAssertFalse(slot.isStopRequested)
        XCTAssertEqual(slot.detail, "")
        XCTAssertEqual(slot.heartbeatNs, 0, "a new incarnation has not beaten")
    }

    func testDetailIsCutAtACharacter() throws {
        let region = try region()
        let slot = region.worker(.feed)
        slot.setDetail(String(repeating: "é", count: 150), code: 1)
        XCTAssertEqual(slot.detail, String(repeating: "é", count: 100))
        slot.setDetail("x" + String(repeating: "é", count: 150), code: 1)
        XCTAssertEqual(slot.detail, "x" + String(repeating: "é", count: 99))
    }

    func testCountersBelongToTheirWorker() throws {
        let region = try region()
        region.counters(.feed).add(5, to: .errors)
        region.counters(.feed).add(6, to: .errors)
        XCTAssertEqual(region.counters(.feed)[.errors], 11)
        XCTAssertEqual(region.counters(.strategy)[.errors], 0)
    }
}
