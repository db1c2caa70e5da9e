pragma Singleton

import QtQuick

// What a file's format could not carry, in people's words. A code without words is shown as it is.
QtObject {
    id: root

    readonly property var parts: ({
            "stroke": qsTr("strokes"),
            "shape": qsTr("figures"),
            "text": qsTr("texts"),
            "note": qsTr("notes"),
            "image": qsTr("pictures"),
            "page": qsTr("pages"),
            "link": qsTr("links"),
            "background": qsTr("backgrounds"),
            "fill": qsTr("fillings"),
            "font": qsTr("typefaces"),
            "dash": qsTr("dashed lines"),
            "rotation": qsTr("rotations"),
            "mirroring": qsTr("mirrorings"),
            "arrowhead": qsTr("arrowheads"),
            "layer": qsTr("layers"),
            "lock": qsTr("locks"),
            "audio": qsTr("sounds"),
            "video": qsTr("films"),
            "width": qsTr("widths of lines"),
            "asset": qsTr("embedded files"),
            "dark_ground": qsTr("dark boards"),
            "background_color": qsTr("colours of the ground"),
            "gradient": qsTr("gradients"),
            "crop": qsTr("crops"),
            "comment": qsTr("comments"),
            "hidden": qsTr("hidden parts"),
            "formula": qsTr("formulas"),
            "page_vectors": qsTr("drawings in pages"),
            "element": qsTr("elements"),
            "align": qsTr("alignments of text"),
            "text_style": qsTr("styles of text")
        })
    readonly property var losses: ({
            "unsupported": qsTr("the format knows none"),
            "damaged": qsTr("damaged"),
            "missing": qsTr("missing"),
            "too_large": qsTr("too large"),
            "too_many": qsTr("too many"),
            "approximated": qsTr("approximated"),
            "became_stroke": qsTr("became strokes"),
            "became_picture": qsTr("became pictures"),
            "flattened": qsTr("became one"),
            "joined": qsTr("joined"),
            "split": qsTr("split"),
            "empty": qsTr("empty")
        })

    function line(what: string, reason: string, count: int): string {
        return qsTr("%1 × %2: %3").arg(count).arg(root.parts[what] ?? what).arg(root.losses[reason] ?? reason);
    }
    function lines(parts: var): string {
        return parts.slice(0, 3).map(part => root.line(part.what, part.reason, part.count)).join(qsTr(", "));
    }
}
