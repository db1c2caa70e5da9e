"""The whiteboard on the glass: the item, its hands, its wet ink and the tiles of what has dried."""
