// The permit of the execution worker: the instance's permit words, loaded anew for every send. Architecture,
// section 5: any doubt blocks; an order that adds risk needs all of them, a cancel only the lease and the fence.
//
// While the worker recovers, what was refused before is refused again and nothing else: the answers come from
// the reports that were published, because the words have changed since.

import CGrinder
import OrderEngine
import Rings

struct RegionPermit: SendPermit {
    private let words: PermitWords
    private let mode: InstanceMode
    /// The fence that the decision in hand was made under.
    var decisionFence: UInt64 = 0
    /// What the sends of this tick came to before, in order; used up first.
    private var recorded: [SendRefusal?] = []
    private var recordedIndex = 0

    init(_ words: PermitWords, mode: InstanceMode) {
        self.words = words
        self.mode = mode
    }

    mutating func refusalOfPlacement() -> SendRefusal? {
        if _slowPath(recordedIndex < recorded.count) { return nextRecorded() }
        if words.arming == 0 { return .notArmed }
        if words.mode != mode.rawValue { return .wrongMode }
        if words.killSwitch != 0 { return .killSwitchActive }
        if words.operatorOverride != 0 { return .operatorOverride }
        return refusalOfCancel()
    }

    mutating func refusalOfCancel() -> SendRefusal? {
        let deadlineNs = words.leaseDeadlineNs
        if deadlineNs != .max, gr_clock_boottime_ns() >= deadlineNs { return .leaseExpired }
        return decisionFence < words.fenceEpoch ? .fenceStale : nil
    }

    /// Takes the answers of a tick that was reported before this process was started.
    mutating func replay(_ answers: [SendRefusal?]) {
        recorded = answers
        recordedIndex = 0
    }

    @inline(never)
    private mutating func nextRecorded() -> SendRefusal? {
        recordedIndex += 1
        return recorded[recordedIndex - 1]
    }
}

extension RecordWriter {
    /// What the placements of the tick whose report comes next came to before; empty when it was not reported.
    func recordedAnswers() throws(WorkerInterruption) -> [SendRefusal?] {
        guard let history else { return [] }
        var answers: [SendRefusal?] = []
        var position = history.position
        do throws(RecoveryError) {
            while let record = try history.copy(at: position), Int(record.kind) != GR_RECORD_TICK_DONE {
                if Int(record.kind) == GR_RECORD_OUTCOME {
                    let outcome = withUnsafePointer(to: record) { $0.as(gr_outcome_t.self) }
                    if let answer = Self.answer(outcome) { answers.append(answer) }
                }
                position += 1
            }
        } catch {
            throw .recovery(error)
        }
        return answers
    }
}
