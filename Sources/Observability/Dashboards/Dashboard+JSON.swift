// The JSON that Grafana 10 provisions. Ids and positions follow from the order of the panels, so that the
// same tables give the same bytes.

import Domain

extension Dashboard {
    /// The uid of the data source that monitoring/grafana/provisioning sets up.
    private static let dataSource: JSONValue = ["type": "prometheus", "uid": "prometheus"]

    /// The columns of Grafana's grid.
    private static let columns = 24

    /// Pretty JSON with a final line feed.
    public var text: String { document.prettyText() + "\n" }

    private var document: JSONValue {
        let links: [JSONValue] = links.map { link in
            ["title": .text(link.title), "type": "link", "url": .text("/d/\(link.uid)"), "keepTime": true]
        }
        return [
            "uid": .text(uid), "title": .text(title), "tags": .array(tags.map { .text($0) }), "schemaVersion": 39,
            "style": "dark", "editable": false, "timezone": "utc", "refresh": .text("\(refreshS)s"),
            "time": ["from": .text("now-\(rangeMinutes)m"), "to": "now"], "links": .array(links),
            "annotations": ["list": []], "templating": ["list": []], "panels": .array(placed()),
        ]
    }

    private func placed() -> [JSONValue] {
        var list: [JSONValue] = []
        var id = 1
        var top = 0
        for row in rows {
            let rowID = id
            id += 1
            let panels = Self.flow(row.panels, below: top + 1, firstID: id)
            id += row.panels.count
            list.append([
                "id": .integer(rowID), "type": "row", "title": .text(row.title), "collapsed": .bool(row.isCollapsed),
                "gridPos": ["x": 0, "y": .integer(top), "w": .integer(Self.columns), "h": 1],
                "panels": .array(row.isCollapsed ? panels.documents : []),
            ])
            if row.isCollapsed {
                top += 1
            } else {
                list += panels.documents
                top = panels.bottom
            }
        }
        return list
    }

    /// Panels from left to right, as many in a line as fit.
    private static func flow(_ panels: [Panel], below top: Int, firstID: Int) -> (documents: [JSONValue], bottom: Int) {
        var documents: [JSONValue] = []
        var (x, y, lineHeight) = (0, top, 0)
        for (index, panel) in panels.enumerated() {
            let (width, height) = panel.size
            if x + width > columns {
                (x, y, lineHeight) = (0, y + lineHeight, 0)
            }
            documents.append(panel.document(id: firstID + index, x: x, y: y, dataSource: dataSource))
            x += width
            lineHeight = max(lineHeight, height)
        }
        return (documents, y + lineHeight)
    }
}

extension Panel {
    /// In columns and lines of Grafana's grid.
    fileprivate var size: (width: Int, height: Int) {
        switch kind {
        case .stat: (4, 4)
        case .timeSeries, .table, .heatmap, .pie: (12, 8)
        }
    }

    fileprivate func document(id: Int, x: Int, y: Int, dataSource: JSONValue) -> JSONValue {
        let isInstant = kind == .table || kind == .pie
        let targets: [JSONValue] = queries.enumerated().map { index, query in
            [
                "refId": .text(String(UnicodeScalar(UInt8(65 + index)))), "datasource": dataSource,
                "expr": .text(query.expression), "legendFormat": .text(query.legend.isEmpty ? "__auto" : query.legend),
                "instant": .bool(isInstant), "range": .bool(!isInstant),
                "format": .text(kind == .table ? "table" : kind == .heatmap ? "heatmap" : "time_series"),
            ]
        }
        return [
            "id": .integer(id), "type": .text(kind.rawValue), "title": .text(title), "description": .text(description),
            "datasource": dataSource, "gridPos": ["x": .integer(x), "y": .integer(y), "w": .integer(size.width), "h": .integer(size.height)],
            "fieldConfig": ["defaults": fieldDefaults, "overrides": []], "options": options, "targets": .array(targets),
        ]
    }

    private var fieldDefaults: JSONValue {
        var members: [(String, JSONValue)] = [("unit", .text(unit))]
        let limits = thresholds ?? Thresholds(base: "green", steps: [])
        let first: JSONValue = ["color": .text(limits.base), "value": .null]
        let steps: [JSONValue] = limits.steps.map { ["color": .text($0.colour), "value": .double($0.from)] }
        members.append(("thresholds", ["mode": "absolute", "steps": .array([first] + steps)]))
        if kind == .stat { members.append(("color", ["mode": "thresholds"])) }
        if kind == .timeSeries, thresholds != nil {
            members.append(("custom", ["thresholdsStyle": ["mode": "line"]]))
        }
        let texts: [JSONValue] = mappings.map { mapping in
            let result: JSONValue = ["text": .text(mapping.text), "color": .text(mapping.colour)]
            return ["type": "value", "options": .object(JSONObject([("\(mapping.value)", result)]))]
        }
        members.append(("mappings", .array(texts)))
        return .object(JSONObject(members))
    }

    private var options: JSONValue {
        switch kind {
        case .stat:
            ["colorMode": "background", "graphMode": "none", "reduceOptions": ["calcs": ["lastNotNull"], "values": false]]
        case .timeSeries: ["legend": ["displayMode": "list", "placement": "bottom"], "tooltip": ["mode": "multi"]]
        case .pie: ["legend": ["displayMode": "table", "placement": "right", "values": ["value", "percent"]]]
        case .table, .heatmap: [:]
        }
    }
}
