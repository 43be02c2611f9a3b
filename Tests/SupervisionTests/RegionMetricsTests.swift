// What the region counts has a place in the metric catalogue, under the same words.

import CGrinder
import Observability
import Rings
import Risk
import Workers
import XCTest

@testable import Supervision

final class RegionMetricsTests: XCTestCase {
    func testEveryCounterHasAFamily() throws {
        for counter in WorkerCounter.allCases {
            let instrument = counter.instrument
            let metric = try XCTUnwrap(Metric(counter), "\(instrument.name): add it to Metric and to Families+Runtime.swift")
            let family = MetricCatalogue.family(metric)
            XCTAssertEqual(family.help, instrument.help)
            XCTAssertEqual(family.kind.rawValue, instrument.kind.rawValue, instrument.name)
            XCTAssertEqual(family.labels.map(\.key), instrument.writers.count == 1 ? [] : ["worker"], instrument.name)
        }
    }

    func testTheLabelsAreTheWordsOfTheRooms() {
        func values(_ metric: Metric, _ label: Int = 0) -> [String] { MetricCatalogue.family(metric).labels[label].values }
        XCTAssertEqual(values(.workerUp), WorkerRole.allCases.map(\.name))
        XCTAssertEqual(WorkerRole.allCases.map { Int($0.rawValue) }, Array(0..<WorkerRole.allCases.count), "the role is the position")
        XCTAssertEqual(values(.workerState, 1), (0..<7).map { WorkerState(rawValue: $0).map { "\($0)" } ?? "" })
        XCTAssertNil(WorkerState(rawValue: 7))
        XCTAssertEqual(values(.ringDepth), RingKind.allCases.map { "\($0)" })
        XCTAssertEqual(values(.stageLatencySeconds), StageLatency.allCases.map(\.instrument.name))
        XCTAssertEqual(StageLatency.allCases.map(\.rawValue), Array(0..<StageLatency.allCases.count), "the stage is the position")
        XCTAssertEqual(values(.tradingMode), InstanceMode.allCases.map { "\($0)" })
        XCTAssertEqual(values(.gatingAllowed), GateName.allCases.map(\.rawValue))
        XCTAssertEqual(Set(values(.gatingBlocked, 1)), Set(GateReason.allCases.dropFirst().map(\.rawValue)), "all but PASS")
        XCTAssertEqual(values(.killSwitchTrips), KillSwitchReason.allCases.map(\.rawValue))
        XCTAssertLessThanOrEqual(GateName.caseCount, RiskBoard.gatesMax)
        XCTAssertLessThanOrEqual(GateReason.caseCount, RiskBoard.reasonsMax)
        XCTAssertLessThanOrEqual(KillSwitchReason.caseCount, RiskBoard.tripReasonsMax)
    }

    /// A region in this process, with a worker that has done something.
    private func region() throws -> InstanceRegion {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 1, low: 2),
                rings: [RingSpecification(kind: .intent, slotSize: 64, capacity: 16)]))
        addTeardownBlock { region.close() }
        let slot = region.worker(.strategy)
        slot.prepareForSpawn(boottimeNs: 1)
        slot.setProcessID(getpid())
        slot.setState(.running)
        slot.setProgress(nowNs: 1, recordsIn: 7, recordsOut: 9)
        region.counters(.strategy)[.strategyTicks] = 5
        region.counters(.strategy)[.loopLongestNs] = 1500
        for ns: UInt64 in [900, 3000, 40_000, 5_000_000_000] { region.latency(.receiveToDecide).record(ns: ns) }
        return region
    }

    func testAScrapeShowsWhatTheRegionHolds() throws {
        let region = try region()
        region.permits.arming = 1
        region.permits.leaseDeadlineNs = .max
        region.permits.tripKillSwitch(reason: KillSwitchWord.word(.manual), by: .ofThisProcess())
        var metrics = RegionMetrics()
        metrics.countTrip(KillSwitchWord.word(.manual))
        metrics.noteDepth(11, .intent)
        metrics.take(InstanceSnapshot(of: region))
        metrics.noteDepth(3, .intent)
        let lines = Set(Exposition.text(metrics.registry).split(separator: "\n").map(String.init))
        for line in [
            "grinder_worker_up{worker=\"strategy\"} 1", "grinder_worker_up{worker=\"feed\"} 0",
            "grinder_worker_state{worker=\"strategy\",state=\"running\"} 1", "grinder_worker_state{worker=\"strategy\",state=\"empty\"} 0",
            "grinder_worker_state{worker=\"feed\",state=\"empty\"} 1", "grinder_worker_records_in_total{worker=\"strategy\"} 7",
            "grinder_worker_records_out_total{worker=\"strategy\"} 9", "grinder_strategy_ticks_total 5",
            "grinder_loop_longest_seconds{worker=\"strategy\"} 1.5e-06", "grinder_ring_capacity{ring=\"intent\"} 16",
            "grinder_ring_high_water{ring=\"intent\"} 11", "grinder_kill_switch_triggered 1",
            "grinder_kill_switch_trips_total{reason=\"MANUAL\"} 1", "grinder_kill_switch_trips_total{reason=\"ERROR\"} 0",
            "grinder_armed 1", "grinder_lease_remaining_seconds +Inf",
            "grinder_stage_latency_seconds_bucket{stage=\"receive_to_decide\",le=\"1e-06\"} 1",
            "grinder_stage_latency_seconds_bucket{stage=\"receive_to_decide\",le=\"5e-06\"} 2",
            "grinder_stage_latency_seconds_bucket{stage=\"receive_to_decide\",le=\"1.0\"} 3",
            "grinder_stage_latency_seconds_bucket{stage=\"receive_to_decide\",le=\"+Inf\"} 4",
            "grinder_stage_latency_seconds_count{stage=\"receive_to_decide\"} 4",
        ] { XCTAssertTrue(lines.contains(line), line) }
        XCTAssertTrue(ContractReport(checking: Exposition.text(metrics.registry), from: "test").isPassed)
    }

    // MARK: - Readiness

    private func health(_ region: InstanceRegion, standalone: Bool = true) -> InstanceHealth {
        var options = SupervisorOptions(fixturePath: "x", configuration: RunConfiguration())
        options.isStandalone = standalone
        return ObservedRegion(region, options).health()
    }

    func testReadinessNeedsRolePermitsAndLivingWorkers() throws {
        let region = try region()
        let slot = region.worker(.strategy)
        XCTAssertEqual(health(region, standalone: false).role, .unknown)
        XCTAssertEqual(health(region).role, .standby, "the lease was never held")
        region.permits.leaseDeadlineNs = .max
        XCTAssertEqual(health(region).role, .active)
        XCTAssertEqual(health(region).blockers, ["the instance is not armed", "worker strategy has given no sign of life yet"])
        slot.beat(nowNs: gr_clock_monotonic_ns())
        XCTAssertEqual(health(region).blockers, ["the instance is not armed"])
        region.permits.arming = 1
        XCTAssertTrue(health(region).isReady)
        region.permits.tripKillSwitch(reason: KillSwitchWord.word(.manual), by: .ofThisProcess())
        XCTAssertEqual(health(region).blockers, ["the kill switch is tripped"])
        region.permits.clearKillSwitch(by: .ofThisProcess())
        slot.beat(nowNs: 1)
        XCTAssertTrue(health(region).blockers[0].hasPrefix("worker strategy has given no sign of life for "))
        slot.setState(.recovering)
        XCTAssertEqual(health(region).blockers, ["worker strategy is recovering"])
        slot.setState(.failed)
        XCTAssertEqual(health(region).blockers, ["worker strategy is failed"])
        slot.setState(.running)
        slot.setProcessID(0)
        XCTAssertEqual(health(region).blockers, ["worker strategy has no process"])
        XCTAssertFalse(health(region).isReady)
    }
}
