// `http://HOST[:PORT]/PATH`, the only kind of address that this program fetches.

public struct HTTPURL: Equatable, Sendable {
    public let host: String
    public let port: UInt16
    /// Path and query as they stand in the request.
    public let target: String

    /// Throws a sentence that says what is wrong with `text` and what would be right.
    public init(_ text: String) throws(HTTPClientError) {
        guard !text.lowercased().hasPrefix("https://") else {
            throw .address("'\(text)' is https, which this command does not speak: it checks a local process; use http")
        }
        guard text.lowercased().hasPrefix("http://") else {
            throw .address("'\(text)' is no http address: write http://HOST:PORT/metrics")
        }
        let rest = text.dropFirst("http://".count)
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let path = rest.dropFirst(authority.count).prefix { $0 != "#" }
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .address("'\(text)' holds blanks or other characters that an address cannot hold") }
        guard !authority.contains("@") else { throw .address("'\(text)' holds a user name, which is not supported") }
        let name: Substring
        let number: Substring
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            name = authority[authority.index(after: authority.startIndex)..<end]
            number = authority[authority.index(after: end)...]
        } else {
            name = authority.prefix { $0 != ":" }
            number = authority.dropFirst(name.count)
        }
        guard !name.isEmpty else { throw .address("'\(text)' names no host") }
        guard number.isEmpty || number.first == ":" && UInt16(number.dropFirst()) ?? 0 > 0 else {
            throw .address("'\(text)': the port is a number of 1 to 65535")
        }
        host = String(name)
        port = number.isEmpty ? 80 : UInt16(number.dropFirst()) ?? 80
        target = path.hasPrefix("/") ? String(path) : "/" + path
    }

    /// As the Host field has it.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + (port == 80 ? "" : ":\(port)") }
}
