// A shell script as root of a user namespace of its own: what it mounts or forbids, only it and its children see.

import Foundation
import TestSupport
import XCTest

enum PrivateNamespace {
    /// What a script exits with when the machine does not let it do what it is about.
    static let refused: Int32 = 77

    /// Runs `script` with `arguments` as `$1`, `$2`, ... to its end.
    ///
    /// - Parameters:
    ///   - mounts: whether it may mount.
    ///   - refusal: what the machine lacks when it is refused; the test is then skipped.
    static func run(_ script: String, _ arguments: [String], mounts: Bool, refusal: String) throws -> CommandRun {
        let ended = try CommandRun(
            ["unshare", "--user", "--map-root-user"] + (mounts ? ["--mount"] : []) + ["sh", "-c", script, "sh"] + arguments)
        if ended.isCommandMissing { throw XCTSkip("no unshare: install Debian's package util-linux to run this test") }
        if ended.status == refused || ended.errorText.contains("unshare failed") {
            throw XCTSkip("this machine \(refusal): \(ended.errorText)")
        }
        return ended
    }
}
