// One line of events.jsonl as the replay specification's edge cases vary it (section 7.5): the base
// line B(ts) with some members changed, left out, or spelled twice.

public struct SnapshotLine: Sendable {
    private var members: [(name: String, json: String)]

    /// B(ts); `ts` is JSON text.
    public init(ts: String) {
        members = [
            ("ts", ts), ("type", "\"SNAPSHOT\""), ("symbol", "\"X\""), ("bid_price", "\"100.00\""),
            ("ask_price", "\"100.02\""), ("bid_qty", "\"1\""), ("ask_qty", "\"1\""), ("last_price", "\"100\""),
            ("last_qty", "\"1\""),
        ]
    }

    public init(_ ts: Int) { self.init(ts: "\(ts)") }

    /// With member `name` replaced, or added at the end; `json` is JSON text.
    public func with(_ name: String, _ json: String) -> SnapshotLine {
        var copy = self
        if let index = members.firstIndex(where: { $0.name == name }) {
            copy.members[index].json = json
        } else {
            copy.members.append((name, json))
        }
        return copy
    }

    /// With texts for bid and ask.
    public func quoted(bid: String, ask: String) -> SnapshotLine {
        with("bid_price", "\"\(bid)\"").with("ask_price", "\"\(ask)\"")
    }

    public func without(_ name: String) -> SnapshotLine {
        var copy = self
        copy.members.removeAll { $0.name == name }
        return copy
    }

    /// With a second member of a name that is already there, in front.
    public func preceded(by name: String, _ json: String) -> SnapshotLine {
        var copy = self
        copy.members.insert((name, json), at: 0)
        return copy
    }

    public var json: String { "{" + members.map { "\"\($0.name)\": \($0.json)" }.joined(separator: ", ") + "}" }
}
