// What a secret looks like: the operations specification, section 11.1, and below it forms that the
// reference does not know. A rule's anchor is in every line that its pattern can match: almost no line
// holds one, so almost no line is looked at twice.

struct SecretRule: Sendable {
    /// The type that is reported.
    let name: String
    let form: Form

    enum Form: Sendable {
        /// A regular expression, and lower-case text without which it cannot match.
        case pattern(String, anchor: String)
        /// 64 letters and digits, in a line with a word that makes them suspicious.
        case run64InLineWith([String])
        /// 64 letters and digits of both cases: an exchange's key, whatever stands around it.
        case run64OfAllKinds
    }

    static let all: [SecretRule] = specified + additional

    private static let specified: [SecretRule] = [
        assignment("API_KEY", "api[_-]?key", value: "[A-Za-z0-9]{20,}", anchor: "key"),
        assignment("API_KEY", "apikey", value: "[A-Za-z0-9]{20,}", anchor: "apikey"),
        assignment("API_SECRET", "api[_-]?secret", value: "[A-Za-z0-9]{20,}", anchor: "secret"),
        assignment("SECRET_KEY", "secret[_-]?key", value: "[A-Za-z0-9]{20,}", anchor: "secret"),
        SecretRule(name: "AWS_ACCESS_KEY", form: .pattern("AKIA[A-Z0-9]{16}", anchor: "akia")),
        assignment("AWS_SECRET", "aws[A-Za-z_-]*secret[A-Za-z_-]*", value: "[A-Za-z0-9/+=]{40}", anchor: "aws"),
        SecretRule(
            name: "PRIVATE_KEY",
            form: .pattern("-----BEGIN (?:(?:RSA|EC|DSA|OPENSSH) )?PRIVATE KEY-----", anchor: "private key-----")),
        SecretRule(
            name: "PGP_PRIVATE_KEY", form: .pattern("-----BEGIN PGP PRIVATE[ ]KEY BLOCK-----", anchor: "pgp private key")),
        SecretRule(name: "BEARER_TOKEN", form: .pattern(#"(?i)bearer\s+[A-Za-z0-9\-_.]+"#, anchor: "bearer")),
        SecretRule(name: "GITHUB_TOKEN", form: .pattern("ghp_[A-Za-z0-9]{36}", anchor: "ghp_")),
        SecretRule(name: "GITHUB_OAUTH", form: .pattern("gho_[A-Za-z0-9]{36}", anchor: "gho_")),
        SecretRule(
            name: "GITHUB_PAT", form: .pattern("github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}", anchor: "github_pat_")),
        SecretRule(
            name: "DATABASE_URL",
            form: .pattern(#"(?i)(?:postgres(?:ql)?|mysql|mongodb)(?:\+[a-z]+)?://[^\s:/@"']+:[^\s@"']+@"#, anchor: "://")),
        SecretRule(
            name: "PASSWORD", form: .pattern(#"(?i)password["']?\s*[:=]\s*(?:"[^"]{8,}"|'[^']{8,}')"#, anchor: "password")),
        SecretRule(name: "POSSIBLE_BINANCE_SECRET", form: .run64InLineWith(["api", "secret", "key"])),
    ]

    private static let additional: [SecretRule] = [
        SecretRule(name: "PRIVATE_KEY", form: .pattern("-----BEGIN ENCRYPTED PRIVATE[ ]KEY-----", anchor: "private key-----")),
        SecretRule(name: "AWS_SESSION_KEY", form: .pattern(#"\bASIA[A-Z0-9]{16}\b"#, anchor: "asia")),
        SecretRule(name: "GITHUB_APP_TOKEN", form: .pattern("gh[usr]_[A-Za-z0-9]{36}", anchor: "gh")),
        SecretRule(name: "SLACK_TOKEN", form: .pattern(#"\bxox[abprs]-[A-Za-z0-9-]{10,}"#, anchor: "xox")),
        SecretRule(name: "SERVICE_KEY", form: .pattern(#"\bsk-[A-Za-z0-9_-]{24,}"#, anchor: "sk-")),
        SecretRule(
            name: "URL_CREDENTIALS",
            form: .pattern(#"(?i)(?!(?:postgres(?:ql)?|mysql|mongodb)[+:])\b[a-z]+://[^/\s:@"'<>]*:[^/\s:@"'<>]{6,}@"#, anchor: "://")),
        assigned("secret", anchor: "secret"), assigned("token", anchor: "token"), assigned("passw(?:or)?d", anchor: "passw"),
        SecretRule(name: "EXCHANGE_KEY", form: .run64OfAllKinds),
    ]

    private static func assignment(_ name: String, _ word: String, value: String, anchor: String) -> SecretRule {
        SecretRule(name: name, form: .pattern(#"(?i)\#(word)["']?\s*[:=]\s*["']?\#(value)"#, anchor: anchor))
    }

    private static func assigned(_ word: String, anchor: String) -> SecretRule {
        SecretRule(
            name: "ASSIGNED_SECRET",
            form: .pattern(#"(?i)\#(word)["']?\s*[:=]\s*["'][A-Za-z0-9+/_-]{24,}["']"#, anchor: anchor))
    }
}
