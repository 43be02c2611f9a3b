// What a journal keeps apart: each ring's records, and the two pages of a run.

import CGrinder
import Rings

public enum JournalStream: UInt32, CaseIterable, Sendable {
    case market = 1
    case intent = 2
    case report = 3
    case remediation = 4
    case control = 5
    /// The run's configuration page, written before anything else.
    case configuration = 6
    /// The run's result page, written when the run has ended.
    case result = 7

    public init(_ ring: RingKind) {
        switch ring {
        case .market: self = .market
        case .intent: self = .intent
        case .report: self = .report
        case .remediation: self = .remediation
        case .control: self = .control
        }
    }
}

/// Records of each stream: how many there are, or where the next one goes.
public struct JournalPositions: Equatable, Sendable {
    private var values = InlineArray<8, UInt64>(repeating: 0)

    public init() {}

    public subscript(stream: JournalStream) -> UInt64 {
        get { values[Int(stream.rawValue)] }
        set { values[Int(stream.rawValue)] = newValue }
    }

    public static func == (left: JournalPositions, right: JournalPositions) -> Bool {
        JournalStream.allCases.allSatisfy { left[$0] == right[$0] }
    }
}
