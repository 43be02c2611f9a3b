// The table against the specification, the documentation and itself.

import Foundation
import TestSupport
import XCTest

@testable import Configuration

final class SettingTableTests: XCTestCase {
    /// Numbers whose absence means something that no number says: for ever, as fast as possible, no limit.
    private static let unbounded: Set = ["GRINDER_LEASE_MS", "GRINDER_SPEED", "GRINDER_JOURNAL_MAX_KIB"]

    func testNamesAreUniqueAndOneOfAKind() {
        let names = SettingTable.names + RetiredName.all.map(\.name) + RetiredName.foreign
        XCTAssertEqual(Set(names).count, names.count)
        XCTAssertGreaterThan(SettingTable.all.count, 60)
        let flags = SettingTable.flagged.compactMap { $0.flag?.name }
        XCTAssertEqual(Set(flags).count, flags.count)
        XCTAssertEqual(flags.count, SettingTable.all.count { $0.flag != nil }, "a flag outside the groups that the command lists")
    }

    func testEveryBuiltInValueIsWrittenAsItIsShown() {
        for setting in SettingTable.all {
            XCTAssertEqual(ConfigurationLoader.builtIn(setting)?.written, setting.fallback, setting.name)
            XCTAssertTrue(setting.help.hasSuffix(".") && !setting.help.contains("|"), setting.name)
            switch setting.kind {
            case .flag, .permission: XCTAssertEqual(setting.fallback, "0", "\(setting.name): nothing is on unless it is asked for")
            case .safeguard: XCTAssertEqual(setting.fallback, "1", setting.name)
            case .integer, .pair, .amount: XCTAssertEqual(setting.fallback == nil, Self.unbounded.contains(setting.name), setting.name)
            case .secret: XCTAssertNil(setting.fallback, setting.name)
            case .list, .choice, .text: break
            }
            if setting.kind == .permission || setting.kind == .safeguard { XCTAssertEqual(setting.strictness, .exact) }
        }
    }

    func testWhatCanSpendMoneyIsExact() {
        for name in ["ALLOW_MAINNET_TRADE", "ALLOW_TESTNET_TRADE", "ARMED", "RECONCILE_ALLOW_ACTIVE", "RECONCILE_DRY_RUN", "GRINDER_STANDALONE"] {
            XCTAssertEqual(SettingTable.named(name)?.strictness, .exact, name)
        }
    }

    /// Every name in back-ticks in the first column of the catalogue, and every never-read one of section 2.10.
    func testEveryVariableOfTheSpecificationIsKnown() throws {
        let text = try String(contentsOfFile: SharedCorpus.shared("spec/env.md"), encoding: .utf8)
        var names: Set<String> = []
        var isNeverRead = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("### ") || line.hasPrefix("## ") { isNeverRead = line.hasPrefix("### 2.10") }
            guard isNeverRead || line.hasPrefix("| `") else { continue }
            let cells = line.split(separator: "|")
            let first = isNeverRead ? line : cells.first ?? ""
            for match in first.matches(of: /`([A-Z][A-Z0-9_<>]{3,})`/) { names.insert(String(match.output.1)) }
        }
        names.remove("TRUE")
        XCTAssertGreaterThan(names.count, 75, "the page was not understood")
        let known = Set(SettingTable.names + RetiredName.all.map(\.name)).union(RetiredName.foreign)
        XCTAssertEqual(names.subtracting(known).sorted(), ["HTTP_DEADLINE_<OP>_MS"], "one setting for each of its operations")
    }

    /// Section 2.6 lists the operations with their deadlines.
    func testDeadlinesAreTheSpecifications() throws {
        let text = try String(contentsOfFile: SharedCorpus.shared("spec/env.md"), encoding: .utf8)
        let line = try XCTUnwrap(text.split(separator: "\n").first { $0.hasPrefix("Deadline defaults (ms):") })
        let pairs = line.matches(of: /([a-z_]+) (\d{3,})[,.]/).filter { $0.output.1 != "else" }
        XCTAssertEqual(pairs.count, 9, "\(pairs.map(\.output.0))")
        for pair in pairs {
            XCTAssertEqual(SettingTable.named("HTTP_DEADLINE_\(pair.output.1.uppercased())_MS")?.fallback, String(pair.output.2))
        }
    }

    func testThePageIsTheTable() throws {
        let page = try String(contentsOf: PackageLayout.root.appendingPathComponent("docs/configuration.md"), encoding: .utf8)
        XCTAssertEqual(page, SettingTable.page, "run: grinder config docs > docs/configuration.md")
    }
}
