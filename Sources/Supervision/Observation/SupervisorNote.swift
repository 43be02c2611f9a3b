// What only the supervisor knows, on its way to the metrics.

import Observability
import Rings

enum SupervisorNote {
    /// In the order of the label's values.
    enum AuditFile: Int { case audit, killSwitch }

    case audit(AuditFile, isWritten: Bool)
    case restarts(RestartUse)
    case clockStep(ns: Int64)
    case reload(isTaken: Bool)
}

extension RegionMetrics {
    mutating func take(_ note: SupervisorNote) {
        switch note {
        case .audit(let file, let isWritten): count(.auditWrites, file.rawValue, isWritten ? 0 : 1)
        case .restarts(let use):
            set(.restartBudget, Double(use.allowed))
            set(.restartBudgetLeft, Double(use.left))
            for role in WorkerRole.allCases { set(.workerRestartsRecent, Int(role.rawValue), Double(use.recent[role] ?? 0)) }
        case .clockStep(let ns):
            count(.clockSteps, ns > 0 ? 0 : 1)
            set(.clockStepSeconds, Double(ns) / 1e9)
        case .reload(let isTaken):
            count(.configurationReloads, isTaken ? 0 : 1)
            set(.configurationLastReloadFailed, isTaken ? 0 : 1)
        }
    }
}
