// Kinds and fields of records as `grinder_records.h` has them, against what the describer shows: no kind and no byte
// of one may be left out. Whoever adds a kind or a field meets this test.

import CGrinder
import Domain
import Foundation
import TestSupport
import XCTest

@testable import Workers

final class RecordKindTests: XCTestCase {
    private struct Layouts {
        /// Kind's number by name, and the layouts that its comment names.
        var kinds: [(name: String, number: UInt8, layout: String?)] = []
        /// Bytes of each layout that hold something.
        var used: [String: Set<Int>] = [:]
    }

    private static func layouts() throws -> Layouts {
        let path = PackageLayout.root.appendingPathComponent("Sources/CGrinder/include/grinder_records.h")
        let header = try String(contentsOf: path, encoding: .utf8)
        var layouts = Layouts()
        for match in header.matches(of: /GR_RECORD_([A-Z_]+) = (\d+),[^\n]*/) {
            let number = try XCTUnwrap(UInt8(match.2))
            let layout = match.0.firstMatch(of: /gr_[a-z_]+_t/).map { String($0.0) }
            layouts.kinds.append((match.1.lowercased(), number, layout))
        }
        let sizes = [
            "uint8_t": 1, "int8_t": 1, "uint16_t": 2, "uint32_t": 4, "int32_t": 4, "uint64_t": 8, "int64_t": 8, "double": 8,
        ]
        let constants = ["GR_TEXT_CHUNK_BYTES": Int(GR_TEXT_CHUNK_BYTES)]
        for match in header.matches(of: /typedef struct [a-z_]+ \{([^}]*)\} (gr_[a-z_]+_t);/) {
            var offset = 0
            var used: Set<Int> = []
            for field in match.1.matches(of: /(?m)^ +([a-z0-9_]+) ([a-z0-9_]+)(\[([A-Z0-9_]+)\])?;/) {
                let count = field.4.map { Int($0) ?? constants[String($0)] ?? 0 } ?? 1
                let size = try XCTUnwrap(sizes[String(field.1)], "\(field.0)") * count
                if !field.2.hasPrefix("pad"), field.2 != "sequence", field.2 != "kind" {
                    used.formUnion(offset..<(offset + size))
                }
                offset += size
            }
            layouts.used[String(match.2)] = used
            if layouts.kinds.contains(where: { $0.layout == String(match.2) }) { XCTAssertEqual(offset, 64, "\(match.2)") }
        }
        return layouts
    }

    func testKindsAreThoseOfTheHeader() throws {
        let kinds = try Self.layouts().kinds
        XCTAssertEqual(kinds.map(\.name), RecordKind.allCases.map(\.name))
        XCTAssertEqual(kinds.map(\.number), RecordKind.allCases.map(\.rawValue))
    }

    private func bytes(_ record: inout gr_record_t, set offset: Int, to value: UInt8) {
        withUnsafeMutableBytes(of: &record) { $0[offset] = value }
    }

    /// Mostly small values, so that codes, counts and flags mean something; every other record mostly zero, so that
    /// wide decimals are some.
    private func record(_ kind: RecordKind, _ random: inout SeededGenerator) -> gr_record_t {
        var record = gr_record_t()
        let zeros: UInt64 = random.next() % 2 == 0 ? 30 : 3
        for offset in 9..<64 where random.next() % zeros == 1 || zeros == 3 && random.next() % 3 == 1 {
            let value = UInt8(truncatingIfNeeded: random.next())
            bytes(&record, set: offset, to: random.next() % 8 == 0 ? value : value % 64)
        }
        record.kind = kind.rawValue
        return record
    }

    /// Those bytes of a kind's records that change what is said of them.
    private func shown(_ kinds: [RecordKind], among used: Set<Int>) -> Set<Int> {
        var random = SeededGenerator(seed: 77)
        var shown: Set<Int> = []
        for round in 0..<20_000 where shown.count < used.count {
            let kind = kinds[round % kinds.count]
            let base = record(kind, &random)
            let text = line(base)
            for offset in used.subtracting(shown) {
                var changed = base
                bytes(&changed, set: offset, to: UInt8(truncatingIfNeeded: random.next()))
                if line(changed) != text { shown.insert(offset) }
            }
        }
        return shown
    }

    private func line(_ record: gr_record_t) -> String {
        var describer = RecordDescriber()
        return describer.describe(record).line(("position", 0), isJSON: false)
    }

    func testEveryByteThatHoldsSomethingIsShown() throws {
        let layouts = try Self.layouts()
        let byLayout = Dictionary(grouping: layouts.kinds.filter { $0.layout != nil }) { $0.layout ?? "" }
        XCTAssertGreaterThan(byLayout.count, 20)
        for (layout, kinds) in byLayout {
            let used = try XCTUnwrap(layouts.used[layout], layout)
            let shown = shown(kinds.compactMap { RecordKind(rawValue: $0.number) }, among: used)
            XCTAssertEqual(used.subtracting(shown).sorted(), [], "bytes of \(layout) that are never shown")
        }
    }
}
