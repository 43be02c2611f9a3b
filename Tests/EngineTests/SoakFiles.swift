// The project's thresholds, and reports as the gates get them.

import Domain
import Engine
import Foundation
import XCTest

enum SoakFiles {
    /// `monitoring/soak_thresholds.yml`.
    static func thresholds() throws -> SoakThresholds {
        let root = URL(fileURLWithPath: FixtureFolder.path).deletingLastPathComponent()
        return try SoakThresholds(file: root.appendingPathComponent("monitoring/soak_thresholds.yml").path)
    }

    static func report(_ content: JSONValue) throws -> RecordedSoak { try RecordedSoak(content, file: "report.json") }

    /// A report that passes every limit of the file, with members replaced.
    static func passing(_ changes: JSONObject = [:]) -> JSONValue {
        var members: JSONObject = [
            "all_digests_stable": true, "errors_total": 0, "fill_rate": 0.7222, "events_dropped": 0,
            "decision_latency_p99_ms": 3.594, "rss_mb_max": 65.0,
        ]
        for member in changes.members { members.set(member.key, member.value) }
        return .object(members)
    }
}
