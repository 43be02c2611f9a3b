// The pages that an operator, Prometheus and a service manager read: metrics specification, section 8.
// All are read-only.

import Domain

/// The role of this instance among those that share a lease.
public enum InstanceRole: String, StableName {
    case active = "active"
    case standby = "standby"
    case unknown = "unknown"
    public static var caseCount: Int { 3 }
}

/// What /healthz and /readyz say.
public struct InstanceHealth: Sendable {
    /// Since the process started.
    public var uptimeSeconds: Double
    public var role: InstanceRole
    /// Why an active instance should not be relied on now, each a sentence; empty when nothing is wrong.
    public var blockers: [String]

    public init(uptimeSeconds: Double, role: InstanceRole, blockers: [String] = []) {
        self.uptimeSeconds = uptimeSeconds
        self.role = role
        self.blockers = blockers
    }

    public var isReady: Bool { role == .active && blockers.isEmpty }
}

/// What the pages show. Called on the thread of the poll loop; must not wait for a worker.
public protocol ObservedInstance {
    func health() -> InstanceHealth
    func appendMetrics(to buffer: inout ByteBuffer)
    func status() -> StatusDocument
}

public struct OperatorEndpoints<Instance: ObservedInstance>: HTTPResponder {
    private let instance: Instance
    /// Answers so far, by page and class of status, in the order of the catalogue's labels.
    public private(set) var answers: [[Int]]

    private enum Page: Int, CaseIterable { case healthz, readyz, metrics, status, page, other }

    public init(_ instance: Instance) {
        self.instance = instance
        answers = Page.allCases.map { _ in [0, 0, 0] }
    }

    public mutating func respond(to request: HTTPRequest) -> HTTPResponse {
        let page: Page =
            switch request.path {
            case "/healthz": .healthz
            case "/readyz": .readyz
            case "/metrics": .metrics
            case "/status.json": .status
            case "/": .page
            default: .other
            }
        let response = answer(page, request)
        answers[page.rawValue][response.status < 300 ? 0 : response.status < 500 ? 1 : 2] += 1
        return response
    }

    private func answer(_ page: Page, _ request: HTTPRequest) -> HTTPResponse {
        if page == .other { return .error(404) }
        if request.method == .other { return .error(405, fields: ["Allow: GET, HEAD"]) }
        switch page {
        case .healthz: return json(200, Self.healthText(instance.health()))
        case .readyz:
            let health = instance.health()
            return json(health.isReady ? 200 : 503, Self.readyText(health))
        case .metrics:
            var buffer = ByteBuffer(capacity: 1 << 17)
            instance.appendMetrics(to: &buffer)
            return HTTPResponse(200, "text/plain; charset=utf-8", Array(buffer.bytes))
        case .status:
            return json(200, instance.status().document.canonicalOrderText)
        case .page, .other:
            return HTTPResponse(200, "text/html; charset=utf-8", StatusPage.html, fields: StatusPage.policy)
        }
    }

    private func json(_ status: Int, _ text: String) -> HTTPResponse { HTTPResponse(status, "application/json", text) }

    /// `{"status": "ok", "uptime_s": 12.34}`: two decimals, half to even.
    static func healthText(_ health: InstanceHealth) -> String {
        "{\"status\": \"ok\", \"uptime_s\": \(SampleText.rounded2(health.uptimeSeconds))}"
    }

    /// `{"ready": true, "role": "active"}`; blockers follow when there are any and the role would be ready.
    static func readyText(_ health: InstanceHealth) -> String {
        var text = "{\"ready\": \(health.isReady), \"role\": \"\(health.role.rawValue)\""
        if health.role == .active, !health.blockers.isEmpty {
            text += ", \"blockers\": \(JSONValue.array(health.blockers.map { .text($0) }).canonicalText)"
        }
        return text + "}"
    }
}
