// The head of a request, read strictly: what is not clearly HTTP/1 is refused, not guessed at.

public enum HTTPMethod: Sendable {
    case get, head
    /// Anything else that is a method: answered, never carried out.
    case other
}

public struct HTTPRequest: Sendable {
    public let method: HTTPMethod
    /// Without the query.
    public let path: String
    /// Whom the client means, `host` or `host:port`: in the target, else in the Host field; nil when it does not say.
    public let authority: String?
    /// The client may send another request over this connection.
    public let keepsAlive: Bool
    /// A body follows; it is never read.
    public let hasBody: Bool
}

/// What the bytes received so far are.
enum HTTPParse {
    case incomplete
    /// A request, and how many bytes its head took.
    case request(HTTPRequest, length: Int)
    /// Not acceptable; the status to answer with.
    case refused(Int)
}

extension HTTPRequest {
    /// Reads the head at the beginning of `bytes`. O(length).
    static func parse(_ bytes: [UInt8], _ limits: HTTPLimits) -> HTTPParse {
        // An empty line before a request is a habit of old clients.
        let start = bytes.starts(with: [13, 10]) ? 2 : 0
        var lines: [ArraySlice<UInt8>] = []
        var lineStart = start
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if index - start >= limits.headSizeMax { return .refused(431) }
            if lines.isEmpty, index - start >= limits.targetSizeMax + 32 { return .refused(414) }
            if byte == 10 {
                guard index > lineStart, bytes[index - 1] == 13 else { return .refused(400) }
                if index - 1 == lineStart { return head(lines, length: index + 1, limits) }
                lines.append(bytes[lineStart..<(index - 1)])
                if lines.count > limits.fieldsMax + 1 { return .refused(431) }
                lineStart = index + 1
            } else if index > lineStart, bytes[index - 1] == 13 {
                return .refused(400)
            } else if byte == 0x7F || byte < 0x20 && byte != 13 && byte != 9 {
                return .refused(400)
            }
            index += 1
        }
        return .incomplete
    }

    private static func head(_ lines: [ArraySlice<UInt8>], length: Int, _ limits: HTTPLimits) -> HTTPParse {
        guard let first = lines.first else { return .refused(400) }
        let words = first.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, isToken(words[0]) else { return .refused(400) }
        guard words[1].count <= limits.targetSizeMax else { return .refused(414) }
        guard let (path, target) = path(words[1]) else { return .refused(400) }
        let version = String(decoding: words[2], as: UTF8.self)
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else {
            return .refused(version.hasPrefix("HTTP/") && version.count == 8 ? 505 : 400)
        }
        guard let fields = Fields(lines.dropFirst()) else { return .refused(400) }
        if fields.hosts > 1 || version == "HTTP/1.1" && fields.hosts != 1 { return .refused(400) }
        let method: HTTPMethod =
            words[0].elementsEqual("GET".utf8) ? .get : words[0].elementsEqual("HEAD".utf8) ? .head : .other
        if fields.hasBody, method != .other { return .refused(413) }
        let keepsAlive = version == "HTTP/1.1" ? !fields.asksToClose : fields.asksToKeepAlive
        return .request(
            HTTPRequest(
                method: method, path: path, authority: target ?? fields.host, keepsAlive: keepsAlive && !fields.hasBody,
                hasBody: fields.hasBody),
            length: length)
    }

    /// The path of `/path?query` or `http://host/path?query`, and its host; nil for other targets.
    private static func path(_ target: ArraySlice<UInt8>) -> (path: String, authority: String?)? {
        guard target.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        var text = String(decoding: target, as: UTF8.self)[...]
        var authority: String?
        if text.lowercased().hasPrefix("http://") {
            text = text.dropFirst("http://".count)
            authority = String(text.prefix { $0 != "/" && $0 != "?" })
            text = text.drop { $0 != "/" && $0 != "?" }
            if !text.hasPrefix("/") { text = "/" + text }
        }
        guard text.hasPrefix("/") || text == "*" else { return nil }
        return (String(text.prefix { $0 != "?" }), authority?.isEmpty == true ? nil : authority)
    }

    static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
    }
}

/// The fields that matter here.
private struct Fields {
    var hosts = 0
    var host: String?
    var hasBody = false
    var asksToClose = false
    var asksToKeepAlive = false
    private var length: [UInt8]?

    /// nil when a line is no field, or lengths contradict each other.
    init?(_ lines: ArraySlice<ArraySlice<UInt8>>) {
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), HTTPRequest.isToken(line[..<colon]) else { return nil }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 9 }
            guard read(name, Array(value.reversed().drop { $0 == 0x20 || $0 == 9 }.reversed())) else { return nil }
        }
    }

    private mutating func read(_ name: String, _ value: [UInt8]) -> Bool {
        switch name {
        case "host":
            hosts += 1
            host = String(decoding: value, as: UTF8.self)
        case "transfer-encoding": hasBody = true
        case "content-length":
            guard !value.isEmpty, value.count <= 18, value.allSatisfy({ 0x30...0x39 ~= $0 }), length ?? value == value else { return false }
            length = value
            if value.contains(where: { $0 != 0x30 }) { hasBody = true }
        case "connection":
            for word in String(decoding: value, as: UTF8.self).lowercased().split(separator: ",") {
                switch word.trimmingBlanks {
                case "close": asksToClose = true
                case "keep-alive": asksToKeepAlive = true
                default: break
                }
            }
        default: break
        }
        return true
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        let text = drop { $0 == " " || $0 == "\t" }
        return text.lastIndex { $0 != " " && $0 != "\t" }.map { text[...$0] } ?? ""
    }
}
