// `--idle` and `--pin`: how the workers wait and on which cores they stay.

import Rings
import Workers

enum WorkerPlacementOptions {
    static let idleValue = IdleKind.allCases.map(\.name).joined(separator: "|")
    static let idleHelp = "How workers wait (default: as the number of cores suggests)."
    static let pinValue = "none|auto|ROLE=CPU,..."
    static let pinHelp = "Cores that workers stay on (default none); auto: one each, or all on one when cores are few."

    /// The roles that may be pinned.
    private static let roles: [WorkerRole] = [.feed, .strategy, .execution]

    static func placements(_ arguments: Arguments) throws(UsageError) -> [WorkerRole: WorkerPlacement] {
        let idle = try idleKind(arguments.value("--idle"))
        let cpus = try pins(arguments.value("--pin") ?? "none", available: WorkerPlacement.availableCPUs)
        return Dictionary(
            uniqueKeysWithValues: roles.map { ($0, WorkerPlacement(idle: idle, cpu: cpus[$0])) })
    }

    private static func idleKind(_ text: String?) throws(UsageError) -> IdleKind? {
        guard let text else { return nil }
        guard let kind = IdleKind.allCases.first(where: { $0.name == text }) else {
            throw UsageError("option '--idle' is one of \(idleValue), not '\(text)'.")
        }
        return kind
    }

    static func pins(_ text: String, available: [Int]) throws(UsageError) -> [WorkerRole: Int] {
        switch text {
        case "none": return [:]
        case "auto": return WorkerPlacement.automatic(roles, cpus: available)
        default: break
        }
        var cpus: [WorkerRole: Int] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let role = roles.first(where: { $0.name == parts[0] }), let cpu = Int(parts[1]) else {
                throw UsageError("option '--pin' is none, auto, or pairs like 'strategy=1', not '\(pair)'.")
            }
            guard available.contains(cpu) else {
                let list = available.map { "\($0)" }.joined(separator: ", ")
                throw UsageError("option '--pin': CPU \(cpu) is not among those that this process may use (\(list)).")
            }
            guard cpus.updateValue(cpu, forKey: role) == nil else {
                throw UsageError("option '--pin' names \(role.name) twice.")
            }
        }
        return cpus
    }
}
