// The project's fixtures, and copies of them that a test may spoil.

import Domain
import Foundation
import XCTest

enum FixtureFolder {
    /// `Fixtures` at the root of the repository.
    static let path = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    /// A copy of one fixture in a fresh folder, its configuration changed; removed when the test ends.
    static func copy(_ name: String, for test: XCTestCase, changing members: JSONObject = [:]) throws -> String {
        let folder = try empty(for: test)
        let copy = folder + "/" + name
        try FileManager.default.copyItem(atPath: path + "/" + name, toPath: copy)
        var config = try XCTUnwrap(JSONFile.read(copy + "/config.json").objectValue)
        for member in members.members { config.set(member.key, member.value) }
        try write(JSONValue.object(config).prettyText(), to: copy + "/config.json")
        return folder
    }

    /// A fresh folder; removed when the test ends.
    static func empty(for test: XCTestCase) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("grinder-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        test.addTeardownBlock { try FileManager.default.removeItem(atPath: folder) }
        return folder
    }

    static func write(_ text: String, to file: String) throws {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
    }
}
