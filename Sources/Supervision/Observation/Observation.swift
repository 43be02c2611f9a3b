// The supervisor's HTTP server, as its poll loop drives it.

import Glibc
import Observability
import Rings

final class Observation {
    private let server: HTTPServer
    private let instance: ObservedRegion
    private var endpoints: OperatorEndpoints<ObservedRegion>

    var url: String { server.url }

    /// nil when nothing is to be served.
    static func serving(_ options: SupervisorOptions, _ region: InstanceRegion) throws(HTTPServerError) -> Observation? {
        guard let address = options.httpAddress else { return nil }
        return try Observation(address, region, options)
    }

    private init(_ address: HTTPAddress, _ region: InstanceRegion, _ options: SupervisorOptions) throws(HTTPServerError) {
        server = try HTTPServer(address)
        instance = ObservedRegion(region, options)
        endpoints = OperatorEndpoints(instance)
    }

    func pollDescriptors() -> [pollfd] { server.pollDescriptors() }

    func handle(ready: some Collection<pollfd>, nowNs: UInt64) {
        instance.take(server, answers: endpoints.answers)
        server.handle(ready: ready, nowNs: nowNs, &endpoints)
    }

    /// Every few turns, also when nothing is asked.
    func follow() { instance.follow() }

    /// The instance is going away: it is no longer one to rely on.
    func stopping() { instance.isStopping = true }

    func countTrip(_ word: UInt64) { instance.countTrip(word) }
    func take(_ note: SupervisorNote) { instance.take(note) }
}
