import CGrinder
import XCTest

@testable import Rings

final class PlacementTests: XCTestCase {
    private let roles: [WorkerRole] = [.feed, .strategy, .execution]

    func testEachWorkerHasACoreWhereOneIsLeftForTheRest() {
        XCTAssertEqual(
            WorkerPlacement.automatic(roles, cpus: [0, 1, 2, 3]), [.feed: 1, .strategy: 2, .execution: 3])
        XCTAssertEqual(WorkerPlacement.automatic(roles, cpus: [4, 6]), [.feed: 6, .strategy: 6, .execution: 6])
        XCTAssertEqual(WorkerPlacement.automatic(roles, cpus: []), [:])
        let cpus = WorkerPlacement.availableCPUs
        XCTAssertEqual(cpus.count, Int(gr_cpu_available_count()))
        XCTAssertEqual(Set(cpus).count, cpus.count)
    }

    func testKindsNameTheirStrategies() {
        for kind in IdleKind.allCases {
            for sharesCore in [false, true] { XCTAssertEqual(IdleStrategy(kind, sharesCore: sharesCore).kind, kind) }
        }
        XCTAssertEqual(IdleStrategy(.backoff, sharesCore: true), .backoff(spins: 0), "no spinning on a shared core")
        XCTAssertEqual(IdleStrategy.recommended(cores: 8, busyWorkers: 3).kind, .spin)
    }

    func testTheSlotKeepsWhatWasWantedAndWhatItCameTo() throws {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [RingSpecification(kind: .market, of: TestRecord.self, capacity: 8)]))
        defer { region.close() }
        let slot = region.worker(.strategy)
        XCTAssertEqual(slot.placementWanted, WorkerPlacement())
        slot.setPlacementWanted(WorkerPlacement(idle: .park, cpu: 0))
        slot.prepareForSpawn(boottimeNs: 1)
        slot.setPlacementChosen(WorkerPlacement(idle: .backoff, cpu: 17))
        XCTAssertEqual(slot.placementWanted, WorkerPlacement(idle: .park, cpu: 0), "a restart finds it again")
        XCTAssertEqual(slot.placementChosen, WorkerPlacement(idle: .backoff, cpu: 17))
    }
}
