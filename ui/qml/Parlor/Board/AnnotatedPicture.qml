import Parlor.Cast
import Parlor.State

// The picture under notes: it stays when its cast ends meanwhile, and what was held before is so afterwards.
CastPicture {
    id: root

    property bool wasHeld: false

    function take(cast: string): void {
        root.castId = cast;
        root.stream = Casts.stream(cast);
        root.wasHeld = root.isHeld;
        root.takeHeld();
    }
    function leave(): void {
        if (!root.wasHeld)
            root.setHeld(false);
    }

    castId: ""
    stream: ""
}
