// What a Grafana dashboard says: panels with their questions to Prometheus. How it becomes JSON stands in
// Dashboard+JSON.swift; which there are, in DashboardCatalogue.

public struct Dashboard: Sendable {
    public let title: String
    /// Unique: Grafana replaces a dashboard by another of the same uid.
    public let uid: String
    let tags: [String]
    /// Seconds between two refreshes.
    let refreshS: Int
    /// Minutes that are shown at first.
    let rangeMinutes: Int
    /// Other dashboards' uid and title, as links at the top.
    let links: [(uid: String, title: String)]
    public let rows: [DashboardRow]

    init(
        _ title: String, uid: String, tags: [String], refreshS: Int = 10, rangeMinutes: Int = 60,
        links: [(uid: String, title: String)] = [], rows: [DashboardRow]
    ) {
        self.title = title
        self.uid = uid
        self.tags = ["grinder"] + tags
        self.refreshS = refreshS
        self.rangeMinutes = rangeMinutes
        self.links = links
        self.rows = rows
    }
}

/// Panels side by side under a heading.
public struct DashboardRow: Sendable {
    let title: String
    /// The reader opens it; until then its panels ask nothing.
    let isCollapsed: Bool
    public let panels: [Panel]

    init(_ title: String, isCollapsed: Bool = false, _ panels: [Panel]) {
        self.title = title
        self.isCollapsed = isCollapsed
        self.panels = panels
    }
}

public struct Panel: Sendable {
    enum Kind: String, Sendable {
        /// One number for each series, large.
        case stat
        case timeSeries = "timeseries"
        /// The present values as rows.
        case table
        case heatmap
        case pie = "piechart"
    }

    /// From which value on which colour; below the first it is `base`.
    struct Thresholds: Sendable {
        let base: String
        let steps: [(from: Double, colour: String)]
    }

    let title: String
    let kind: Kind
    public let queries: [Query]
    /// Grafana's name of a unit: `s`, `ms`, `percent`, `percentunit`, `ops`, `short`.
    let unit: String
    let thresholds: Thresholds?
    /// Texts for values.
    let mappings: [(value: Int, text: String, colour: String)]
    /// One sentence; empty: none.
    let description: String

    init(
        _ title: String, _ kind: Kind, _ queries: [Query], unit: String = "short", thresholds: Thresholds? = nil,
        mappings: [(value: Int, text: String, colour: String)] = [], description: String = ""
    ) {
        self.title = title
        self.kind = kind
        self.queries = queries
        self.unit = unit
        self.thresholds = thresholds
        self.mappings = mappings
        self.description = description
    }
}

/// One question to Prometheus.
public struct Query: Sendable, ExpressibleByStringLiteral {
    public let expression: String
    /// `{{label}}` stands for a label's value; empty: Grafana names the series.
    let legend: String

    init(_ expression: String, _ legend: String = "") {
        self.expression = expression
        self.legend = legend
    }

    public init(stringLiteral expression: String) { self.init(expression) }
}

// MARK: - Shorthand for the tables

extension Panel {
    static func stat(
        _ title: String, _ query: Query, unit: String = "short", thresholds: Thresholds? = nil,
        mappings: [(value: Int, text: String, colour: String)] = [], description: String = ""
    ) -> Panel {
        Panel(
            title, .stat, [query], unit: unit, thresholds: thresholds, mappings: mappings, description: description)
    }

    static func series(
        _ title: String, unit: String = "short", thresholds: Thresholds? = nil, description: String = "", _ queries: Query...
    ) -> Panel {
        Panel(title, .timeSeries, queries, unit: unit, thresholds: thresholds, description: description)
    }
}

extension Panel.Thresholds {
    /// More is worse.
    static func rising(yellow: Double, red: Double) -> Self {
        Self(base: "green", steps: [(yellow, "yellow"), (red, "red")])
    }

    static func red(from limit: Double) -> Self { Self(base: "green", steps: [(limit, "red")]) }

    /// Less is worse.
    static func falling(yellow: Double, green: Double) -> Self {
        Self(base: "red", steps: [(yellow, "yellow"), (green, "green")])
    }
}
