// Paper options through the region: what a worker reads is what the supervisor had.

import Domain
import Engine
import OrderEngine
import TestSupport
import XCTest
import struct DecimalArithmetic.Decimal

@testable import Workers

final class PaperOptionsRegionTests: XCTestCase {
    private func passed(_ options: PaperOptions, bytes: Int = 1 << 19) throws -> PaperOptions {
        let section = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 8)
        defer { section.deallocate() }
        let length = try options.store(in: section)
        return try PaperOptions(stored: UnsafeRawBufferPointer(rebasing: section.prefix(length)))
    }

    private func text(_ options: PaperOptions) -> String { JSONValue.object(options.document).canonicalText }

    func testTheOptionsOfEveryCase() throws {
        for folder in try SharedCorpus.folders("cases") + SharedCorpus.folders("reference_fixtures") {
            let options = try PaperOptions.from(config: JSONFile.read(folder + "/config.json"), directory: folder)
            var expected = options
            if options.constraintsEnabled { expected.symbolConstraints = options.constraintSource().constraints }
            expected.constraintCachePath = nil
            let back = try passed(options)
            XCTAssertEqual(text(back), text(expected), folder)
            let (here, there) = (options.constraintSource().constraints, back.constraintSource().constraints)
            XCTAssertEqual(here?.count, there?.count, folder)
            for (symbol, constraint) in here ?? [:] {
                XCTAssertEqual(there?[symbol]?.step.description, constraint.step.description)
                XCTAssertEqual(there?[symbol]?.minimum.description, constraint.minimum.description)
            }
        }
    }

    func testValuesAtTheEdge() throws {
        var options = PaperOptions()
        options.spacingBps = BasisPoints(1.0 / 3)
        options.drawdownPctMax = BasisPoints(100, isInteger: true)
        options.sizePerLevel = try Decimal("0." + String(repeating: "123456789", count: 8))
        options.fillMode = .instant
        options.fillAfterTicks = -3
        options.symbolConstraints = ["\u{e9}\u{1F600}\"": QuantityConstraint(step: Decimal(exactly: 0.1), minimum: .zero)]
        options.machineLearning.signalsEnabled = true
        XCTAssertEqual(text(try passed(options)), text(options))
        XCTAssertEqual(text(try passed(PaperOptions())), text(PaperOptions()))
    }

    func testWhatDoesNotFitIsRefused() throws {
        var options = PaperOptions()
        options.symbolConstraints = Dictionary(
            uniqueKeysWithValues: (0..<4000).map { ("SYMBOL\($0)USDT", QuantityConstraint(step: .one, minimum: .one)) })
        XCTAssertNoThrow(try passed(options))
        XCTAssertThrowsError(try passed(options, bytes: 1 << 16)) { XCTAssertTrue($0 is ParameterError, "\($0)") }
        for text in ["", "[]", "{", "{\"no_such_option\":1}", "{\"levels\":\"x\"}"] {
            XCTAssertThrowsError(try Array(text.utf8).withUnsafeBytes { try PaperOptions(stored: $0) }) {
                XCTAssertTrue($0 is ParameterError, "\(text): \($0)")
            }
        }
    }
}
