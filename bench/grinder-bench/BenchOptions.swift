/// Options that every suite understands.
struct BenchOptions {
    var json = false
    var quick = false
    var slices: Int?
    var runs: Int?
    /// Where the replay suite finds its events.
    var fixture: String?

    init?(_ arguments: ArraySlice<String>) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": json = true
            case "--quick": quick = true
            case "--slices":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else { return nil }
                slices = value
            case "--runs":
                guard let value = rest.popFirst().flatMap({ Int($0) }), value > 0 else { return nil }
                runs = value
            case "--fixture":
                guard let value = rest.popFirst() else { return nil }
                fixture = value
            default: return nil
            }
        }
    }
}
