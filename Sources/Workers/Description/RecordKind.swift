// The kinds of records by name: what `grinder_records.h` numbers. A test holds the two together; the describer's
// switch demands fields for each.

import CGrinder

enum RecordKind: UInt8, CaseIterable {
    case none = 0
    case snapshot = 1
    case unhandled = 2
    case fault = 3
    case end = 4
    case text = 5
    case textChunk = 6
    case wide = 7
    case tick = 8
    case plan = 9
    case size = 10
    case action = 11
    case summary = 12
    case outcome = 13
    case tickDone = 14
    case wideSnapshot = 15
    case book = 16
    case passEnd = 17
    case fill = 18
    case features = 19
    case trend = 20
    case gating = 21
    case drawdown = 22
    case `guard` = 23
    case cycle = 24
    case settlement = 25
    case source = 26
    case reading = 27

    /// As shown: `wide_snapshot`.
    var name: String { Self.names[Int(rawValue)] }

    private static let names = allCases.map { kind in
        String("\(kind)".flatMap { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" })
    }
}
