// `grinder doctor`: is this machine fit, and this configuration. Looks only.

import Configuration
import Diagnosis
import Domain

extension Command {
    static let doctor = Command(
        name: "doctor", summary: "Look at clock, cores, limits, kernel, disk, instances, credentials and Redis.",
        operands: "[NAME=VALUE…]",
        options: [configOption, Option(name: "--json", help: "Print one JSON object instead of text.")],
        run: { arguments in
            let findings = Doctor.findings(for: try load(arguments))
            let isHealthy = !findings.contains { $0.status == .fail }
            if arguments.flag("--json") {
                let members: [(String, JSONValue)] = [
                    ("ok", .bool(isHealthy)), ("findings", .array(findings.map(\.document))),
                ]
                Console.line(JSONValue.object(JSONObject(members)).prettyText())
            } else {
                for finding in findings {
                    let status = finding.status.rawValue
                    Console.line("\(status)\(String(repeating: " ", count: 5 - status.count))\(finding.name): \(finding.value)")
                    if !finding.remedy.isEmpty { Console.line("     \(finding.remedy)") }
                }
            }
            return isHealthy ? ExitCode.success : ExitCode.failure
        })
}
