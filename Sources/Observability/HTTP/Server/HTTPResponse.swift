// An answer, and its bytes.

public struct HTTPResponse: Sendable {
    public var status: Int
    public var contentType: String
    public var body: [UInt8]
    /// Further fields, each `Name: value`.
    public var fields: [String]

    public init(_ status: Int, _ contentType: String, _ body: [UInt8], fields: [String] = []) {
        self.status = status
        self.contentType = contentType
        self.body = body
        self.fields = fields
    }

    public init(_ status: Int, _ contentType: String, _ body: String, fields: [String] = []) {
        self.init(status, contentType, Array(body.utf8), fields: fields)
    }

    /// An error page.
    public static func error(_ status: Int, fields: [String] = []) -> HTTPResponse {
        let title = "\(status) \(reason(status))"
        return HTTPResponse(
            status, "text/html;charset=utf-8",
            "<!DOCTYPE html>\n<html lang=\"en\"><head><title>\(title)</title></head><body><h1>\(title)</h1></body></html>\n",
            fields: fields)
    }

    /// To a request that names a host for which this server does not speak.
    static let misdirected = HTTPResponse(
        421, "text/plain; charset=utf-8",
        "421 Misdirected Request: listening on loopback, this server answers to localhost and loopback addresses alone. "
            + "To be reached by another name, listen on another address (--http HOST:PORT).\n")

    /// As it travels. The answer to HEAD announces the body and leaves it out.
    func bytes(omittingBody: Bool, keepsAlive: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\nContent-Type: \(contentType)\r\nContent-Length: \(body.count)\r\n"
        head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: \(keepsAlive ? "keep-alive" : "close")\r\n"
        for field in fields { head += field + "\r\n" }
        head += "\r\n"
        return omittingBody ? Array(head.utf8) : Array(head.utf8) + body
    }

    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 408: "Request Timeout"
        case 413: "Content Too Large"
        case 414: "URI Too Long"
        case 421: "Misdirected Request"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Error"
        }
    }
}
