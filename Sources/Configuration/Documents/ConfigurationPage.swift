// The table of settings as the page docs/configuration.md.

extension SettingTable {
    /// The page's complete text.
    public static var page: String {
        var text = introduction
        for group in groups {
            text += "\n## \(group.title)\n\n| Setting | Flag | Type | Unit | Built in | Allowed | A bad value | Meaning |\n"
            text += "|---|---|---|---|---|---|---|---|\n"
            for setting in group.settings {
                let cells = [
                    "`\(setting.name)`", setting.flag.map { "`\($0.name)`" } ?? "", setting.kindName, setting.unit ?? "", setting.fallback.map { "`\($0)`" } ?? "",
                    setting.allowed, consequence(setting.strictness), setting.help,
                ]
                text += "| " + cells.map { $0.isEmpty ? "-" : $0 }.joined(separator: " | ") + " |\n"
            }
        }
        text += "\n## Refused names\n\nThey stand in older examples and never had an effect; setting one is an error.\n\n"
        text += "| Name | Instead |\n|---|---|\n"
        for retired in RetiredName.all { text += "| `\(retired.name)` | \(retired.remedy) |\n" }
        return text
    }

    private static func consequence(_ strictness: Setting.Strictness) -> String {
        switch strictness {
        case .exact: "error, and the exact text alone counts"
        case .strict: "error"
        case .lax: "warning, and the built-in value or the nearest bound"
        }
    }

    private static let introduction = """
        # Configuration

        Written by `grinder config docs`; a test keeps this page equal to the program.

        A setting has one name everywhere. Its value comes from, later ones first:

        1. the command line: the flags of `grinder supervise` that the tables name, and `NAME=VALUE` after `grinder config check`
           and `grinder config show`,
        2. the environment,
        3. the configuration file: `--config FILE`, or the one that `GRINDER_CONFIG` names; there is no other,
        4. what is built in.

        A blank value is no value: the next source decides. Only a blank flag or permission is off.

        ```sh
        grinder config check
        grinder config show --provenance
        grinder config show --json MAX_CALLS_PER_RUN=3
        grinder config check MAX_CALLS_PER_RUNS=3  # exit 2
        grinder config show --provenance GRINDER_PIPELINE=paper GRINDER_HTTP_ADDRESS=9090
        ```

        ## The file

        Lines of `NAME=VALUE`, comments that begin with `#`, blank lines. It is the part of that format on which systemd's
        `EnvironmentFile=`, a container's `--env-file` and a shell agree: a value is made of letters, digits and
        `_-+.,:/@%=`, and there are no quotes, no blanks, no `$` and no `export`. A name that is set twice or is not a setting
        is an error.

        ```text
        # /etc/grinder/grinder.conf
        GRINDER_FIXTURE=/usr/share/grinder/market_day
        GRINDER_PIPELINE=paper
        GRINDER_HTTP_ADDRESS=9090
        REMEDIATION_MODE=plan_only
        REMEDIATION_SYMBOL_ALLOWLIST=BTCUSDT,ETHUSDT
        MAX_NOTIONAL_PER_DAY=1000
        BINANCE_API_KEY_FILE=/run/secrets/binance_api_key
        ```

        ## Secrets

        A secret is read from a file that holds nothing else: the one that `NAME_FILE` names (environment or configuration
        file), or `$CREDENTIALS_DIRECTORY/NAME`, where systemd's `LoadCredential=NAME:/path` puts it. The environment itself
        is read too; the program then wipes it there, so that no child inherits it. Two of these at once are an error, and so
        is a secret in the configuration file or on the command line. A secret is shown as `[redacted]`, whoever asks.

        ## Names that are not settings

        In the file and on the command line: an error that names the nearest setting. In the environment: an error when the
        prefix is ours alone (`GRINDER_`, `RECONCILE_`, `REMEDIATION_`, `BUDGET_`, `FILL_`, `HTTP_DEADLINE_`, `HTTP_PROBE_`,
        `HTTP_MAX_ATTEMPTS_`) or when the name is a slip away from a setting; a warning for other names that begin with
        `HTTP_`, `MAX_`, `FLATTEN_`, `ALLOW_`, `BINANCE_` or `LATENCY_RETRY_`; everything else belongs to other programs.

        ## Types

        | Type | What it takes |
        |---|---|
        | flag | `1 true yes on` or `0 false no off`, in any case, blanks around it ignored |
        | permission | lets money be spent, and only the exact text `1` does: `true`, `yes`, `on` and ` 1` are errors, not silence |
        | safeguard | keeps money from being spent, and only the exact text `0` takes it off |
        | integer | decimal digits, with a sign or without |
        | pair | two integers with a slash between, `20/60` |
        | decimal | an exact decimal above zero, finite |
        | list | items separated by commas; blanks around them and empty ones are dropped |
        | choice | one of the words, in any case |
        | text | as it stands, without blanks around it |
        | secret | see above |

        """
}
