// Given the configurations of the recorded cases, when they are mapped, then the options are the
// effective options that the reference recorded, and what it refused is refused.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import Foundation
import TestSupport
import XCTest

final class PaperOptionsCorpusTests: XCTestCase {
    func testEffectiveOptionsOfTheCases() throws { try check("cases", count: 132) }

    func testEffectiveOptionsOfTheFixtures() throws { try check("reference_fixtures", count: 13) }

    func testWhatTheReferenceRefusesToConstructIsRefused() throws {
        var refused: [String: String] = [:]
        for folder in try SharedCorpus.folders("reference_errors") {
            let name = (folder as NSString).lastPathComponent
            let options = try options(of: folder)
            let expected = try JSONFile.read(folder + "/expected.json")
            do throws(PaperOptionsError) {
                try options.validate(environment: [:])
            } catch {
                let isGuard = if case .drawdownGuardV1 = error { true } else { false }
                refused[name] = isGuard ? "GuardError" : "ValueError"
            }
            let failure = expected["errors"]?["paper"]
            let isConstruction = failure?["stage"]?.stringValue == "construct"
            XCTAssertEqual(
                refused[name], isConstruction ? failure?["kind"]?.stringValue : nil, folder)
        }
        XCTAssertEqual(refused.count, 4)
    }

    private func check(_ part: String, count: Int) throws {
        let folders = try SharedCorpus.folders(part)
        XCTAssertEqual(folders.count, count)
        for folder in folders {
            let recorded = try XCTUnwrap(
                JSONFile.read(folder + "/expected.json")["engine_options"]?["paper"])
            let options = try options(of: folder)
            XCTAssertEqual(
                JSONValue.object(options.document).canonicalText, try exactDepthLimit(recorded).canonicalText,
                folder)
            XCTAssertNoThrow(try options.validate(environment: [:]), folder)
        }
    }

    /// Paths inside the folder are recorded relative to it.
    private func options(of folder: String) throws -> PaperOptions {
        try PaperOptions.from(
            config: JSONFile.read(folder + "/config.json"), directory: "")
    }

    /// The corpus records a depth limit that came as a binary64 as a number; it acts as its exact decimal.
    private func exactDepthLimit(_ recorded: JSONValue) throws -> JSONValue {
        guard var options = recorded.objectValue, var selection = options["topk_v1_config"]?.objectValue,
            let limit = selection["thin_l1_min"], limit.stringValue == nil
        else { return recorded }
        selection.set("thin_l1_min", .text(Decimal(exactly: try XCTUnwrap(limit.doubleValue)).description))
        options.set("topk_v1_config", .object(selection))
        return .object(options)
    }
}
