// The full policy `conflate` as a component: sends to a ring and never waits. What finds the
// ring full is held, at most one record a key, and goes out when there is space.
//
// What may be conflated is the caller's decision, by kind of record:
//   snapshots (best bid and ask, or a whole book): `offer`; the newest replaces the older;
//   everything else - definitions, faults, trades, book differences, the end: `send`, which
//   waits for space behind all that is held, because each of them changes what later ones
//   mean.
//
// Always:  offered = sent + conflated + pending,  also between the counters of the region,
// where the caller keeps them.

@frozen
public enum OfferOutcome: Equatable, Sendable {
    case written
    /// Held until there is space.
    case held
    /// Held in the place of an older one, which nobody will see.
    case replaced
}

public struct ConflatingSender<Record: BitwiseCopyable>: ~Copyable {
    private var table: ConflationTable<Record>
    /// Records taken by `offer`.
    public private(set) var offered: UInt64 = 0
    /// Of these, written to the ring.
    public private(set) var sent: UInt64 = 0
    /// Of these, replaced before there was space.
    public private(set) var conflated: UInt64 = 0
    /// Of these, waiting.
    public var pending: Int { table.count }

    /// `keys`: records have keys from 0 to `keys - 1`.
    public init(keys: Int, blank: Record) { table = ConflationTable(capacity: keys, blank: blank) }

    /// Sends `record` or holds it as the newest of `key`. Never waits. O(1) and the records
    /// that go out because there is space again.
    public mutating func offer(_ record: Record, key: Int, to producer: inout RingProducer<Record>) -> OfferOutcome {
        offered &+= 1
        flush(to: &producer)
        if table.count == 0, producer.tryWrite(record) {
            sent &+= 1
            return .written
        }
        guard table.put(record, key: key) else { return .held }
        conflated &+= 1
        producer.noteConflated()
        return .replaced
    }

    /// Sends what is held, as far as there is space; call it when there is nothing to offer.
    public mutating func flush(to producer: inout RingProducer<Record>) {
        while let record = table.next, producer.tryWrite(record) {
            table.removeNext()
            sent &+= 1
        }
    }

    /// Sends what is held and then `record`, and waits for space as `idle` says. Whatever
    /// the outcome, nothing is lost: what did not go out is still held, `record` excepted,
    /// which is the caller's until `written`.
    public mutating func send(
        _ record: Record, to producer: inout RingProducer<Record>, idle: inout Idler
    ) -> WriteOutcome {
        let outcome = drain(to: &producer, idle: &idle)
        return outcome == .written ? producer.write(record, idle: &idle) : outcome
    }

    /// Waits until everything held has gone out.
    public mutating func drain(to producer: inout RingProducer<Record>, idle: inout Idler) -> WriteOutcome {
        while let record = table.next {
            let outcome = producer.write(record, idle: &idle)
            guard outcome == .written else { return outcome }
            table.removeNext()
            sent &+= 1
        }
        return .written
    }
}
