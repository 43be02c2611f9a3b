// The digests a run over each scenario must produce: the index every suite compares against.
//
// replay: replay engine with default options. paper: paper engine with the options that the
// scenario's config asks for. A dash: nothing is written to the config.
// Two scenarios also store the paper digest under an older key, named in the last column.

public struct KnownDigests: Equatable, Sendable {
    /// First 16 hex digits of the replay digest; nil while unmeasured.
    public let replay: String?
    /// First 16 hex digits of the paper digest; nil while unmeasured.
    public let paper: String?
    /// A second config key that repeats the paper digest.
    let paperAlias: String?

    private static let table = TextBlock.rows("""
        scenario                           replay           paper            paper_alias
        sample_day                         453ebd0f655e4920 66b29a4e92192f8f -
        sample_day_adaptive                eff22d500f13e542 1b8af993a8435ee6 canonical_digest
        sample_day_allowed                 03253d84cd2604e7 3ecf49cd03db1b07 -
        sample_day_constraints             080f6d192a2c4d14 aba3bc69acdc0b6f -
        sample_day_controller              d10809d9587bee21 f3a0a321c39cc411 canonical_digest
        sample_day_drawdown                5481fd98ceebe318 0303f4f92d583fb7 -
        sample_day_l2_exec_guard           4ff7e25bbc0f9d9d efaad650423d8936 -
        sample_day_l2_gating               080f6d192a2c4d14 b349ccdacf7b46aa -
        sample_day_ml_multisignal_basic    d902f6e8c8745239 b8ebc9294118ff63 -
        sample_day_ml_multisignal_no_prior 72acf8f2fb965b3b 810776843f6facd6 -
        sample_day_multisymbol             28b24c869100a4c8 22acba5cb8b81ab4 -
        sample_day_topk_v1                 cb103e477044bec9 63d981b60a8e9b3a -
        sample_day_toxic                   000b1986e29aa2fd a31ead72fc1f197e -
        market_day                         6491cfea49e91653 5e180ce3e3b4d338 -
        """, under: ["scenario", "replay", "paper", "paper_alias"])

    static func of(scenario name: String) -> KnownDigests {
        guard let row = table.first(where: { $0[0] == name }) else {
            preconditionFailure("\(name) is missing from the digest index")
        }
        func cell(_ index: Int) -> String? {
            row[index] == "-" ? nil : String(row[index])
        }
        return KnownDigests(replay: cell(1), paper: cell(2), paperAlias: cell(3))
    }

    /// The config members that carry the digests; empty for an unmeasured scenario.
    var configMembers: [(String, String)] {
        let keyed = [("expected_digest", replay), ("expected_paper_digest", paper)]
            + [paperAlias].compactMap { $0 }.map { ($0, paper) }
        return keyed.compactMap { key, digest in digest.map { (key, $0) } }
    }
}
