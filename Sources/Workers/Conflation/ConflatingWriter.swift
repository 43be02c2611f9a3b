// The market ring as a free-running feed writes it: never waits for a slow strategy. What finds the ring full is held,
// at most one record a key, and goes out when there is space.
//
// What may give way is the caller's decision, by kind of record:
//   snapshots, whole books: `offer`; the newest of a key replaces the older;
//   everything else - faults, wide snapshots: `begin`, which waits for space behind all that is held, because each of them
//   says something that no later record says again.
//
// Always:  offered = sent + conflated + pending.
//
// An event that does not follow the one written before is announced by a source record, so that whoever reads the
// records knows which events they are: a restarted feed goes on from there.

import CGrinder

struct ConflatingWriter: ~Copyable {
    private struct Held: BitwiseCopyable {
        var record = gr_record_t()
        var event: UInt64 = 0
    }

    var records: RecordWriter
    private var table: ConflationTable<Held>
    /// The event that the next record is, unless a source record says otherwise.
    private var following: UInt64 = 0
    /// Events written to the ring, and those that gave way to newer ones.
    private(set) var sent: UInt64 = 0
    private(set) var conflated: UInt64 = 0
    /// Events that wait for space.
    var pending: Int { table.count }

    /// - Parameter keys: records have keys from 0 to `keys - 1`.
    init(_ records: consuming RecordWriter, keys: Int) {
        self.records = records
        table = ConflationTable(capacity: keys, blank: Held())
    }

    /// Takes over from an earlier process: what it would have written next, and what it had counted.
    mutating func goOn(following: UInt64, sent: UInt64, conflated: UInt64) {
        self.following = following
        self.sent = sent
        self.conflated = conflated
    }

    /// Writes the event or holds it as the newest of `key`. Never waits. O(1) and the records that go out because
    /// there is space again.
    mutating func offer(_ record: gr_record_t, event: UInt64, key: Int) {
        let held = Held(record: record, event: event)
        flush()
        if table.count == 0, tryWrite(held) { return }
        guard table.put(held, key: key) else { return }
        conflated &+= 1
        records.noteConflated()
    }

    /// Holds an event that an earlier process had offered and not written.
    mutating func hold(_ record: gr_record_t, event: UInt64, key: Int) {
        let isNew = !table.put(Held(record: record, event: event), key: key)
        precondition(isNew, "two events of one key were pending")
    }

    /// Writes what is held, as far as there is space; call it when there is nothing to offer.
    mutating func flush() {
        while let held = table.next, tryWrite(held) { table.removeNext() }
    }

    /// Announces an event that must not give way, after all that is held: the caller writes it next, and then calls
    /// `wrote`. Waits for space.
    mutating func begin(_ event: UInt64) throws(WorkerInterruption) {
        try drain()
        try announce(event)
    }

    /// The event of `begin` is on the ring.
    mutating func wrote() {
        following &+= 1
        sent &+= 1
    }

    /// Waits until everything held has gone out.
    mutating func drain() throws(WorkerInterruption) {
        while let held = table.next {
            try announce(held.event)
            try records.write(held.record)
            wrote()
            table.removeNext()
        }
    }

    private mutating func announce(_ event: UInt64) throws(WorkerInterruption) {
        guard event != following else { return }
        try records.write(source: event)
        following = event
    }

    private mutating func tryWrite(_ held: Held) -> Bool {
        if held.event != following {
            guard records.tryWrite(unsafeBitCast(RecordWriter.source(held.event), to: gr_record_t.self)) else { return false }
            following = held.event
        }
        guard records.tryWrite(held.record) else { return false }
        wrote()
        return true
    }
}
