// The catalogue is whole, agrees with the rooms whose words it repeats, and with docs/metrics.md.

import Foundation
import Observability
import Risk
import TestSupport
import XCTest

final class CatalogueTests: XCTestCase {
    func testEveryMetricHasOneFamilyInItsOrder() {
        XCTAssertEqual(MetricCatalogue.families.map(\.metric), Metric.allCases)
        XCTAssertEqual(Metric.allCases.count, Metric.caseCount)
        for metric in Metric.allCases { XCTAssertEqual(MetricCatalogue.family(metric).metric, metric) }
    }

    func testTheContractHasTheSpecifiedSize() {
        let contract = MetricCatalogue.contractFamilies
        XCTAssertEqual(contract.count, 75)
        XCTAssertEqual(contract.count { $0.kind == .counter }, 41)
        XCTAssertEqual(contract.count { $0.kind == .gauge }, 32)
        XCTAssertEqual(contract.count { $0.kind == .histogram }, 2)
        XCTAssertEqual(contract.count { $0.contract == .absent }, 9)
        XCTAssertEqual(ContractPatterns.required.count, 191)
        XCTAssertEqual(Set(ContractPatterns.required).count, 191)
        XCTAssertEqual(ContractPatterns.required.count { $0.contains("{") }, 31)
        XCTAssertTrue(MetricCatalogue.families.dropFirst(75).allSatisfy { $0.reference == .ours && $0.contract == .absent })
    }

    func testNamesFollowTheRulesOfTheirKind() {
        for family in MetricCatalogue.families {
            XCTAssertTrue(family.name.hasPrefix("grinder_"), family.name)
            XCTAssertEqual(family.kind == .counter, family.name.hasSuffix("_total"), family.name)
            XCTAssertTrue(family.help.hasSuffix(".") && family.help.utf8.allSatisfy { 0x20..<0x7F ~= $0 && $0 != 0x5C }, family.name)
            XCTAssertEqual(family.kind == .histogram, !family.bounds.isEmpty, family.name)
            XCTAssertEqual(family.bounds, family.bounds.sorted(), family.name)
            XCTAssertEqual(Set(family.labels.map(\.key)).count, family.labels.count, family.name)
            for label in family.labels {
                XCTAssertFalse(label.values.isEmpty, "\(family.name) \(label.key)")
                XCTAssertEqual(Set(label.values).count, label.values.count, "\(family.name) \(label.key)")
                XCTAssertFalse(MetricCatalogue.forbiddenLabels.contains { "\(label.key)=".hasSuffix($0) }, "\(family.name) \(label.key)")
                if let fallback = label.fallback { XCTAssertTrue(label.values.contains(fallback), "\(family.name) \(label.key)") }
            }
            for set in family.combinations ?? [] {
                XCTAssertEqual(set.count, family.labels.count, "\(family.name) \(set)")
                XCTAssertTrue(zip(family.labels, set).allSatisfy { $0.values.contains($1) }, "\(family.name) \(set)")
            }
        }
    }

    /// A scrape is fetched every few seconds and kept for weeks.
    func testTheNumberOfSeriesIsBounded() {
        let series = MetricCatalogue.families.reduce(0) { sum, family in
            sum + family.labelSets.count * (family.kind == .histogram ? family.bounds.count + 3 : 1)
        }
        XCTAssertLessThan(series, 1200)
    }

    func testTheWordsOfTheGatesAreTheirs() {
        func values(_ metric: Metric, _ label: Int) -> [String] { MetricCatalogue.family(metric).labels[label].values.sorted() }
        XCTAssertEqual(values(.gatingBlocked, 0), GateName.allCases.map(\.rawValue).sorted())
        XCTAssertEqual(values(.gatingBlocked, 1), GateReason.allCases.filter { $0 != .pass }.map(\.rawValue).sorted())
        XCTAssertEqual(values(.killSwitchTrips, 0), KillSwitchReason.allCases.map(\.rawValue).sorted())
    }

    func testThePageIsWhatTheCatalogueSays() throws {
        let page = try String(contentsOf: PackageLayout.root.appendingPathComponent("docs/metrics.md"), encoding: .utf8)
        XCTAssertEqual(page, MetricsPage.markdown, "run: grinder metrics-contract --print-docs > docs/metrics.md")
        for family in MetricCatalogue.families { XCTAssertTrue(page.contains("| `\(family.name)` | \(family.kind.rawValue) |"), family.name) }
    }
}
