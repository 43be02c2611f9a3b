// System, gates, risk and leadership: sections 1 to 4 of a scrape.

extension MetricCatalogue {
    static let system: [MetricFamily] = [
        MetricFamily(
            .up, .gauge, "Constant 1 while the process can answer.", contract: .text("grinder_up 1"),
            startsAtOne: [[]]),
        MetricFamily(
            .uptimeSeconds, .gauge, "Seconds since the process started.", unit: "seconds", format: .fixed(2)),
    ]

    static let gating: [MetricFamily] = [
        MetricFamily(
            .gatingAllowed, .counter, "Gate checks that let an order through.", labels: [.gate], reference: .empty,
            contract: .lines),
        MetricFamily(
            .gatingBlocked, .counter, "Gate checks that stopped an order.", labels: [.gate, .gateReason],
            reference: .empty, contract: .lines),
    ]

    static let risk: [MetricFamily] = [
        MetricFamily(.killSwitchTriggered, .gauge, "1 while the kill switch is latched.", unit: "bool"),
        MetricFamily(
            .killSwitchTrips, .counter, "Times the kill switch was tripped, by cause.", labels: [.killSwitchReason],
            reference: .empty, contract: .lines),
        MetricFamily(
            .drawdownPct, .gauge, "Fall of equity from its high-water mark, 0 to 100.", unit: "percent",
            format: .fixed(2), isPlainZeroUntilSet: true),
        MetricFamily(
            .highWaterMark, .gauge, "Highest equity seen.", unit: "quote currency", format: .fixed(2),
            isPlainZeroUntilSet: true),
        MetricFamily(.riskConsecutiveLosses, .gauge, "Longest current run of losing trades of any symbol."),
        MetricFamily(.riskConsecutiveLossTrips, .counter, "Times a guard against losing runs tripped."),
    ]

    static let leadership: [MetricFamily] = [
        MetricFamily(
            .haRole, .gauge, "1 for the role of this instance, 0 for the others.", labels: [.role],
            contract: .text("grinder_ha_role"), startsAtOne: [["unknown"]]),
        MetricFamily(.haIsLeader, .gauge, "1 exactly while the role is active.", unit: "bool"),
    ]
}
