// Given the release programs, when their functions are disassembled, then no throwing function ends in
// a jump to a C memory function.
//
// Swift 6.3.1 for x86-64 miscompiles these: where the last thing that a throwing function does is to copy
// a large struct into its result, the copy becomes a jump to memcpy, and the error register, which the
// function may have used for something else, is not set back to "no error". The caller then sees an error
// that nobody threw. Debug builds cannot show it, so this test looks for the form itself. Writing the copy
// earlier does not help, it is moved to the end again; the remedy is to check elsewhere than where the large
// value is made.

import Foundation
import XCTest

final class ThrowingTailCallTests: XCTestCase {
    private static let memoryFunctions: Set = ["memcpy", "memmove", "memset"]

    func testNoThrowingFunctionEndsInAMemoryFunction() throws {
        for program in ["grinder", "grinder-bench"] {
            let code = try Disassembly(program: ReleaseBuild.program(program), isSimplified: false)
            let throwing = code.functions.filter { Self.isThrowing($0.name) }
            XCTAssertGreaterThan(throwing.count, 100, "\(program): throwing functions are not recognised")
            for function in throwing where !function.tailCalls.isDisjoint(with: Self.memoryFunctions) {
                XCTFail("\(program): \(function.name) loses its error register: make its large result elsewhere")
            }
        }
    }

    /// The check sees what it looks for: jumps to memory functions exist, where nothing is thrown.
    func testJumpsToMemoryFunctionsAreSeen() throws {
        let code = try Disassembly(program: ReleaseBuild.program("grinder"), isSimplified: false)
        XCTAssertTrue(code.functions.contains { !$0.tailCalls.isDisjoint(with: Self.memoryFunctions) })
        XCTAssertTrue(Self.isThrowing("A.B.init(A.C) throws(A.D) -> A.B"))
        XCTAssertTrue(Self.isThrowing("A.f() throws -> ()"))
        XCTAssertFalse(Self.isThrowing("A.f() -> ()"))
        XCTAssertFalse(Self.isThrowing("closure #1 (A.P) -> () in A.f() throws(A.D) -> ()"))
        XCTAssertTrue(Self.isThrowing("closure #1 (A.P) throws(A.D) -> () in A.f() -> ()"))
    }

    /// Of a closure its own type counts, not that of the function in which it stands.
    private static func isThrowing(_ name: String) -> Bool {
        let isClosure = name.contains("closure #")
        let own = isClosure ? name.range(of: " in ").map { String(name[..<$0.lowerBound]) } ?? name : name
        return own.contains(") throws(") || own.contains(") throws ")
    }
}
