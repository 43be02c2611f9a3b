// The pages of a supervisor that a test started, fetched as anybody would.

import Foundation
import TestSupport
import XCTest

enum ServedPages {
    /// Where they are, once the supervisor has said it; ends with a slash.
    static func url(of process: GrinderProcess) throws -> String {
        var url: String?
        _ = eventually(within: 30) {
            let line = try? process.complained().split(separator: "\n").first { $0.contains("status page at ") }
            url = line?.split(separator: " ").last.map(String.init)
            return url != nil
        }
        return try XCTUnwrap(url, "no address: \((try? process.complained()) ?? "")")
    }

    /// Status 0 when there was no answer; `curl` says why.
    static func get(_ url: String) throws -> (status: Int, body: String, curl: CommandRun) {
        let run = try CommandRun(["curl", "--silent", "--max-time", "5", "--write-out", "\n%{http_code}", url])
        if run.isCommandMissing { throw XCTSkip("no curl: install Debian's package curl to run this test") }
        let parts = run.outputText.split(separator: "\n", omittingEmptySubsequences: false)
        return (try XCTUnwrap(Int(parts.last ?? "")), parts.dropLast().joined(separator: "\n"), run)
    }
}
