// Given the release programs, when the functions of the hot path are disassembled, then none allocates,
// counts references or checks exclusivity (architecture, section 8).

import XCTest

final class HotPathDisassemblyTests: XCTestCase {
    private static let forbidden = [
        "swift_retain", "swift_release", "swift_bridgeObjectRetain", "swift_bridgeObjectRelease", "swift_allocObject",
        "swift_slowAlloc", "swift_beginAccess", "malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc",
    ]

    private static func isForbidden(_ target: String) -> Bool {
        forbidden.contains { target == $0 || target.hasPrefix($0 + "_") }
    }

    func testRingLoopsCallNothingButTheWakeOfASleeper() throws {
        let code = try Disassembly(program: ReleaseBuild.program("grinder-bench"))
        for hot in HotFunction.ringLoops {
            let found = code.functions(named: hot.name)
            XCTAssertEqual(found.count, hot.count, "\(hot.name): specialisations")
            for function in found {
                // Whatever else were called would mean that the ring is not specialised into the loop.
                XCTAssertEqual(Set(function.calls.keys).subtracting(["wake(_:counter:)", "wakeReaders(_:)"]), [], function.name)
            }
        }
    }

    func testWorkersAndPipelineAreFreeOfTheRuntime() throws {
        let code = try Disassembly(program: ReleaseBuild.program("grinder"))
        for hot in HotFunction.workers + HotFunction.paperWorkers + HotFunction.pipeline { check(hot, in: code) }
    }

    private func check(_ hot: HotFunction, in code: Disassembly) {
        let found = code.functions(named: hot.name)
        XCTAssertEqual(found.count, hot.count, "\(hot.name): functions of this name")
        var calls: [String: Int] = [:]
        for function in found {
            for (target, count) in code.callsWithHelpers(of: function) where Self.isForbidden(target) {
                calls[target, default: 0] += count
            }
        }
        for cold in hot.cold {
            let count = calls.removeValue(forKey: cold.target) ?? 0
            XCTAssertLessThanOrEqual(count, cold.countMax, "\(hot.name) calls \(cold.target) beyond: \(cold.reason)")
        }
        XCTAssertEqual(calls, [:], hot.name)
    }

    /// The check sees what it looks for: the buffer's growth allocates, the text of a symbol is retained.
    func testForbiddenCallsAreSeen() throws {
        let code = try Disassembly(program: ReleaseBuild.program("grinder"))
        let growth = try XCTUnwrap(code.functions(named: "ByteBuffer.grow(_:)").first)
        XCTAssertTrue(growth.calls.keys.contains(where: Self.isForbidden), "\(growth.calls)")
        let text = try XCTUnwrap(code.functions(named: "RecordWriter.writeText(_:role:field:)").first)
        XCTAssertGreaterThan(text.calls["swift_retain"] ?? 0, 0)
        XCTAssertTrue(Self.isForbidden("swift_retain_n"))
        XCTAssertFalse(Self.isForbidden("swift_isUniquelyReferenced_nonNull_native"))
    }
}
