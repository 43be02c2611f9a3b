// A worker's lines on standard error: written as the supervisor writes its own, in the form and from the level on that
// it was started with. A worker has no secrets, so there are none to redact but by the name of a field.

import CGrinder
import Domain
import Logging
import Rings

struct WorkerLog {
    private let log: Log
    private let worker: String

    init(_ worker: String, _ options: Log.Options) {
        self.worker = worker
        log = Log(
            options, redactor: Redactor(),
            clock: Log.Clock(realtimeNs: { gr_clock_realtime_ns() }, monotonicNs: { gr_clock_monotonic_ns() }))
    }

    /// What ended the worker.
    func failed(_ text: String) { log.error("WORKER_FAILED", fields(text)) }

    /// Something that a person may want to know about a run.
    func note(_ text: String) { log.info("WORKER_NOTE", fields(text)) }

    private func fields(_ text: String) -> KeyValuePairs<String, JSONValue> {
        ["worker": .text(worker), "text": .text(text)]
    }
}
