// `--idle` and `--pin`: how the workers wait and on which cores they stay.

import Rings
import Workers

enum WorkerPlacementOptions {
    /// The roles that may be pinned.
    private static let roles: [WorkerRole] = [.feed, .strategy, .execution]

    /// - Parameters:
    ///   - idle: the name of a way to wait; nil: as the cores suggest.
    ///   - named: how a message names the pins.
    static func placements(idle name: String?, pin: String, named: String) throws(UsageError) -> [WorkerRole: WorkerPlacement] {
        let idle = name.flatMap { name in IdleKind.allCases.first { $0.name == name } }
        let cpus = try pins(pin, named, available: WorkerPlacement.availableCPUs)
        return Dictionary(
            uniqueKeysWithValues: roles.map { ($0, WorkerPlacement(idle: idle, cpu: cpus[$0])) })
    }

    private static func pins(_ text: String, _ named: String, available: [Int]) throws(UsageError) -> [WorkerRole: Int] {
        switch text {
        case "none": return [:]
        case "auto": return WorkerPlacement.automatic(roles, cpus: available)
        default: break
        }
        var cpus: [WorkerRole: Int] = [:]
        for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, let role = roles.first(where: { $0.name == parts[0] }), let cpu = Int(parts[1]) else {
                throw UsageError("\(named) is none, auto, or pairs like 'strategy=1', not '\(pair)'.")
            }
            guard available.contains(cpu) else {
                let list = available.map { "\($0)" }.joined(separator: ", ")
                throw UsageError("\(named): CPU \(cpu) is not among those that this process may use (\(list)).")
            }
            guard cpus.updateValue(cpu, forKey: role) == nil else {
                throw UsageError("\(named) names \(role.name) twice.")
            }
        }
        return cpus
    }
}
