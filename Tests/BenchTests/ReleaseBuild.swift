// The release programs that these tests look at. Nothing is built here: debug builds of the same
// sources say nothing about speed or calls, and a build inside a test would hide which one was meant.

import Foundation
import TestSupport
import XCTest

enum ReleaseBuild {
    /// A program in GRINDER_RELEASE_DIR, or in `.build/release`; skips the calling test when it is not there.
    static func program(_ name: String) throws -> String {
        let directory =
            ProcessInfo.processInfo.environment["GRINDER_RELEASE_DIR"]
            ?? PackageLayout.root.appendingPathComponent(".build/release").path
        let path = directory + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw XCTSkip(
                "\(path) is not built: run `swift build -c release`, or name the folder by GRINDER_RELEASE_DIR")
        }
        return path
    }
}
