// Where the time of a tick goes: each stage is a distribution in the region, measured with
// the timestamps that the records carry (CLOCK_MONOTONIC of this machine) by the one worker
// that sees the stage end. The raw value is the histogram's index in the region.

@frozen
public enum StageLatency: Int, CaseIterable, Sendable {
    case receiveToDecide = 0
    case decideToExecute = 1
    case execute = 2
    case decideToReport = 3
    case tickToIntent = 4
    case tickToOrder = 5
}

extension StageLatency {
    public var instrument: Instrument {
        switch self {
        case .receiveToDecide: of(.strategy, "receive_to_decide", "From the feed's receipt of an event to its decision.")
        case .decideToExecute: of(.execution, "decide_to_execute", "From the decision to the execution's receipt of its last record.")
        case .execute: of(.execution, "execute", "From that receipt until the last order has left and the report is written.")
        case .decideToReport: of(.strategy, "decide_to_report", "From the decision to the strategy's receipt of its report.")
        case .tickToIntent: of(.execution, "tick_to_intent", "From the feed's receipt of an event to the execution's receipt of the decision.")
        case .tickToOrder: of(.execution, "tick_to_order", "From the feed's receipt of an event until the last order has left and the report is written.")
        }
    }

    /// The worker that records it.
    public var writer: WorkerRole { instrument.writers[0] }

    private func of(_ role: WorkerRole, _ name: String, _ help: String) -> Instrument {
        Instrument(name: name, kind: .histogram, unit: .nanoseconds, writers: [role], help: help)
    }
}
