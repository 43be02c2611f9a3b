import Domain

extension VectorComponents {
    static let canonicalJSON = VectorComponent("canonical_json") { input in
        let text = try input.member("value").canonicalText
        let digest = SHA256.hash(Array(text.utf8))
        return .members([
            ("text", .text(text)), ("sha256", .text(digest.text)), ("digest16", .text(digest.short)),
        ])
    }
}
