// Finds and runs the recorded vectors of the policy components. Every line of a file is checked; a
// missing `shared` folder skips, anything else that is wrong fails.

import Conformance
import Domain
import Foundation
import XCTest

enum VectorFiles {
    static func read(_ name: String) throws -> [JSONValue] {
        let file = try sharedFolder().appendingPathComponent("conformance/vectors/\(name).jsonl")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONParser.parse(Array($0.utf8)) }
    }

    /// What a component says to a vector, with its members in order; rejections are `error <class>`.
    static func answer(_ component: VectorComponent, _ vector: JSONValue) -> String {
        do {
            return try component.evaluate(vector["in"] ?? .null).prettyText()
        } catch VectorFault.rejected(let name) {
            return "error \(name)"
        } catch {
            return "fault \(error)"
        }
    }

    static func expected(_ vector: JSONValue) -> String {
        if let name = vector["error"]?.stringValue { return "error \(name)" }
        return vector["out"]?.prettyText() ?? "a vector without result"
    }

    private static func sharedFolder() throws -> URL {
        if let path = ProcessInfo.processInfo.environment["GRINDER_SHARED"] { return URL(fileURLWithPath: path) }
        var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let candidate = folder.appendingPathComponent("shared")
            if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("conformance").path) {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        throw XCTSkip("no `shared` folder above the sources and GRINDER_SHARED is not set")
    }
}
